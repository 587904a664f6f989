export { Distinct } from './distinct';
export {
  Accepted,
  Amount,
  EmailAddress,
  type FieldOptions,
  Flag,
  Id,
  MAX_ID,
  OneOf,
  Ids,
  Moment,
  QueryMoment,
  QueryWhole,
  SeveralOf,
  Text,
  Texts,
  Whole,
} from './fields';
export { Idempotent, idempotencyKeyOf } from './idempotency';
export { IdempotentRequest } from './idempotency.entity';
export { pageOf, PageQuery, type PageRequest, Pagination } from './page';
export { IdParam, OneOfParam } from './params';
export { type Upgrade, upgradeOf } from './upgrades';
