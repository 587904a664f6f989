export * from './access';
export { Clock, DueWork, RunsWhenDue } from './clock';
export { Config } from './config';
export * from './errors';
export * from './http';
export { type Delivery, HandlesJob, type JobHandler, type JobOptions, Jobs, type JobTopic, type JobTopics } from './jobs';
export { type LiveEvent, LiveHub } from './live';
export { PlatformModule } from './platform.module';
export { SealedBox } from './sealed/sealed-box';
