import type { UpstreamRequest } from '../http';
import type { Operation } from './operations';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What goes with an operation. */
export interface Call {
  readonly params?: Readonly<Record<string, string | number>>;
  /** A list is sent as the same name several times. */
  readonly query?: UpstreamRequest['query'];
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
}

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** An operation with ids in its path cannot be called without them. */
export type CallArguments<One extends Operation> = [Names<One>] extends [never]
  ? [call?: Omit<Call, 'params'>]
  : [call: Call & { readonly params: Readonly<Record<Names<One>, string | number>> }];

/** Where an operation is sent. */
export interface Address {
  readonly method: Method;
  readonly path: string;
}

/** The method and the path with its ids. */
export function addressOf(operation: Operation, params: Call['params'] = {}): Address {
  const [method, template = ''] = operation.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new RangeError(`${operation} needs ${name}.`);
    return encodeURIComponent(value);
  });
  return { method: method as Method, path };
}
