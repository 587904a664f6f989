import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';

import type { OwnedServerDto, PowerAction, ServerFactsDto } from '@sky/api-client';
import { Icon } from '@sky/ui';

import { POWER_WORDS } from './power-words';
import { ServerActs } from './server-acts';

/** Everything that staff may do to a server as it stands; what makes no sense now is not offered. */
@Component({
  selector: 'console-server-menu',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button matButton="outlined" type="button" [matMenuTriggerFor]="menu" [disabled]="busy()" [attr.aria-busy]="busy()">
      Actions<ui-icon name="down" iconPositionEnd [size]="16" />
    </button>
    <mat-menu #menu="matMenu">
      @for (action of powers(); track action) {
        <button mat-menu-item type="button" (click)="run(() => acts.power(server(), action))">{{ words[action].verb }}</button>
      }
      @if (isBuilt()) {
        @if (facts()?.upstream) {
          <button mat-menu-item type="button" (click)="run(() => resize())">Change resources</button>
        }
        <button mat-menu-item type="button" (click)="run(() => acts.changeOwner(server()))">Change owner</button>
        @if (maySuspend()) {
          <button mat-menu-item type="button" (click)="run(() => acts.suspend(server()))">Suspend</button>
        }
        @if (mayUnsuspend()) {
          <button mat-menu-item type="button" (click)="run(() => acts.unsuspend(server()))">Unsuspend</button>
        }
      }
      @if (server().state === 'deleting') {
        <button mat-menu-item type="button" (click)="run(() => acts.bringBack(server()))">Keep it after all</button>
      } @else {
        <button mat-menu-item type="button" (click)="run(() => acts.remove(server()))">Delete</button>
      }
      <button mat-menu-item type="button" (click)="run(() => acts.refresh(server()))">Ask VirtFusion again</button>
    </mat-menu>
  `,
})
export class ServerMenu {
  readonly server = input.required<OwnedServerDto>();
  readonly facts = input<ServerFactsDto>();
  readonly changed = output();

  protected readonly acts = inject(ServerActs);
  protected readonly words = POWER_WORDS;
  protected readonly busy = signal(false);
  protected readonly isBuilt = computed(
    () => this.server().upstreamId !== null && !['queued', 'building', 'failed', 'deleting'].includes(this.server().state),
  );
  protected readonly powers = computed<readonly PowerAction[]>(() => {
    if (!this.isBuilt()) return [];
    const { state } = this.server();
    if (state === 'stopped') return ['boot'];
    if (state === 'unknown') return ['boot', 'shutdown', 'restart', 'poweroff'];
    return state === 'running' ? ['shutdown', 'restart', 'poweroff'] : [];
  });
  protected readonly maySuspend = computed(() => !this.facts()?.suspension);
  protected readonly mayUnsuspend = computed(() => !!this.facts()?.suspension || this.server().state === 'suspended');

  protected async resize(): Promise<boolean> {
    const size = this.facts()?.upstream;
    const { id, name } = this.server();
    return size ? this.acts.changeResources({ id, name, size }) : false;
  }

  protected async run(act: () => Promise<boolean>): Promise<void> {
    this.busy.set(true);
    if (await act()) this.changed.emit();
    this.busy.set(false);
  }
}
