/** What can be queued: topic → payload. Each feature adds its own by declaration merging beside its handlers. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the features
export interface JobTopics {}
export type JobTopic = keyof JobTopics & string;
