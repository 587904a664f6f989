/** What a confirmation asks, what it lists, and what happens on yes. */
export interface ConfirmQuestion {
  readonly title: string;
  readonly body?: string;
  /** What goes, what stays, what it costs. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  /** The name that has to be typed before the button works. */
  readonly typed?: string;
  readonly confirm: string;
  readonly keep: string;
  readonly tone?: 'danger' | 'plain';
  /** Does it; a sentence in return means that it was refused, and why. */
  readonly act: () => Promise<string | undefined>;
}
