import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { logoBytes, SettingsService } from '@api/settings';
import { BillingDetails } from '../details/billing-details';
import type { CompanySnapshot, CustomerSnapshot } from './document';

/** Who a document is from and for, as they are at a moment. */
@Injectable()
export class Letterhead {
  /** Images never change, because their digest is their name. */
  private readonly logos = new Map<string, Buffer>();

  constructor(
    private readonly em: EntityManager,
    private readonly settings: SettingsService,
    private readonly details: BillingDetails,
  ) {}

  /** The host at present. */
  company(): CompanySnapshot {
    const { settings } = this;
    return {
      name: settings.get('company.name'),
      address: settings.get('company.address'),
      taxId: settings.get('company.taxId'),
      logo: this.present()?.digest ?? null,
    };
  }

  /** Keeps the present logo for the documents that name it. Joins the surrounding transaction. */
  async keepLogo(): Promise<void> {
    const logo = this.present();
    if (logo)
      await this.em.execute('insert into document_logos (digest, content) values (?, ?) on conflict do nothing', [
        logo.digest,
        logo.content,
      ]);
  }

  /** A customer with the billing details that held at a moment. Joins the surrounding transaction. */
  async customer(userId: number, at: Date): Promise<CustomerSnapshot> {
    const [user] = await this.em.execute<{ name: string; email: string }[]>(
      'select full_name as name, email from users where id = ?',
      [userId],
    );
    if (!user) throw new Error(`There is no user ${userId}`);
    return { ...user, ...(await this.details.of(userId, at)) };
  }

  /** The image of a logo by its digest. */
  async logo(digest: string | null): Promise<Buffer | null> {
    if (digest === null) return null;
    const present = this.present();
    if (present?.digest === digest) return present.content;
    const known = this.logos.get(digest);
    if (known) return known;
    const [row] = await this.em
      .fork()
      .execute<{ content: Buffer }[]>('select content from document_logos where digest = ?', [digest]);
    if (row) this.logos.set(digest, row.content);
    return row?.content ?? null;
  }

  private present(): { digest: string; content: Buffer } | null {
    const content = logoBytes(this.settings.get('company.logo'));
    return content && { digest: createHash('sha256').update(content).digest('hex'), content };
  }
}
