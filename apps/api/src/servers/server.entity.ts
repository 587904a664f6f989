import { defineEntity, p } from '@mikro-orm/postgresql';
import type { NetworkInterface, ServerDisk } from '@sky/integrations/virtfusion';
import { ConflictError } from '@api/platform';

export const SERVER_STATES = [
  'queued',
  'building',
  'running',
  'stopped',
  'suspended',
  'failed',
  'deleting',
  'deleted',
  'unknown',
] as const;
export type ServerState = (typeof SERVER_STATES)[number];

/** Where an order stands: reserve it upstream, hand it to the builder, wait for the builder, nothing left to do. */
export type ProvisioningStep = 'create' | 'build' | 'wait' | 'done';

export const ServerSchema = defineEntity({
  name: 'Server',
  tableName: 'servers',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    name: p.string(),
    hostname: p.string().nullable(),
    state: p.string().$type<ServerState>(),
    step: p.string().$type<ProvisioningStep>(),
    packageId: p.integer(),
    /** The location: VirtFusion's hypervisor group. */
    groupId: p.integer(),
    templateId: p.integer(),
    operatingSystem: p.string(),
    sshPublicKey: p.string().nullable(),
    sshKeyId: p.integer().nullable(),
    /** The price it was sold at; null where it is free of charge. */
    priceId: p.integer().nullable(),
    /** Micro-units for a month, as sold. */
    monthly: p.bigint('bigint'),
    currency: p.string(),
    /** VirtFusion's id of the server. */
    upstreamId: p.integer().nullable(),
    upstreamUuid: p.string().nullable(),
    /** When a reservation was last sent; while `upstreamId` is empty its fate is in doubt. */
    attemptedAt: p.datetime().nullable(),
    /** The customer's servers in VirtFusion before that; a new one beside them is this one. */
    knownUpstreamIds: p.array(text => Number(text)).nullable(),
    attempts: p.integer(),
    lastError: p.string().nullable(),
    addresses: p.array(),
    cpuPercent: p.float().nullable(),
    memoryUsedMb: p.integer().nullable(),
    failureReason: p.string().nullable(),
    /** Network cards with their addresses, and disks, as VirtFusion told them last. */
    interfaces: p.json().$type<readonly NetworkInterface[]>(),
    disks: p.json().$type<readonly ServerDisk[]>(),
    hypervisorName: p.string().nullable(),
    /** The guest's own name for its system. */
    guestSystem: p.string().nullable(),
    /** VirtFusion's mark of the last change; a list that shows another one is a reason to look. */
    upstreamUpdatedAt: p.datetime().nullable(),
    /** When somebody last looked at its page. */
    viewedAt: p.datetime().nullable(),
    /** Since when VirtFusion no longer lists it. */
    missingSince: p.datetime().nullable(),
    trafficReadAt: p.datetime().nullable(),
    /** Since when staff want it suspended, why, and who of them. */
    suspendedAt: p.datetime().nullable(),
    suspendedReason: p.string().nullable(),
    suspendedBy: p.integer().nullable(),
    /** What its owner writes on it. */
    notes: p.string(),
    tags: p.array(),
    isFavourite: p.boolean(),
    /** Where VirtFusion said last that its console is. */
    vncPort: p.integer().nullable(),
    /** What we told VirtFusion last; null: nobody switched it here. */
    vncEnabled: p.boolean().nullable(),
    /** When VirtFusion last told us about it. */
    observedAt: p.datetime().nullable(),
    deleteAt: p.datetime().nullable(),
    stateBeforeDeletion: p.string().$type<ServerState>().nullable(),
    deletedAt: p.datetime().nullable(),
    idempotencyKey: p.string().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

export interface ServerOrderForm {
  readonly userId: number;
  readonly name: string;
  readonly packageId: number;
  readonly groupId: number;
  readonly templateId: number;
  readonly operatingSystem: string;
  readonly sshPublicKey: string | null;
  readonly priceId: number | null;
  readonly monthly: bigint;
  readonly currency: string;
  readonly idempotencyKey: string | null;
}

/** A customer's server, from the order to its deletion. Business times (`createdAt`, `deleteAt`) come from the clock. */
export class Server extends ServerSchema.class {
  static order(form: ServerOrderForm, at: Date): Server {
    return Object.assign(new Server(), {
      ...form,
      hostname: null,
      state: 'queued',
      step: 'create',
      sshKeyId: null,
      upstreamId: null,
      upstreamUuid: null,
      attemptedAt: null,
      knownUpstreamIds: null,
      attempts: 0,
      lastError: null,
      addresses: [],
      cpuPercent: null,
      memoryUsedMb: null,
      failureReason: null,
      interfaces: [],
      disks: [],
      hypervisorName: null,
      guestSystem: null,
      upstreamUpdatedAt: null,
      viewedAt: null,
      missingSince: null,
      trafficReadAt: null,
      suspendedAt: null,
      suspendedReason: null,
      suspendedBy: null,
      notes: '',
      tags: [],
      isFavourite: false,
      vncEnabled: null,
      vncPort: null,
      observedAt: null,
      deleteAt: null,
      stateBeforeDeletion: null,
      deletedAt: null,
      createdAt: at,
      updatedAt: at,
    });
  }

  /** Built and not on its way out: the states in which a customer controls it. */
  get isReady(): boolean {
    return this.step === 'done' && this.upstreamId !== null && ['running', 'stopped', 'unknown'].includes(this.state);
  }

  /** Remembers what the customer had before a reservation is sent, so that an answer that gets lost can be found again. */
  beginReservation(knownUpstreamIds: number[]): void {
    Object.assign(this, { attemptedAt: new Date(), knownUpstreamIds });
  }

  /** The reservation did not happen; a new one may be sent. */
  forgetReservation(): void {
    Object.assign(this, { attemptedAt: null, knownUpstreamIds: null });
  }

  reserved(upstreamId: number, upstreamUuid: string, addresses: readonly string[]): void {
    Object.assign(this, {
      upstreamId,
      upstreamUuid,
      addresses: [...addresses],
      step: 'build',
      state: 'building',
      attempts: 0,
      lastError: null,
    });
  }

  handedToBuilder(): void {
    Object.assign(this, { step: 'wait', attempts: 0, lastError: null });
  }

  handedOver(): void {
    Object.assign(this, { step: 'done', attempts: 0, lastError: null });
  }

  /** Counts a try that failed for a passing reason. */
  tryAgain(reason: string): void {
    Object.assign(this, { attempts: this.attempts + 1, lastError: reason });
  }

  giveUp(reason: string): void {
    Object.assign(this, { step: 'done', state: 'failed', failureReason: reason, lastError: null });
  }

  /** Staff want it suspended; told again, only the reason changes. */
  suspend(reason: string, by: number, at: Date): void {
    if (this.state === 'deleting') throw new ConflictError('deleting', 'This server is being deleted.');
    if (!this.isReady && this.state !== 'suspended')
      throw new ConflictError('not_ready', 'This server is not built yet. Wait until it is ready.');
    Object.assign(this, { suspendedAt: this.suspendedAt ?? at, suspendedReason: reason, suspendedBy: by });
  }

  /** Staff no longer want it suspended. */
  liftSuspension(): void {
    if (this.suspendedAt === null && this.state !== 'suspended')
      throw new ConflictError('not_suspended', 'This server is not suspended.');
    Object.assign(this, { suspendedAt: null, suspendedReason: null, suspendedBy: null });
  }

  scheduleDeletion(at: Date): void {
    if (this.state === 'deleting') throw new ConflictError('already_deleting', 'This server is already being deleted.');
    if (!this.isReady && this.state !== 'suspended' && this.state !== 'failed')
      throw new ConflictError('not_ready', 'This server is still being built. Wait until it is ready.');
    Object.assign(this, { stateBeforeDeletion: this.state, state: 'deleting', deleteAt: at });
  }

  cancelDeletion(now: Date): void {
    if (this.state !== 'deleting' || !this.deleteAt || this.deleteAt <= now)
      throw new ConflictError('not_deleting', 'This server can no longer be brought back.');
    Object.assign(this, { state: this.stateBeforeDeletion ?? 'unknown', stateBeforeDeletion: null, deleteAt: null });
  }

  removed(at: Date): void {
    Object.assign(this, { state: 'deleted', deletedAt: at });
  }
}
ServerSchema.setClass(Server);
