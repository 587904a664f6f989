import { inject, Injectable } from '@angular/core';

import {
  addPasskey,
  Api,
  beginTotp,
  confirmTotp,
  getNewPasskeyOptions,
  type PasskeyDto,
  removePasskey,
  removeTotp,
  renamePasskey,
  renewRecoveryCodes,
} from '@sky/api-client';

import { AccountPrompts } from './account-prompts';
import { Authenticator } from './authenticator';
import { refusalOf } from './problem';
import { Session } from './session';

/** How people change their second factors. Each returns what was done in a sentence, or nothing when it was put away. */
@Injectable({ providedIn: 'root' })
export class SecondFactors {
  private readonly api = inject(Api);
  private readonly authenticator = inject(Authenticator);
  private readonly session = inject(Session);
  private readonly prompts = inject(AccountPrompts);

  async addApp(): Promise<string | undefined> {
    const { secret, uri } = await this.api.invoke(beginTotp);
    let codes: readonly string[] = [];
    const isDone = await this.prompts.setUpApp({
      secret,
      uri,
      confirm: code =>
        refusalOf(async () => {
          codes = (await this.api.invoke(confirmTotp, { body: { code } })).recoveryCodes;
        }),
    });
    return isDone ? this.added(codes, 'The authenticator app is on. Other browsers were signed out.') : undefined;
  }

  removeApp(): Promise<string | undefined> {
    return this.confirmed({
      title: 'Remove the authenticator app?',
      body: 'Its codes stop working, and other browsers are signed out.',
      confirm: 'Remove app',
      act: () => this.api.invoke(removeTotp),
      done: 'The authenticator app was removed.',
    });
  }

  async renewCodes(): Promise<string | undefined> {
    let codes: readonly string[] = [];
    const isDone = await this.prompts.confirm({
      title: 'Make new recovery codes?',
      body: 'The codes that you kept so far stop working.',
      confirm: 'Make new codes',
      keep: 'Keep the old ones',
      act: () =>
        refusalOf(async () => {
          codes = (await this.api.invoke(renewRecoveryCodes)).recoveryCodes;
        }),
    });
    return isDone ? this.added(codes, 'The new recovery codes work from now on.') : undefined;
  }

  async addPasskey(): Promise<string | undefined> {
    let codes: readonly string[] = [];
    const isDone = await this.prompts.askName({
      title: 'Add a passkey',
      label: 'Name',
      hint: 'So that you know it again, such as the name of the device.',
      confirm: 'Go on',
      act: name =>
        refusalOf(async () => {
          const { options } = await this.api.invoke(getNewPasskeyOptions);
          const response = await this.authenticator.create(options);
          codes = (await this.api.invoke(addPasskey, { body: { name, response } })).recoveryCodes;
        }),
    });
    return isDone ? this.added(codes, 'The passkey was added. Other browsers were signed out.') : undefined;
  }

  async renamePasskey({ id, name }: Pick<PasskeyDto, 'id' | 'name'>): Promise<string | undefined> {
    const isDone = await this.prompts.askName({
      title: `Rename ${name}`,
      label: 'Name',
      value: name,
      confirm: 'Rename',
      act: renamed => refusalOf(() => this.api.invoke(renamePasskey, { id, body: { name: renamed } })),
    });
    return isDone ? 'The passkey was renamed.' : undefined;
  }

  removePasskey({ id, name }: Pick<PasskeyDto, 'id' | 'name'>): Promise<string | undefined> {
    return this.confirmed({
      title: `Remove the passkey ${name}?`,
      body: 'It signs you in no more, and other browsers are signed out. Delete it on the device as well.',
      confirm: 'Remove passkey',
      act: () => this.api.invoke(removePasskey, { id }),
      done: `The passkey ${name} was removed.`,
    });
  }

  private async confirmed({ act, done, ...words }: Removal): Promise<string | undefined> {
    const isDone = await this.prompts.confirm({ ...words, keep: 'Keep it', tone: 'danger', act: () => refusalOf(act) });
    if (!isDone) return undefined;
    await this.session.reload();
    return done;
  }

  private async added(codes: readonly string[], done: string): Promise<string> {
    await this.session.reload();
    if (codes.length > 0) await this.prompts.showRecoveryCodes(codes);
    return done;
  }
}

interface Removal {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  readonly act: () => Promise<unknown>;
  readonly done: string;
}
