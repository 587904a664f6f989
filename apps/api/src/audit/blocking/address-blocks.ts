import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { BadRequestError, ConflictError, NotFoundError, type PageRequest, RefusedError } from '@api/platform';
import { AuditLog } from '../log/audit-log';
import { type Network, parseNetwork } from './addresses';
import { BlockList, holds } from './block-list';

/** A wider block would shut out whole countries by a slip of the hand. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

export interface AddressBlock {
  readonly id: number;
  readonly network: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
}

/** What staff want blocked, as they wrote it. */
export interface BlockRequest {
  readonly network: string;
  readonly reason: string;
  readonly expiresAt?: string;
}

const SELECT = `select b.id, b.network::text, b.reason, b.created_at as "createdAt", u.username as "createdBy",
  b.expires_at as "expiresAt" from blocked_addresses b join users u on u.id = b.created_by`;
const IN_FORCE = `b.removed_at is null and (b.expires_at is null or b.expires_at > now())`;

/** Blocks addresses and takes blocks back. Rows stay, so that what was blocked when can be told. */
@Injectable()
export class AddressBlocks {
  constructor(
    private readonly em: EntityManager,
    private readonly list: BlockList,
    private readonly audit: AuditLog,
  ) {}

  /** The blocks in force, newest first. */
  async page({ limit, offset }: PageRequest): Promise<{ rows: AddressBlock[]; total: number }> {
    const em = this.em.fork();
    const rows = await em.execute<AddressBlock[]>(`${SELECT} where ${IN_FORCE} order by b.id desc limit ? offset ?`, [
      limit,
      offset,
    ]);
    const [counted] = await em.execute<{ total: number }[]>(
      `select count(*)::int as total from blocked_addresses b where ${IN_FORCE}`,
    );
    return { rows, total: counted?.total ?? 0 };
  }

  async block({ network, reason, expiresAt }: BlockRequest, userId: number, ownAddress: string): Promise<AddressBlock> {
    const parsed = checked(network, ownAddress);
    const until = untilOf(expiresAt);
    const block = await this.em.transactional(async em => {
      await em.execute(`update blocked_addresses set removed_at = expires_at where removed_at is null and expires_at <= now()`);
      const [made] = await em.execute<{ id: number }[]>(
        `insert into blocked_addresses (network, reason, created_by, expires_at) values (network(?::inet), ?, ?, ?)
         on conflict (network) where removed_at is null do nothing returning id`,
        [`${parsed.address}/${parsed.prefix}`, reason, userId, until],
      );
      if (!made) throw new ConflictError('already_blocked', 'This is blocked already.');
      const [row] = await em.execute<AddressBlock[]>(`${SELECT} where b.id = ?`, [made.id]);
      if (!row) throw new Error('The block was not stored');
      await this.audit.record({
        action: 'address.blocked',
        userId: null,
        target: { kind: 'address', id: row.network },
        details: { reason, expiresAt: until },
      });
      await this.list.changed();
      return row;
    });
    await this.list.reload();
    return block;
  }

  async unblock(id: number, userId: number): Promise<void> {
    await this.em.transactional(async em => {
      const [removed] = await em.execute<{ network: string; reason: string }[]>(
        `update blocked_addresses b set removed_at = now(), removed_by = ? where b.id = ? and ${IN_FORCE} returning b.network::text, b.reason`,
        [userId, id],
      );
      if (!removed) throw new NotFoundError('block_not_found', 'This address is not blocked any more.');
      await this.audit.record({
        action: 'address.unblocked',
        userId: null,
        target: { kind: 'address', id: removed.network },
        details: { reason: removed.reason },
      });
      await this.list.changed();
    });
    await this.list.reload();
  }
}

function checked(text: string, ownAddress: string): Network {
  const network = parseNetwork(text);
  if (network === null)
    throw new BadRequestError('validation_failed', 'Some fields are not right.', [
      { field: 'network', message: 'must be an address such as 203.0.113.7, or a block such as 203.0.113.0/24' },
    ]);
  if (holds(network, ownAddress))
    throw new RefusedError('would_block_yourself', `This would block the address you are calling from (${ownAddress}).`);
  if (network.prefix < WIDEST[network.family])
    throw new RefusedError('network_too_wide', `Block at most a /${WIDEST[network.family]} at a time.`);
  return network;
}

function untilOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const until = new Date(text);
  if (Number.isNaN(until.getTime()))
    throw new BadRequestError('validation_failed', 'Some fields are not right.', [
      { field: 'expiresAt', message: 'must be a moment such as 2026-12-01T00:00:00Z' },
    ]);
  if (until.getTime() <= Date.now()) throw new RefusedError('expiry_passed', 'This moment has passed.');
  return until;
}
