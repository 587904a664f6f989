export { type Answer, Browser } from './browser';
export { freshDatabase } from './fresh-database';
export { Make, PASSWORD, type Person } from './make';
export { type RealProcess, startRealProcess } from './real-process';
export { SoftwareAuthenticator } from './software-authenticator';
export { askWithKey, type HeldKey, keyOf } from './with-key';
export { environmentFor, testApp, type TestApp } from './test-app';
export { pdfPages, pdfText } from './pdf-text';
