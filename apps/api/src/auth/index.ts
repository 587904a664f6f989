import './topics';
import { SessionSchema } from './sessions/session.entity';
import { UserSchema } from './users/user.entity';
import { EmailVerificationSchema } from './verification/email-verification.entity';

export { AuthModule } from './auth.module';
export { AccountService } from './users/account.service';
export { LINK_STATES, type LinkState, UserDto, VirtfusionLinkDto } from './users/user.dto';
export { RegistrationService } from './users/registration.service';
export { type Role, ROLES, User } from './users/user.entity';

export const authEntities = [UserSchema, SessionSchema, EmailVerificationSchema];
