/** An ed25519 pair as plain numbers: 32 bytes each. */
export interface RawPair {
  readonly publicKey: Uint8Array;
  readonly seed: Uint8Array;
}

const KIND = 'ssh-ed25519';
const MAGIC = 'openssh-key-v1\0';
/** The secret part is filled up to whole blocks, also where nothing encrypts it. */
const BLOCK = 8;
const LINE = 70;

const bytesOf = (text: string) => new TextEncoder().encode(text);

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** A field: its length, then itself. */
function field(content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return joined(number(bytes.length), bytes);
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

const bodyOf = (publicKey: Uint8Array) => joined(field(KIND), field(publicKey));

/** The line that a server is told: "ssh-ed25519 AAAA… comment". */
export function publicLine({ publicKey }: Pick<RawPair, 'publicKey'>, comment: string): string {
  return [KIND, base64(bodyOf(publicKey)), comment].filter(Boolean).join(' ');
}

/** The file that `ssh -i` takes; `check` is any number, which shows a reader that it was decrypted rightly. */
export function privateFile({ publicKey, seed }: RawPair, comment: string, check: number): string {
  const twice = joined(number(check), number(check));
  const content = joined(twice, field(KIND), field(publicKey), field(joined(seed, publicKey)), field(comment));
  const padding = Uint8Array.from({ length: (BLOCK - (content.length % BLOCK)) % BLOCK }, (_, place) => place + 1);
  const whole = joined(
    bytesOf(MAGIC),
    field('none'),
    field('none'),
    field(''),
    number(1),
    field(bodyOf(publicKey)),
    field(joined(content, padding)),
  );
  const lines = base64(whole).match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
