import { fitsPath } from './glob';

/** One exchange between the product and a simulated service. */
export interface JournalEntry {
  readonly id: number;
  readonly at: string;
  /** `in`: the product called the service. `out`: the service called the product (a webhook). */
  readonly direction: 'in' | 'out';
  readonly service: string;
  readonly method: string;
  /** Below the service's prefix; of an outgoing call the whole address. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Null while nothing has been answered, and for ever when the answer was lost. */
  status: number | null;
  reply: unknown;
  durationMs: number;
  fault: string | null;
  /** The service has no such path: somebody asks for what the real one does not offer. */
  unknown: boolean;
}

/** Which entries to look for. */
export interface JournalQuestion {
  readonly service?: string;
  readonly method?: string;
  readonly path?: string;
  readonly direction?: 'in' | 'out';
}

const KEPT = 5_000;
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'x-smtp2go-api-key']);

/** The newest exchanges, oldest first. It forgets the oldest beyond some thousands. */
export class Journal {
  private kept: JournalEntry[] = [];
  private nextId = 1;

  write(entry: Omit<JournalEntry, 'id' | 'at'>): JournalEntry {
    const written = { ...entry, id: this.nextId++, at: new Date().toISOString() };
    this.kept.push(written);
    if (this.kept.length > KEPT + 500) this.kept = this.kept.slice(-KEPT);
    return written;
  }

  entries(question: JournalQuestion = {}): JournalEntry[] {
    const { service, method, path, direction } = question;
    return this.kept.filter(
      entry =>
        (service === undefined || entry.service === service) &&
        (method === undefined || entry.method === method) &&
        (direction === undefined || entry.direction === direction) &&
        (path === undefined || fitsPath(path, entry.path)),
    );
  }

  clear(): void {
    this.kept = [];
  }
}

/** Headers as the journal keeps them: single strings, credentials masked. */
export function journalHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
      return [name, SECRET_HEADERS.has(name) ? maskOf(text) : text];
    }),
  );
}

function maskOf(text: string): string {
  const scheme = /^(Bearer|Basic) /i.exec(text);
  return scheme ? `${scheme[1]} …` : '…';
}
