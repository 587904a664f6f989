declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Something looks like an attack: whoever alerts people does it now. Not added again while the event is counted on. */
    'security.event-raised': { eventId: number };
  }
}

export {};
