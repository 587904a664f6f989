import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Config } from '@api/platform';
import { AccessGuard } from './access/access.guard';
import { AccessTokenStrategy } from './access/access-token.strategy';
import { PrincipalCache } from './access/principal-cache';
import { RoleMatrix } from './access/role-matrix';
import { Rules } from './access/rules';
import { SecondFactorPolicy } from './access/second-factor-policy';
import { AttemptCounter } from './attempts/attempt-counter';
import { ForgetOldAttemptsHandler } from './attempts/forget-old-attempts.handler';
import { KeyAuthenticator } from './keys/key-authenticator';
import { PasswordHasher } from './passwords/password-hasher';
import { AuthController } from './sessions/auth.controller';
import { SessionCookies } from './sessions/session-cookies';
import { SessionService } from './sessions/session.service';
import { Tokens } from './sessions/tokens';
import { AccountService } from './users/account.service';
import { LinkReader } from './users/link-reader';
import { RegistrationService } from './users/registration.service';
import { SignInService } from './users/sign-in.service';
import { UserController } from './users/user.controller';
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
  controllers: [AuthController, UserController, VerificationController],
  providers: [
    AccessTokenStrategy,
    AccountService,
    AttemptCounter,
    ForgetOldAttemptsHandler,
    KeyAuthenticator,
    LinkReader,
    PasswordHasher,
    PrincipalCache,
    RegistrationService,
    RoleMatrix,
    Rules,
    SecondFactorPolicy,
    SessionCookies,
    SessionService,
    SignInService,
    Tokens,
    VerificationService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccountService, RegistrationService, SessionService],
})
export class AuthModule {}
