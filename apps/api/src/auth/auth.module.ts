import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Config } from '@api/platform';
import { AccessTokenStrategy } from './access/access-token.strategy';
import { AccessGuard } from './access/access.guard';
import { PrincipalCache } from './access/principal-cache';
import { RefusalLog } from './access/refusal-log';
import { RoleMatrix } from './access/role-matrix';
import { StaffWhoMay } from './access/staff-who-may';
import { Rules } from './access/rules';
import { SecondFactorPolicy } from './access/second-factor-policy';
import { AlertStaffHandler } from './alerts/alert-staff.handler';
import { AttemptCounter } from './attempts/attempt-counter';
import { ForgetOldAttemptsHandler } from './attempts/forget-old-attempts.handler';
import { SignInLockedHandler } from './attempts/sign-in-locked.handler';
import { DeviceController } from './devices/device.controller';
import { KnownDevices } from './devices/known-devices';
import { Leftovers } from './devices/leftovers';
import { NotMe } from './devices/not-me';
import { SignInReports } from './devices/sign-in-reports';
import { AddressChanges } from './email-change/address-changes';
import { EmailChangeController } from './email-change/email-change.controller';
import { EmailChangeService } from './email-change/email-change.service';
import { ImpersonationController } from './impersonation/impersonation.controller';
import { ImpersonationService } from './impersonation/impersonation.service';
import { keyControllers, keyProviders } from './keys/providers';
import { PasswordHasher } from './passwords/password-hasher';
import { PasswordRules } from './passwords/password-rules';
import { Bulk } from './people-desk/bulk';
import { BulkController } from './people-desk/bulk.controller';
import { PeopleDesk } from './people-desk/people-desk';
import { PeopleDeskController } from './people-desk/people-desk.controller';
import { AccountData } from './personal-data/account-data';
import { AccountErasure } from './personal-data/account-erasure';
import { DataExport } from './personal-data/data-export';
import { PersonalData } from './personal-data/personal-data';
import { PersonalDataController } from './personal-data/personal-data.controller';
import { ForgetOldProofsHandler } from './recovery/forget-old-proofs.handler';
import { OpenDoors } from './recovery/open-doors';
import { PasswordResetService } from './recovery/password-reset.service';
import { RecoveryRequests } from './recovery/recovery-requests';
import { RecoveryController } from './recovery/recovery.controller';
import { RecoverPasswordHandler, RemindUsernameHandler } from './recovery/recovery.handlers';
import { RoleEditor } from './roles/role-editor';
import { RoleController } from './roles/role.controller';
import { secondFactorControllers, secondFactorProviders } from './second-factor/providers';
import { AuthController } from './sessions/auth.controller';
import { SessionCookies } from './sessions/session-cookies';
import { SessionService } from './sessions/session.service';
import { SignInAnswers } from './sessions/sign-in-answers';
import { Tokens } from './sessions/tokens';
import { AccountService } from './users/account.service';
import { LastAdmin } from './users/last-admin';
import { LinkReader } from './users/link-reader';
import { PersonReader } from './users/person-reader';
import { RegistrationService } from './users/registration.service';
import { SignInService } from './users/sign-in.service';
import { UserController } from './users/user.controller';
import { ResendVerificationHandler } from './verification/resend-verification.handler';
import { VerificationController } from './verification/verification.controller';
import { VerificationService } from './verification/verification.service';

/** People, sign-in, sessions, and who may call what. */
@Module({
  imports: [
    PassportModule,
    JwtModule.registerAsync({
      inject: [Config],
      useFactory: ({ env }: Config) => ({ secret: env.SESSION_SECRET, signOptions: { algorithm: 'HS256' as const } }),
    }),
  ],
  controllers: [
    AuthController,
    BulkController,
    DeviceController,
    EmailChangeController,
    ImpersonationController,
    PeopleDeskController,
    PersonalDataController,
    RecoveryController,
    RoleController,
    UserController,
    VerificationController,
    ...keyControllers,
    ...secondFactorControllers,
  ],
  providers: [
    AccessTokenStrategy,
    AccountData,
    AccountErasure,
    AccountService,
    AddressChanges,
    AlertStaffHandler,
    AttemptCounter,
    Bulk,
    DataExport,
    EmailChangeService,
    ForgetOldAttemptsHandler,
    ForgetOldProofsHandler,
    ImpersonationService,
    KnownDevices,
    LastAdmin,
    Leftovers,
    LinkReader,
    NotMe,
    OpenDoors,
    PasswordHasher,
    PasswordResetService,
    PasswordRules,
    PeopleDesk,
    PersonReader,
    PersonalData,
    PrincipalCache,
    RecoverPasswordHandler,
    RecoveryRequests,
    RefusalLog,
    RegistrationService,
    RemindUsernameHandler,
    ResendVerificationHandler,
    RoleEditor,
    RoleMatrix,
    StaffWhoMay,
    Rules,
    SecondFactorPolicy,
    SessionCookies,
    SessionService,
    SignInAnswers,
    SignInLockedHandler,
    SignInReports,
    SignInService,
    Tokens,
    VerificationService,
    ...keyProviders,
    ...secondFactorProviders,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [StaffWhoMay, AccountErasure, AccountService, PersonalData, RegistrationService, SessionService],
})
export class AuthModule {}
