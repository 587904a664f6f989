export const METERS = ['portal', 'virtfusion'] as const;
/** Who counts the hours that customers pay. */
export type MeterKind = (typeof METERS)[number];

/** A way to learn what was used, and to charge it once. */
export interface UsageMeter {
  readonly kind: MeterKind;
  /** Charges everything used up to now that was not charged yet, within a run of the schedule or one of its own. Returns the hours. */
  collect(period: Date | null): Promise<number>;
  /** Lets time pass for servers that the other meter charges, so that no hour of theirs is charged here later. */
  standBy(): Promise<void>;
}
