import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialog,
  MatDialogActions,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, type PersonDto, setUserRole } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { ROLE_WORDS, ROLES } from '../../roles/role-words';

/** Makes somebody a customer or a member of staff. */
@Component({
  selector: 'console-role-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Role of {{ person.fullName }}</h2>
    <form [formRoot]="roleForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">They are signed out everywhere, so that nothing goes on with the old rights.</p>
          <ui-field label="Role" for="role">
            <select id="role" class="input" cdkFocusInitial [formField]="roleForm.role">
              @for (role of roles; track role) {
                <option [value]="role">{{ words[role] }}</option>
              }
            </select>
          </ui-field>
        </div>
        @if (roleForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close(false)">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="roleForm().submitting()" [attr.aria-busy]="roleForm().submitting()">
          Change role
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
})
export class RoleDialog {
  protected readonly person = inject<PersonDto>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<RoleDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);

  protected readonly roles = ROLES;
  protected readonly words = ROLE_WORDS;
  protected readonly model = signal({ role: this.person.role });
  protected readonly roleForm = form(this.model, { submission: { action: () => this.save(), onInvalid: focusFirstError } });

  private async save() {
    const { role } = this.model();
    try {
      await this.api.invoke(setUserRole, { id: this.person.id, body: { role } });
      this.dialog.close(true);
      return undefined;
    } catch (error) {
      return { kind: 'rejected', message: problemOf(error).message };
    }
  }
}

/** True when the role was changed. Loaded only when somebody changes one. */
export async function openRoleDialog(injector: Injector, person: PersonDto): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<RoleDialog, PersonDto, boolean>(RoleDialog, { data: person, width: '440px' });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
