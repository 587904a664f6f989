export { Smtp2goHttpClient, type Smtp2goClientOptions } from './client';
export { Smtp2go, type OutgoingMail } from './smtp2go';
