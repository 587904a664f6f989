import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';

import { Api, type PowerAction, powerServer, type ServerDetailDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Confirmations, Icon, type IconName, RatePipe, Toasts } from '@sky/ui';

import { isUnderWay } from '../server-facts';

interface PowerOffer {
  readonly action: PowerAction;
  readonly label: string;
  readonly effect: string;
  readonly icon: IconName;
  readonly isHarsh: boolean;
}

const OFFERS: readonly PowerOffer[] = [
  { action: 'boot', label: 'Start', effect: 'Boots the system.', icon: 'start', isHarsh: false },
  { action: 'shutdown', label: 'Shut down', effect: 'Asks the system to stop.', icon: 'power', isHarsh: false },
  { action: 'restart', label: 'Restart', effect: 'Clean stop, then start.', icon: 'restart', isHarsh: false },
  { action: 'poweroff', label: 'Force off', effect: 'Cuts the power. Unsaved data is lost.', icon: 'forceOff', isHarsh: true },
];

const LOSSES: Record<Exclude<PowerAction, 'boot'>, string> = {
  shutdown:
    'The system is asked to stop. What runs on it is not reachable until you start it again. A stopped server still costs.',
  restart: 'The system stops and starts again. What runs on it is not reachable for a minute or two.',
  poweroff: 'The power is cut at once. Data that was not written to disk is lost, and the file system may need a repair.',
};

/** The power of a server: each effect is explained, and what interrupts asks first. */
@Component({
  selector: 'portal-power-menu',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger, RatePipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './power-menu.html',
  styleUrl: './server-menu.scss',
})
export class PowerMenu {
  readonly server = input.required<ServerDetailDto>();
  readonly changed = output();

  private readonly api = inject(Api);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);

  /** Why nothing can be done now; empty when it can. */
  protected readonly blocked = computed(() => {
    const { state, action } = this.server();
    if (isUnderWay(action)) return 'Another action is under way.';
    if (state === 'running' || state === 'stopped') return '';
    return state === 'unknown' ? 'Power actions wait until the state is known.' : 'Not possible in the present state.';
  });
  protected readonly offers = computed(() =>
    OFFERS.filter(({ action }) => (this.server().state === 'stopped' ? action === 'boot' : action !== 'boot')),
  );

  protected async choose(offer: PowerOffer): Promise<void> {
    if (offer.action === 'boot') {
      const refusal = await this.send('boot');
      if (refusal) this.toasts.failed(refusal);
      return;
    }
    const { name } = this.server();
    await this.confirmations.ask({
      title: `${offer.label} ${name}?`,
      body: LOSSES[offer.action],
      confirm: offer.label,
      keep: 'Leave it running',
      tone: offer.isHarsh ? 'danger' : 'plain',
      act: () => this.send(offer.action),
    });
  }

  /** A sentence in return means that it was refused, and why. */
  private async send(action: PowerAction): Promise<string | undefined> {
    try {
      await this.api.invoke(powerServer, { id: this.server().id, action });
      this.changed.emit();
      return undefined;
    } catch (error) {
      return problemOf(error).message;
    }
  }
}
