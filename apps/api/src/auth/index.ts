import './topics';
import { ApiKeySchema } from './keys/api-key.entity';
import { SessionSchema } from './sessions/session.entity';
import { UserSchema } from './users/user.entity';
import { PasswordResetSchema } from './recovery/password-reset.entity';
import { EmailChangeSchema } from './email-change/email-change.entity';
import { EmailVerificationSchema } from './verification/email-verification.entity';

export { AccountErasure } from './personal-data/account-erasure';
export { type ErasureObstacle, PersonalData, type PersonalDataSource } from './personal-data/personal-data';
export { isOwnOrigin } from './access/forgery';
export { isStaff } from './access/roles';
export { mayChangeStaff } from './access/staff-changes';
export { StaffWhoMay } from './access/staff-who-may';
export { AuthModule } from './auth.module';
export { AccountService } from './users/account.service';
export { LINK_STATES, type LinkState, UserDto, VirtfusionLinkDto } from './users/user.dto';
export { RegistrationService } from './users/registration.service';
export { type Role, ROLES, User } from './users/user.entity';

export const authEntities = [
  UserSchema,
  SessionSchema,
  ApiKeySchema,
  EmailVerificationSchema,
  PasswordResetSchema,
  EmailChangeSchema,
];
