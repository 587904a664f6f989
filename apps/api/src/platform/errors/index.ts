export * from './domain-error';
export { ErrorFilter, type ErrorEnvelope } from './error.filter';
