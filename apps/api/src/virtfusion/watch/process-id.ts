import { randomUUID } from 'node:crypto';

/** Tells this process from its replicas, and from itself before a restart. */
export const PROCESS_ID = randomUUID();
