export { plainReason } from './plain-reason';
export { UpstreamHttp, type UpstreamHttpOptions, type UpstreamRequest } from './upstream-http';
export { UpstreamReply, type RefusalWords } from './upstream-reply';
