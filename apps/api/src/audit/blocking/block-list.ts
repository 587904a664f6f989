import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { BlockList as AddressSet, isIPv4 } from 'node:net';
import type { Subscription } from 'rxjs';
import { LiveHub } from '@api/platform';
import { type Network, parseNetwork, plainAddress } from './addresses';

const CHANGED = 'block-list-changed';

interface Temporary {
  readonly addresses: AddressSet;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** The blocked addresses, in memory; a change by any process reaches all of them. */
@Injectable()
export class BlockList implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(BlockList.name);
  private lasting = new AddressSet();
  private temporary: readonly Temporary[] = [];
  private subscription?: Subscription;

  constructor(
    private readonly em: EntityManager,
    private readonly live: LiveHub,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    this.subscription = this.live.events.subscribe(event => {
      if (event.type === CHANGED || event.type === 'reconnected')
        this.reload().catch((error: unknown) => this.log.error({ err: error }, 'the block list could not be read'));
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** True when nothing may be answered to this address. */
  isBlocked(address: string): boolean {
    const plain = plainAddress(address);
    if (plain === null) return false;
    if (contains(this.lasting, plain)) return true;
    return this.temporary.some(({ addresses, until }) => until > Date.now() && contains(addresses, plain));
  }

  /** Tells every process that the table changed; part of the surrounding transaction. */
  async changed(): Promise<void> {
    await this.live.publish({ type: CHANGED, userId: null, data: {} });
  }

  /** Reads the table anew. */
  async reload(): Promise<void> {
    const rows = await this.em.fork().execute<{ network: string; until: Date | null }[]>(
      `select network::text, expires_at as until from blocked_addresses
         where removed_at is null and (expires_at is null or expires_at > now())`,
    );
    const lasting = new AddressSet();
    const temporary: Temporary[] = [];
    for (const { network, until } of rows) {
      const parsed = parseNetwork(network);
      if (parsed === null) continue;
      if (until === null) add(lasting, parsed);
      else temporary.push({ addresses: setOf(parsed), until: until.getTime() });
    }
    this.lasting = lasting;
    this.temporary = temporary;
  }
}

/** True when the network holds the address. */
export function holds(network: Network, address: string): boolean {
  const plain = plainAddress(address);
  return plain !== null && contains(setOf(network), plain);
}

function setOf(network: Network): AddressSet {
  const addresses = new AddressSet();
  add(addresses, network);
  return addresses;
}

function add(addresses: AddressSet, { address, prefix, family }: Network): void {
  addresses.addSubnet(address, prefix, family);
}

function contains(addresses: AddressSet, address: string): boolean {
  return addresses.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
