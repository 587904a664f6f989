import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { Api, getBillingDetails, setBillingDetails } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Failure, Field, focusFirstError, Panel, SkeletonRows } from '@sky/ui';

import { countries } from './places';

const NOTHING = { company: '', street: '', postcode: '', city: '', country: '', taxId: '' };

/** Whom receipts are made out to. Receipts of the past keep theirs. */
@Component({
  selector: 'portal-billing-details-panel',
  imports: [Failure, Field, FormField, FormRoot, MatButton, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './billing-details-panel.html',
  styleUrl: '../account-form.scss',
})
export class BillingDetailsPanel {
  private readonly api = inject(Api);

  protected readonly countries = countries();
  protected readonly details = resource({ loader: () => this.api.invoke(getBillingDetails) });
  protected readonly problem = computed(() => problemOf(this.details.error()));
  protected readonly saved = signal(false);
  protected readonly model = linkedSignal(() => (this.details.hasValue() ? this.details.value() : NOTHING));
  protected readonly detailsForm = form(
    this.model,
    fields => {
      maxLength(fields.company, 120, { message: 'Keep the company under 120 characters.' });
      maxLength(fields.street, 200, { message: 'Keep the street under 200 characters.' });
      maxLength(fields.postcode, 20, { message: 'Keep the postcode under 20 characters.' });
      maxLength(fields.city, 100, { message: 'Keep the city under 100 characters.' });
      maxLength(fields.taxId, 40, { message: 'Keep the tax number under 40 characters.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private async save() {
    this.saved.set(false);
    try {
      const trimmed = Object.fromEntries(Object.entries(this.model()).map(([name, value]) => [name, value.trim()]));
      this.details.set(await this.api.invoke(setBillingDetails, { body: { ...NOTHING, ...trimmed } }));
      this.saved.set(true);
      return undefined;
    } catch (error) {
      const { message, details } = problemOf(error);
      return { kind: 'rejected', message: details[0] ? `${details[0].field} ${details[0].message}.` : message };
    }
  }
}
