import { defineEntity, p } from '@mikro-orm/postgresql';

export const VirtfusionLinkSchema = defineEntity({
  name: 'VirtfusionLink',
  tableName: 'virtfusion_links',
  properties: {
    userId: p.integer().primary(),
    virtfusionUserId: p.integer().nullable(),
    state: p.string().$type<'pending' | 'linked' | 'failed'>(),
    attempts: p.integer(),
    /** In words for the customer and staff; null when all is well. */
    lastError: p.string().nullable(),
    linkedAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
  },
});

/** Which VirtFusion user a person of ours is; our user id is VirtFusion's `extRelationId`. */
export class VirtfusionLink extends VirtfusionLinkSchema.class {
  static pending(userId: number): VirtfusionLink {
    return Object.assign(new VirtfusionLink(), {
      userId,
      virtfusionUserId: null,
      state: 'pending',
      attempts: 0,
      lastError: null,
      linkedAt: null,
      updatedAt: new Date(),
    });
  }

  link(virtfusionUserId: number): void {
    Object.assign(this, { virtfusionUserId, state: 'linked', lastError: null, linkedAt: new Date(), updatedAt: new Date() });
  }

  /** The next try may succeed. */
  delay(reason: string): void {
    Object.assign(this, { state: 'pending', lastError: reason, attempts: this.attempts + 1, updatedAt: new Date() });
  }

  /** The copy in VirtFusion is as it should be. */
  carriedOver(): void {
    Object.assign(this, { lastError: null, attempts: 0, updatedAt: new Date() });
  }

  /** The person stays linked, but VirtFusion has an older name, address or standing. */
  lagBehind(reason: string): void {
    Object.assign(this, { lastError: reason, attempts: this.attempts + 1, updatedAt: new Date() });
  }

  /** VirtFusion said no; somebody has to look. */
  fail(reason: string): void {
    Object.assign(this, { state: 'failed', lastError: reason, attempts: this.attempts + 1, updatedAt: new Date() });
  }
}
VirtfusionLinkSchema.setClass(VirtfusionLink);
