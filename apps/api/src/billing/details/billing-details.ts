import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock } from '@api/platform';

/** Company, address and tax number; ISO 3166-1 alpha-2 for the country. Empty means not told. */
export interface BillingParty {
  readonly company: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  readonly taxId: string;
}

const NOTHING: BillingParty = { company: '', street: '', postcode: '', city: '', country: '', taxId: '' };

/** Keeps every version of what people want on their receipts, so that a receipt stays as it was. */
@Injectable()
export class BillingDetails {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The details that held at a moment of business time; null asks for the present ones. Joins the surrounding transaction. */
  async of(userId: number, at: Date | null): Promise<BillingParty> {
    const [row] = await this.em.execute<BillingParty[]>(
      `select company, street, postcode, city, country, tax_id as "taxId" from billing_details
       where user_id = ? and valid_from <= coalesce(?::timestamptz, 'infinity') order by valid_from desc, id desc limit 1`,
      [userId, at],
    );
    return row ?? NOTHING;
  }

  async set(userId: number, { company, street, postcode, city, country, taxId }: BillingParty): Promise<void> {
    await this.em.transactional(async em => {
      await em.execute(
        `insert into billing_details (user_id, company, street, postcode, city, country, tax_id, valid_from)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        [userId, company, street, postcode, city, country, taxId, this.clock.now()],
      );
      await this.audit.record({
        action: 'user.profile-changed',
        userId,
        target: { kind: 'user', id: userId },
        details: { part: 'billing details' },
      });
    });
  }
}
