import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, NotFoundError } from '@api/platform';

const ROWS_AT_A_TIME = 5_000;
/** The form of the file; `tools/verify-proof.mjs` reads it. */
export const PROOF_FORMAT = 'skypanel-ledger-proof/1';

interface ProofAccount {
  id: number;
  currency: string;
  balance: string;
  sequence: string;
  head: string;
}

/**
 * Writes the proof of one customer's account: every posting with what its hash is made of, so that anybody can recompute the
 * balance and the chain without us. One JSON object a line: first the account, then its postings from the first on.
 */
@Injectable()
export class AccountProof {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The lines of the proof. Postings that are made while it is read are left out. */
  async of(userId: number): Promise<AsyncIterable<string>> {
    const [account] = await this.em.fork().execute<ProofAccount[]>(
      `select id, currency, balance, last_sequence as sequence, encode(last_hash, 'hex') as head
       from ledger_accounts where kind = 'customer_credit' and user_id = ?`,
      [userId],
    );
    if (!account) throw new NotFoundError('account_not_found', 'No money has moved on this account.');
    await this.audit.record({ action: 'ledger.proof-exported', userId, target: { kind: 'ledger-account', id: account.id } });
    return this.lines(userId, account);
  }

  private async *lines(userId: number, { id, currency, balance, sequence, head }: ProofAccount): AsyncIterable<string> {
    const writtenAt = this.clock.now().toISOString();
    yield line({ format: PROOF_FORMAT, accountId: id, userId, currency, balance, sequence, head, writtenAt });
    for (let after = '0'; ;) {
      const rows = await this.em.fork().execute<{ sequence: string }[]>(
        `select p.account_sequence as sequence, p.line, p.amount, p.balance_after as "balanceAfter", encode(p.hash, 'hex') as hash, t.reference, t.type,
           t.description, t.currency, t.user_id as "userId", to_char(t.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as "occurredAt"
         from ledger_postings p join ledger_transactions t on t.id = p.transaction_id
         where p.account_id = ? and p.account_sequence > ? and p.account_sequence <= ? order by p.account_sequence limit ${ROWS_AT_A_TIME}`,
        [id, after, sequence],
      );
      for (const row of rows) yield line(row);
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_A_TIME) return;
      after = last.sequence;
    }
  }
}

function line(content: object): string {
  return `${JSON.stringify(content)}\n`;
}
