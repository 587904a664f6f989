import type { StepUpDto, StepUpMethod } from '@sky/api-client';

/** An act of a dialog: a sentence in return says that it was refused, and why. */
type Act<Given extends unknown[] = []> = (...given: Given) => Promise<string | undefined>;

/** What a dialog needs to ask somebody to show that it is them. */
export interface StepUpQuestion {
  readonly methods: readonly StepUpMethod[];
  readonly byTyping: Act<[proof: StepUpDto]>;
  readonly byPasskey: Act;
}

/** What a dialog asks before it does something. */
export interface ActQuestion {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  readonly keep: string;
  readonly tone?: 'danger';
  readonly act: Act;
}

/** The dialogs about how somebody signs in; each app provides them. */
export abstract class AccountPrompts {
  /** True when the person has shown that it is them. */
  abstract ask(question: StepUpQuestion): Promise<boolean>;
  /** True when the app was set up. */
  abstract setUpApp(setUp: {
    readonly secret: string;
    readonly uri: string;
    readonly confirm: Act<[code: string]>;
  }): Promise<boolean>;
  /** True when a name was given and taken. */
  abstract askName(question: {
    readonly title: string;
    readonly label: string;
    readonly hint?: string;
    readonly value?: string;
    readonly confirm: string;
    readonly act: Act<[name: string]>;
  }): Promise<boolean>;
  /** True when the act was confirmed and done. */
  abstract confirm(question: ActQuestion): Promise<boolean>;
  /** Shows recovery codes until the person says that they have kept them. */
  abstract showRecoveryCodes(codes: readonly string[]): Promise<void>;
}
