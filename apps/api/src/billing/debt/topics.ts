declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** A debtor's balance rose: see whether the debt is paid. */
    'billing.balance-rose': { userId: number };
    /** See which customers are due for the next step against their debt. */
    'billing.climb-debt-ladder': Record<string, never>;
    /** Suspend the servers of a customer in debt. */
    'servers.suspend-for-debt': { userId: number };
    /** Bring back the servers that were suspended or given up for a debt. */
    'servers.resume-after-payment': { userId: number };
    /** Delete the servers of a customer whose debt was not paid in time. */
    'servers.delete-for-debt': { userId: number };
  }
}

export {};
