/** One check that was made before a console opens. */
export interface ConsoleCheck {
  readonly name: string;
  readonly outcome: 'passed' | 'failed';
  readonly detail: string;
  /** Milliseconds. */
  readonly tookMs: number;
}

/** Why it does not open, in words of the API. */
export interface ConsoleTrouble {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
}

/** What the API answers to "open the console". */
export interface ConsoleWay {
  readonly checks: readonly ConsoleCheck[];
  readonly problem: ConsoleTrouble | null;
  readonly ticket: string | null;
  /** Path of the WebSocket on this origin. */
  readonly path: string;
  readonly viewOnly: boolean;
}

/** Something that a person can do about a trouble, by its code. */
export interface ConsoleRemedy {
  readonly code: string;
  readonly label: string;
  readonly act: () => Promise<void>;
}

export const CHECK_WORDS: Readonly<Record<string, string>> = {
  ready: 'Server is in service',
  running: 'Server is running',
  address: 'Console was found',
  console: 'Console answers',
  socket: 'This browser is connected',
};
