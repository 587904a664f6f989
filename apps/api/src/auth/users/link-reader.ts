import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { VirtfusionLinkDto } from './user.dto';

/** Reads how far a person's VirtFusion account is; the `virtfusion` feature writes it. */
@Injectable()
export class LinkReader {
  constructor(private readonly em: EntityManager) {}

  async of(userId: number): Promise<VirtfusionLinkDto> {
    const [row] = await this.em.execute<{ state: VirtfusionLinkDto['state']; last_error: string | null }[]>(
      'select state, last_error from virtfusion_links where user_id = ?',
      [userId],
    );
    if (!row) return { state: 'none', message: null };
    return { state: row.state, message: row.last_error };
  }
}
