/** An act of a dialog: a sentence in return says that it was refused, and why. */
export type Act = () => Promise<string | undefined>;

/** The ways in which somebody shows that it is them. */
export type ProofMethod = 'password' | 'totp' | 'passkey' | 'recovery-code';

/** One passkey, as a list shows it. */
export interface PasskeyRow {
  readonly id: number;
  readonly name: string;
  readonly isBackedUp: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** What somebody has set up beside their password. */
export interface SecondFactorState {
  readonly totp: { readonly enabledAt: string } | null;
  readonly passkeys: readonly PasskeyRow[];
  readonly recoveryCodesLeft: number;
  readonly requiredFrom: string | null;
}

/** What an authenticator app is set up with, and what its first code leads to. */
export interface AppSetUp {
  readonly secret: string;
  readonly uri: string;
  /** Confirms the first code. */
  readonly confirm: (code: string) => Promise<string | undefined>;
}

/** What the dialog that asks somebody to show that it is them needs. */
export interface ProofQuestion {
  readonly methods: readonly ProofMethod[];
  readonly byTyping: (proof: { password?: string; code?: string }) => Promise<string | undefined>;
  readonly byPasskey: Act;
}

/** A question for one line of text. */
export interface NameQuestion {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly confirm: string;
  readonly act: (name: string) => Promise<string | undefined>;
}

/** A secret in groups of four, as people read it aloud. */
export function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
