export { Config } from './config';
export { type Env, envSchema, type ProcessRole, readEnv } from './env';
