import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required, validate } from '@angular/forms/signals';
import { Router } from '@angular/router';

import { Api, getOrderOptions, listPublicPackages, orderServer } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { focusFirstError, EmptyState, Failure, Field, MoneyPipe, Now, PageHeader, RatePipe, SkeletonRows } from '@sky/ui';

import { CustomerCredit } from '../../panel/customer-credit';
import { memoryInWords, trafficInWords } from '../../public/plans/plan-words';
import { estimateOrder } from './order-estimate';
import { OrderSummary } from './order-summary';
import { familiesOf, type SystemFamily, systemInWords, versionInWords } from './systems';

const NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const KEY =
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+=*( .*)?$/;

/** One page, no wizard: plan, location, system, name; the summary follows every choice. */
@Component({
  selector: 'portal-order-page',
  imports: [EmptyState, Failure, Field, FormField, FormRoot, MoneyPipe, OrderSummary, PageHeader, RatePipe, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './order-page.html',
  styleUrl: './order-page.scss',
})
export class OrderPage {
  /** A plan chosen elsewhere, from the address. */
  readonly packageId = input<string>();

  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly now = inject(Now);
  protected readonly credit = inject(CustomerCredit);
  protected readonly parents = [{ label: 'Servers', link: '/servers' }];
  protected readonly memory = memoryInWords;
  protected readonly traffic = trafficInWords;
  protected readonly versionWords = versionInWords;

  protected readonly plans = resource({ loader: () => this.api.invoke(listPublicPackages) });
  protected readonly planRows = computed(() => (this.plans.hasValue() ? this.plans.value().data : []));
  protected readonly plansProblem = computed(() => problemOf(this.plans.error()));
  protected readonly planId = linkedSignal(() => {
    const wanted = this.planRows().find(plan => String(plan.id) === this.packageId() && plan.available);
    return (wanted ?? this.planRows().find(({ available }) => available))?.id;
  });
  protected readonly plan = computed(() => this.planRows().find(({ id }) => id === this.planId()));

  protected readonly options = resource({
    params: () => this.planId(),
    loader: ({ params: packageId }) => this.api.invoke(getOrderOptions, { packageId }),
  });
  private readonly offered = computed(() => (this.options.hasValue() ? this.options.value() : undefined));
  protected readonly optionsProblem = computed(() => problemOf(this.options.error()));
  protected readonly locations = computed(() => this.offered()?.locations ?? []);
  protected readonly locationId = linkedSignal<{ id: number; available: boolean }[], number | undefined>({
    source: this.locations,
    computation: (locations, previous) =>
      (locations.find(({ id, available }) => id === previous?.value && available) ?? locations.find(({ available }) => available))
        ?.id,
  });

  protected readonly families = computed(() => familiesOf(this.offered()?.templates.filter(({ endOfLife }) => !endOfLife) ?? []));
  protected readonly templateId = linkedSignal<SystemFamily[], number | undefined>({
    source: this.families,
    computation: (families, previous) => {
      const all = families.flatMap(({ versions }) => versions);
      return (all.find(({ id }) => id === previous?.value) ?? all[0])?.id;
    },
  });
  protected readonly family = computed(() =>
    this.families().find(({ versions }) => versions.some(({ id }) => id === this.templateId())),
  );
  private readonly template = computed(() => this.family()?.versions.find(({ id }) => id === this.templateId()));

  protected readonly model = signal({ name: '', sshPublicKey: '' });
  protected readonly orderForm = form(
    this.model,
    fields => {
      required(fields.name, { message: 'Give the server a name.' });
      maxLength(fields.name, 63, { message: 'Keep the name under 64 characters.' });
      pattern(fields.name, NAME, { message: 'Use letters, digits and hyphens; begin and end with a letter or digit.' });
      validate(fields.sshPublicKey, ({ value }) =>
        value().trim() === '' || KEY.test(value().trim())
          ? undefined
          : { kind: 'key', message: 'Paste one public key, as in id_ed25519.pub. Never the private one.' },
      );
    },
    { submission: { action: () => this.order(), onInvalid: focusFirstError } },
  );

  protected readonly words = computed(() => {
    const [template, location] = [this.template(), this.locations().find(({ id }) => id === this.locationId())];
    return {
      name: this.model().name.trim() || 'New server',
      choice: [this.plan()?.name, template && systemInWords(template), location?.name].filter(Boolean).join(', '),
    };
  });
  /** What it costs where it is to stand. */
  protected readonly price = computed(
    () => this.locations().find(({ id }) => id === this.locationId())?.price ?? this.offered()?.price ?? this.plan()?.price,
  );
  protected readonly estimate = computed(() => {
    const [balance, price] = [this.credit.value(), this.price()];
    return balance && price ? estimateOrder(balance, price, new Date(this.now.quarter())) : undefined;
  });
  protected readonly isComplete = computed(() => !!this.plan() && !!this.locationId() && !!this.templateId());

  /** A repeated click or a retry after silence is one order; a changed order is another. */
  private readonly onceKey = computed(() => {
    this.body();
    return crypto.randomUUID();
  });
  private readonly body = computed(() => {
    const [packageId, locationId, templateId, { name, sshPublicKey }] = [
      this.planId(),
      this.locationId(),
      this.templateId(),
      this.model(),
    ];
    if (!packageId || !locationId || !templateId) return undefined;
    const key = sshPublicKey.trim();
    return { packageId, locationId, templateId, name: name.trim(), ...(key && { sshPublicKey: key }) };
  });

  protected firstVersion({ versions }: SystemFamily): string {
    return versions[0] ? versionInWords(versions[0]) : '';
  }

  protected chooseFamily(name: string): void {
    this.templateId.set(this.families().find(family => family.name === name)?.versions[0]?.id);
  }

  protected chooseVersion(event: Event): void {
    this.templateId.set(Number((event.target as HTMLSelectElement).value));
  }

  private async order() {
    const body = this.body();
    if (!body) return { kind: 'incomplete', message: 'Choose a plan, a location and a system.' };
    try {
      const server = await this.api.invoke(orderServer, { body }, onceOnly(this.onceKey()));
      this.credit.reload();
      await this.router.navigate(['/servers', server.id]);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}
