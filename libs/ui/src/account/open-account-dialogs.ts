import type { Injector } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom, type Observable } from 'rxjs';

import type { AppSetUp, NameQuestion, ProofQuestion } from './account-words';
import { AppSetUpDialog } from './app-set-up-dialog';
import { NameDialog } from './name-dialog';
import { ProofDialog } from './proof-dialog';
import { RecoveryCodesDialog } from './recovery-codes-dialog';

const WIDTH = '440px';

export function openProof(injector: Injector, question: ProofQuestion): Promise<boolean> {
  return isTrue(injector.get(MatDialog).open<ProofDialog, ProofQuestion, boolean>(ProofDialog, { data: question, width: WIDTH }));
}

export function openAppSetUp(injector: Injector, setUp: AppSetUp): Promise<boolean> {
  const dialog = injector.get(MatDialog);
  return isTrue(
    dialog.open<AppSetUpDialog, AppSetUp, boolean>(AppSetUpDialog, { data: setUp, width: WIDTH, disableClose: true }),
  );
}

export function openName(injector: Injector, question: NameQuestion): Promise<boolean> {
  return isTrue(injector.get(MatDialog).open<NameDialog, NameQuestion, boolean>(NameDialog, { data: question, width: WIDTH }));
}

export async function openRecoveryCodes(injector: Injector, codes: readonly string[]): Promise<void> {
  const dialog = injector.get(MatDialog).open(RecoveryCodesDialog, { data: codes, width: WIDTH, disableClose: true });
  await firstValueFrom(dialog.afterClosed());
}

async function isTrue(dialog: { afterClosed(): Observable<boolean | undefined> }): Promise<boolean> {
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
