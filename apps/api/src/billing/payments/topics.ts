declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Asks PayPal how one payment stands. */
    'billing.settle-payment': { paymentId: number };
    /** Asks about every payment that is due to be asked about. */
    'billing.sweep-payments': Record<string, never>;
    /** Takes credit back for money that went back to the buyer. */
    'billing.take-back': { paymentId: number; refundId: string | null };
  }
}

export {};
