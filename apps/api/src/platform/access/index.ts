export { type AccessRule, Allow, type Permission, PERMISSIONS } from './allow';
export { type AuthenticatedRequest, CurrentUser, type Principal } from './principal';
