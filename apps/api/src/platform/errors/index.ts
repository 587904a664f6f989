export * from './domain-error';
export { ErrorFilter, type ErrorEnvelope, refusalOf } from './error.filter';
