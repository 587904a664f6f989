import { ChangeDetectionStrategy, Component, computed, inject, type Injector, resource, signal } from '@angular/core';
import { form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, createServerByStaff, listHypervisorGroups, listPackages, listPackageTemplates } from '@sky/api-client';
import { onceOnly, problemOf } from '@sky/session';
import { Field, focusFirstError, type Segment, Segments } from '@sky/ui';

import { findCustomer } from '../../users/find-customer';

const TERMS: readonly Segment[] = [
  { value: 'charged', label: 'Charged' },
  { value: 'free', label: 'Free of charge' },
];
const NAME = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** Orders a server for somebody, by the same way as their own orders go. */
@Component({
  selector: 'console-create-server-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './create-server-dialog.html',
  styleUrl: '../../users/dialogs/dialog.scss',
})
export class CreateServerDialog {
  protected readonly dialog = inject<MatDialogRef<CreateServerDialog, number | undefined>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly terms = TERMS;
  protected readonly term = signal('charged');
  protected readonly model = signal({ customer: '', packageId: '', locationId: '', templateId: '', name: '' });
  protected readonly createForm = form(
    this.model,
    fields => {
      required(fields.customer, { message: 'Enter a username or an email.' });
      required(fields.packageId, { message: 'Choose a package.' });
      required(fields.locationId, { message: 'Choose a location.' });
      required(fields.templateId, { message: 'Choose an operating system.' });
      required(fields.name, { message: 'Give it a name.' });
      maxLength(fields.name, 63, { message: 'Keep the name under 64 characters.' });
      pattern(fields.name, NAME, { message: 'Use letters, digits, dots and dashes.' });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  private readonly catalogue = resource({ loader: () => this.api.invoke(listPackages, {}) });
  private readonly groups = resource({ loader: () => this.api.invoke(listHypervisorGroups, {}) });
  private readonly systems = resource({
    params: () => Number(this.model().packageId) || undefined,
    loader: ({ params: packageId }) => this.api.invoke(listPackageTemplates, { id: packageId }),
  });
  protected readonly packages = computed(() =>
    this.catalogue.hasValue() ? this.catalogue.value().data.filter(({ enabled }) => enabled) : [],
  );
  protected readonly locations = computed(() =>
    this.groups.hasValue() ? this.groups.value().data.filter(({ isEnabled }) => isEnabled) : [],
  );
  protected readonly templates = computed(() => (this.systems.hasValue() ? this.systems.value().data : []));

  /** One key for one wish, so that a lost answer may be asked for again; another wish has another. */
  private readonly onceKey = computed(() => {
    this.model();
    this.term();
    return crypto.randomUUID();
  });

  private async save() {
    const { customer, name, ...choice } = this.model();
    try {
      const userId = await findCustomer(this.api, customer);
      if (userId === undefined) return { kind: 'rejected', message: 'Nobody has this username or email.' };
      const body = {
        ...{ userId, name, charged: this.term() === 'charged' },
        packageId: Number(choice.packageId),
        locationId: Number(choice.locationId),
        templateId: Number(choice.templateId),
      };
      this.dialog.close((await this.api.invoke(createServerByStaff, { body }, onceOnly(this.onceKey()))).id);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** The number of the new server, or undefined. Loaded only when somebody creates one. */
export async function openCreateServerDialog(injector: Injector): Promise<number | undefined> {
  const dialog = injector.get(MatDialog).open<CreateServerDialog, undefined, number>(CreateServerDialog, { width: '440px' });
  return firstValueFrom(dialog.afterClosed());
}
