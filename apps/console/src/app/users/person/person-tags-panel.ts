import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, setUserTags } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Icon, Panel, Tag } from '@sky/ui';

import { TAG_PATTERN } from '../user-words';

const MOST = 20;

/** The tags of one person; each change is saved at once. */
@Component({
  selector: 'console-person-tags-panel',
  imports: [Icon, MatButton, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Tags">
      <div class="inside">
        @if (tags().length === 0) {
          <p class="muted">No tags yet.</p>
        }
        <ul class="row wrap">
          @for (tag of tags(); track tag) {
            <li>
              <ui-tag>
                {{ tag }}
                @if (mayChange()) {
                  <button type="button" [attr.aria-label]="'Remove ' + tag" [disabled]="busy()" (click)="remove(tag)">
                    <ui-icon name="close" [size]="12" />
                  </button>
                }
              </ui-tag>
            </li>
          }
        </ul>
        @if (mayChange()) {
          <form class="row" (submit)="$event.preventDefault(); add(entry.value)">
            <input
              #entry
              id="person-tag"
              class="input compact"
              aria-label="New tag"
              placeholder="New tag"
              autocomplete="off"
              autocapitalize="none"
              maxlength="30"
              [value]="typed()"
              [attr.aria-invalid]="problem() !== ''"
              (input)="typed.set(entry.value)"
            />
            <button matButton="outlined" class="small" type="submit" [disabled]="busy()">Add</button>
          </form>
        }
        @if (problem()) {
          <p class="field-error" role="alert">{{ problem() }}</p>
        }
      </div>
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    .inside {
      display: grid;
      gap: 10px;
      padding: 12px 16px;
      font: var(--text-13);
    }
    .input {
      flex: 1;
    }
    ui-tag button {
      display: inline-grid;
      place-items: center;
      width: 20px;
      height: 20px;
      margin-right: -6px;
      padding: 0;
      border: 0;
      background: none;
      cursor: pointer;
    }
  `,
})
export class PersonTagsPanel {
  readonly userId = input.required<number>();
  readonly tags = input.required<readonly string[]>();
  readonly mayChange = input(false);
  readonly changed = output();

  private readonly api = inject(Api);

  protected readonly typed = signal('');
  protected readonly problem = signal('');
  protected readonly busy = signal(false);

  protected async add(text: string): Promise<void> {
    const tag = text.trim().toLowerCase();
    if (!TAG_PATTERN.test(tag)) return this.problem.set('Use small letters, digits and dashes, at most 30.');
    if (this.tags().includes(tag)) return this.problem.set('They have this tag already.');
    if (this.tags().length >= MOST) return this.problem.set(`A person has at most ${MOST} tags.`);
    if (await this.save([...this.tags(), tag])) this.typed.set('');
  }

  protected async remove(tag: string): Promise<void> {
    await this.save(this.tags().filter(one => one !== tag));
  }

  private async save(tags: string[]): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.problem.set('');
    try {
      await this.api.invoke(setUserTags, { id: this.userId(), body: { tags } });
      this.changed.emit();
      return true;
    } catch (error) {
      this.problem.set(problemOf(error).message);
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
