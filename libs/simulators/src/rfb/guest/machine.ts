/** What a guest tells about itself. */
export interface Machine {
  readonly hostname: string;
  /** Such as `Debian 12 (Bookworm)`. */
  readonly system: string;
  /** MB. */
  readonly memory: number;
  readonly cores: number;
  /** GB. */
  readonly storage: number;
  readonly address: string | null;
}
