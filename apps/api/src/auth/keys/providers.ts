import { GuessCounter } from './guess-counter';
import { KeyAuthenticator } from './key-authenticator';
import { KeyController } from './key.controller';
import { KeyFinder } from './key-finder';
import { KeyHasher } from './key-hasher';
import { KeyReader } from './key-reader';
import { KeyService } from './key.service';
import { MeController } from './me.controller';
import { MeReader } from './me-reader';
import { KeyDeskController } from './staff/key-desk.controller';
import { KeyDeskReader } from './staff/key-desk-reader';
import { KeyReport } from './staff/key-report';
import { KeyUse } from './use/key-use';
import { UseReader } from './use/use-reader';
import { CheckKeyUseHandler } from './watch/check-key-use.handler';
import { ForgetOldUseHandler } from './watch/forget-old-use.handler';
import { RemindOfExpiryHandler } from './watch/remind-of-expiry.handler';

export const keyControllers = [KeyController, KeyDeskController, MeController];

export const keyProviders = [
  CheckKeyUseHandler,
  ForgetOldUseHandler,
  GuessCounter,
  KeyAuthenticator,
  KeyDeskReader,
  KeyFinder,
  KeyHasher,
  KeyReader,
  KeyReport,
  KeyService,
  KeyUse,
  MeReader,
  RemindOfExpiryHandler,
  UseReader,
];
