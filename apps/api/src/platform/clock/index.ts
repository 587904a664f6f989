export { Clock } from './clock';
export { DueWork, RunsWhenDue } from './due-work';
