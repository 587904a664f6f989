import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, type SettingDto, type SettingListDto, setSettings } from '@sky/api-client';
import { HostSettings, problemOf } from '@sky/session';
import { Panel, Toasts } from '@sky/ui';

import type { KnownSetting, SettingGroup } from './known-settings';
import { SettingControl } from './setting-control';
import { complaint, type Entered, entered, isSame, toSend } from './setting-values';

type Texts = Readonly<Record<string, string>>;

/** Settings that belong together: what was changed is saved at once or not at all. */
@Component({
  selector: 'console-setting-group-form',
  imports: [MatButton, Panel, SettingControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel [heading]="group().label">
      <form (submit)="$event.preventDefault(); save()">
        @for (row of rows(); track row.setting.key) {
          <console-setting-control
            [setting]="row.setting"
            [isDefault]="row.isDefault"
            [value]="row.value"
            [problem]="problems()[row.setting.key] ?? ''"
            [disabled]="!mayChange() || busy()"
            (valueChange)="enter(row.setting, $event)"
          />
        }
        @if (refusal()) {
          <p class="field-error" role="alert">{{ refusal() }}</p>
        }
        @if (mayChange()) {
          <div class="row">
            <button
              matButton="filled"
              type="submit"
              [attr.aria-label]="'Save ' + group().label"
              [attr.aria-busy]="busy()"
              [disabled]="changed().length === 0 || busy()"
            >
              Save
            </button>
            @if (changed().length > 0) {
              <button matButton="text" type="button" [disabled]="busy()" (click)="undo()">Undo</button>
            }
          </div>
        }
      </form>
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    form {
      display: grid;
      gap: 16px;
      max-width: 520px;
      padding: 16px;
      font: var(--text-13);
    }
  `,
})
export class SettingGroupForm {
  readonly group = input.required<SettingGroup>();
  readonly settings = input.required<readonly SettingDto[]>();
  readonly mayChange = input(false);
  readonly saved = output<SettingListDto>();

  private readonly api = inject(Api);
  private readonly host = inject(HostSettings);
  private readonly toasts = inject(Toasts);

  /** What was entered and differs from what holds; emptied as it is saved. */
  private readonly entries = linkedSignal<readonly SettingDto[], Readonly<Record<string, Entered>>>({
    source: this.settings,
    computation: (_settings, previous) => previous?.value ?? {},
  });
  protected readonly problems = signal<Texts>({});
  protected readonly refusal = signal('');
  protected readonly busy = signal(false);

  /** A setting that the API does not tell has no control. */
  protected readonly rows = computed(() =>
    this.group().settings.flatMap(setting => {
      const stored = this.settings().find(({ key }) => key === setting.key);
      if (!stored) return [];
      const before = entered(setting, stored.value);
      return [{ setting, isDefault: stored.isDefault, before, value: this.entries()[setting.key] ?? before }];
    }),
  );
  protected readonly changed = computed(() => this.rows().filter(({ before, value }) => !isSame(before, value)));

  protected enter({ key }: KnownSetting, value: Entered): void {
    this.entries.update(entries => ({ ...entries, [key]: value }));
    this.problems.update(problems => ({ ...problems, [key]: '' }));
  }

  protected undo(): void {
    this.entries.set({});
    this.problems.set({});
    this.refusal.set('');
  }

  protected async save(): Promise<void> {
    const changed = this.changed();
    if (this.busy() || changed.length === 0) return;
    const complaints = changed.map(({ setting, value }) => [setting.key, complaint(setting, value)] as const);
    this.refusal.set('');
    this.problems.set(Object.fromEntries(complaints));
    if (complaints.some(([, words]) => words !== '')) return;
    this.busy.set(true);
    try {
      const values = Object.fromEntries(changed.map(({ setting, value }) => [setting.key, toSend(setting, value)]));
      const list = await this.api.invoke(setSettings, { body: { values } });
      this.undo();
      this.saved.emit(list);
      this.host.reload();
      this.toasts.done(`${this.group().label} was saved.`);
    } catch (error) {
      const { message, details } = problemOf(error);
      const shown = details.filter(({ field }) => changed.some(({ setting }) => setting.key === field));
      this.problems.set(Object.fromEntries(shown.map(({ field, message: why }) => [field, inSentence(why)])));
      if (shown.length === 0) this.refusal.set(message);
    }
    this.busy.set(false);
  }
}

/** "is fixed once money has moved" reads as "This is fixed …"; what begins with a capital is a sentence already. */
function inSentence(message: string): string {
  const text = /^[a-z]/.test(message) ? `This ${message}` : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
