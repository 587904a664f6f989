declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** A person confirmed their address: whoever needs an account elsewhere makes it now. */
    'user.verified': { userId: number };
    /** Name or address changed: copies elsewhere follow. */
    'user.changed': { userId: number };
    /** An account was deleted: copies elsewhere go as well. */
    'user.erased': { userId: number };
    /** Somebody has to wait; null for names that are nobody's, so that the work is the same. What was typed is not kept. */
    'auth.sign-in-locked': { userId: number | null; address: string };
    /** Somebody asked for help at this address; whether it is known is found out by job, so that no answer tells. */
    'auth.recover-password': { email: string };
    'auth.remind-username': { email: string };
    'auth.resend-verification': { email: string };
  }
}

export {};
