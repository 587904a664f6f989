import { ChangeDetectionStrategy, Component, computed, inject, type Injector, signal } from '@angular/core';
import { email, type FieldTree, form, FormField, FormRoot, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { Api, inviteUser, type Role } from '@sky/api-client';
import { onceOnly, problemOf, Session } from '@sky/session';
import { Field, focusFirstError } from '@sky/ui';

import { ROLE_WORDS, ROLES } from '../../roles/role-words';

interface Invitation {
  fullName: string;
  username: string;
  email: string;
  role: Role;
}

/** Makes an account for somebody, who chooses the password by the link that is mailed to them. */
@Component({
  selector: 'console-invite-dialog',
  imports: [Field, FormField, FormRoot, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>Invite somebody</h2>
    <form [formRoot]="inviteForm">
      <mat-dialog-content>
        <div class="fields">
          <p class="note muted">They get a mail with a link, and choose their password there.</p>
          <ui-field label="Full name" for="invite-name" [of]="inviteForm.fullName">
            <input id="invite-name" class="input" autocomplete="off" cdkFocusInitial [formField]="inviteForm.fullName" />
          </ui-field>
          <ui-field label="Username" for="invite-username" [of]="inviteForm.username">
            <input
              id="invite-username"
              class="input"
              autocomplete="off"
              autocapitalize="none"
              [formField]="inviteForm.username"
            />
          </ui-field>
          <ui-field label="Email" for="invite-email" [of]="inviteForm.email">
            <input id="invite-email" class="input" type="email" autocomplete="off" [formField]="inviteForm.email" />
          </ui-field>
          @if (roles.length > 1) {
            <ui-field label="Role" for="invite-role">
              <select id="invite-role" class="input" [formField]="inviteForm.role">
                @for (role of roles; track role) {
                  <option [value]="role">{{ words[role] }}</option>
                }
              </select>
            </ui-field>
          }
        </div>
        @if (inviteForm().errors()[0]; as failure) {
          <p class="field-error" role="alert">{{ failure.message }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton="outlined" type="button" (click)="dialog.close()">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="inviteForm().submitting()">Send invitation</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
})
export class InviteDialog {
  private readonly api = inject(Api);
  protected readonly dialog = inject<MatDialogRef<InviteDialog, number>>(MatDialogRef);

  protected readonly words = ROLE_WORDS;
  /** Who may not change roles may invite customers only. */
  protected readonly roles = inject(Session).may('roles.write') ? ROLES : (['customer'] as const);
  protected readonly model = signal<Invitation>({ fullName: '', username: '', email: '', role: 'customer' });
  /** A repeated click or a retry after silence is one invitation; a changed one is another. */
  private readonly onceKey = computed(() => {
    this.model();
    return crypto.randomUUID();
  });
  protected readonly inviteForm = form(
    this.model,
    fields => {
      required(fields.fullName, { message: 'Enter the full name.' });
      maxLength(fields.fullName, 120, { message: 'Keep the name under 120 characters.' });
      required(fields.username, { message: 'Enter a username.' });
      pattern(fields.username, /^[A-Za-z0-9][A-Za-z0-9._-]{2,31}$/, {
        message: 'Use 3 to 32 letters, digits, dots, dashes and underscores.',
      });
      required(fields.email, { message: 'Enter the email address.' });
      email(fields.email, { message: 'This does not look like an email address.' });
    },
    { submission: { action: fields => this.send(fields), onInvalid: focusFirstError } },
  );

  private async send(fields: FieldTree<Invitation>) {
    const { fullName, username, email: address, role } = this.model();
    const body = { fullName: fullName.trim(), username: username.trim(), email: address.trim(), role };
    try {
      const { id } = await this.api.invoke(inviteUser, { body }, onceOnly(this.onceKey()));
      this.dialog.close(id);
      return undefined;
    } catch (error) {
      const { code, message } = problemOf(error);
      if (code === 'username_taken') return { kind: 'rejected', message, fieldTree: fields.username };
      if (code === 'email_taken') return { kind: 'rejected', message, fieldTree: fields.email };
      return { kind: 'rejected', message };
    }
  }
}

/** The new account's number, or nothing when nobody was invited. Loaded only when somebody invites. */
export function openInviteDialog(injector: Injector): Promise<number | undefined> {
  const dialog = injector.get(MatDialog).open<InviteDialog, undefined, number>(InviteDialog, { width: '440px' });
  return firstValueFrom(dialog.afterClosed());
}
