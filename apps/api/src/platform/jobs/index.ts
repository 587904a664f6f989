export { type Delivery, HandlesJob, type JobHandler } from './handles-job';
export { type JobOptions, Jobs } from './jobs';
export { Queue } from './queue';
export type { JobTopic, JobTopics } from './topics';
export { Worker } from './worker';
