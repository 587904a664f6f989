import { ChangeDetectionStrategy, Component } from '@angular/core';

import { PageHeader } from '@sky/ui';

import { LedgerPanel } from './ledger-panel';
import { MirrorPanel } from './mirror-panel';
import { ReconciliationPanel } from './reconciliation-panel';

/** Whether all books say the same: the ledger with itself, with PayPal and the bank, and with VirtFusion. */
@Component({
  selector: 'console-books-page',
  imports: [LedgerPanel, MirrorPanel, PageHeader, ReconciliationPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  template: `
    <ui-page-header heading="Reconciliation" />
    <console-reconciliation-panel />
    <console-mirror-panel />
    <console-ledger-panel />
  `,
})
export class BooksPage {}
