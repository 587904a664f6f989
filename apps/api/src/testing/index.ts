export { type Answer, Browser } from './browser';
export { freshDatabase } from './fresh-database';
export { Make, PASSWORD, type Person } from './make';
export { testApp, type TestApp } from './test-app';
