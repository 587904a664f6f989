declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** A person confirmed their address: whoever needs an account elsewhere makes it now. */
    'user.verified': { userId: number };
    /** Name or address changed: copies elsewhere follow. */
    'user.changed': { userId: number };
  }
}

export {};
