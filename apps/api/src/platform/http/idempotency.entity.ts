import { defineEntity, p } from '@mikro-orm/postgresql';

const IdempotentRequestSchema = defineEntity({
  name: 'IdempotentRequest',
  tableName: 'idempotent_requests',
  properties: {
    id: p.integer().primary(),
    /** Who and which route: `user:7 POST /api/user/servers`. */
    scope: p.string(),
    /** The caller's Idempotency-Key. */
    key: p.string(),
    /** SHA-256 of the body, so that the same key with other words is noticed. */
    requestHash: p.string(),
    state: p.string().$type<'running' | 'answered'>(),
    status: p.integer().nullable(),
    response: p.json().nullable(),
    createdAt: p.datetime(),
  },
});

/** One remembered request: the first answer is given again to every repetition. */
export class IdempotentRequest extends IdempotentRequestSchema.class {}
IdempotentRequestSchema.setClass(IdempotentRequest);
export { IdempotentRequestSchema };
