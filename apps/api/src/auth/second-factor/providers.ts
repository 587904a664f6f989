import { EnforcementController } from './enforcement/enforcement.controller';
import { EnforcementService } from './enforcement/enforcement.service';
import { FactorChanges } from './factor-changes';
import { Factors } from './factors';
import { ForgetOldChallengesHandler } from './forget-old-challenges.handler';
import { PasskeyController } from './passkeys/passkey.controller';
import { PasskeyService } from './passkeys/passkey.service';
import { Passkeys } from './passkeys/passkeys';
import { RelyingParty } from './passkeys/relying-party';
import { WebauthnChallenges } from './passkeys/webauthn-challenges';
import { RecoveryCodes } from './recovery-codes/recovery-codes';
import { SecondFactorController } from './second-factor.controller';
import { SecondFactorService } from './second-factor.service';
import { SecondStepController } from './sign-in/second-step.controller';
import { SecondStepService } from './sign-in/second-step.service';
import { SignInChallenges } from './sign-in/sign-in-challenges';
import { StepUpController } from './step-up/step-up.controller';
import { StepUpService } from './step-up/step-up.service';
import { TotpCredentials } from './totp/totp-credentials';
import { TotpService } from './totp/totp.service';

export const secondFactorControllers = [
  EnforcementController,
  PasskeyController,
  SecondFactorController,
  SecondStepController,
  StepUpController,
];

export const secondFactorProviders = [
  EnforcementService,
  FactorChanges,
  Factors,
  ForgetOldChallengesHandler,
  Passkeys,
  PasskeyService,
  RecoveryCodes,
  RelyingParty,
  SecondFactorService,
  SecondStepService,
  SignInChallenges,
  StepUpService,
  TotpCredentials,
  TotpService,
  WebauthnChallenges,
];
