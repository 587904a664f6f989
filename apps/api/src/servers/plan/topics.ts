declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Look after a server that is being given another package. */
    'server.watch-package': { actionId: number };
  }
}

export {};
