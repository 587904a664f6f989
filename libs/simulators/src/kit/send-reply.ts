import type { ServerResponse } from 'node:http';
import type { Reply } from './call';

/** Writes a reply. An empty one has a length of zero and no content type, as the providers send it. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  const { text, type } = contentOf(reply);
  response.writeHead(reply.status, {
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(reply.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
    ...reply.headers,
  });
  response.end(text);
}

/** A reply's body as the text that goes over the wire. */
export function contentOf(reply: Reply): { text: string; type: string | undefined } {
  if (reply.json !== undefined) return { text: JSON.stringify(reply.json), type: 'application/json' };
  if (reply.html !== undefined) return { text: reply.html, type: 'text/html; charset=utf-8' };
  if (reply.text !== undefined) return { text: reply.text, type: 'text/plain; charset=utf-8' };
  return { text: '', type: undefined };
}
