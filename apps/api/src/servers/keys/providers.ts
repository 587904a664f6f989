import { FollowKeysHandler, KeyMirror } from './key-mirror';
import { KeyController } from './key.controller';
import { SshKeys } from './ssh-keys';

export const keyControllers = [KeyController];
export const keyProviders = [FollowKeysHandler, KeyMirror, SshKeys];
