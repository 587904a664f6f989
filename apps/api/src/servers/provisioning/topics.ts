declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Take the next step of an order. */
    'server.provision': { serverId: number };
    /** Delete a server in VirtFusion, and here once that is done. */
    'server.remove': { serverId: number };
    /** Look after an action that VirtFusion queued. */
    'server.watch-action': { actionId: number };
    /** Ask VirtFusion how a server is. */
    'server.observe': { serverId: number };
    /** Ask about the servers that people watch. */
    'servers.observe-watched': Record<string, never>;
    /** Remove the servers whose time to be brought back is over. */
    'servers.remove-due': Record<string, never>;
  }
}

export {};
