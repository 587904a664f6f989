export { isWellFormedApiKey, newApiKey, presentedKeyOf } from './api-key-format';
export {
  type AccessOptions,
  type AccessRule,
  accessRuleOf,
  Allow,
  type Caller,
  isPermission,
  type Permission,
  PERMISSIONS,
} from './allow';
export {
  type AuthenticatedRequest,
  CurrentSession,
  CurrentUser,
  type Impersonator,
  type KeyCredential,
  type Principal,
  SECOND_FACTORS,
  type SecondFactor,
  type SessionCredential,
} from './principal';
export { currentRequest, type RequestFacts } from './request-context';
export { isAdminScope, type Scope, SCOPES } from './scopes';
