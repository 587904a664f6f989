import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | null;
}

/** The text of a PDF that pdfkit wrote, a line for each piece that was put down, pages in order; a form feed between pages. */
export function pdfText(bytes: Buffer): string {
  const objects = objectsOf(bytes);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(page => pageText(page, objects)).join('\f');
}

/** How many pages a PDF has. */
export function pdfPages(bytes: Buffer): number {
  return [...objectsOf(bytes).values()].filter(({ head }) => /\/Type \/Page\b/.test(head)).length;
}

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const text = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { index, 0: start, 1: id = '' } of text.matchAll(/(?<=^|\n)(\d+) 0 obj\n/g)) {
    const end = text.indexOf('endobj', index);
    const body = text.slice(index + start.length, end);
    const at = body.indexOf('stream\n');
    const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0);
    const from = index + start.length + at + 'stream\n'.length;
    const raw = at < 0 ? null : bytes.subarray(from, from + length);
    const head = at < 0 ? body : body.slice(0, at);
    objects.set(id, { head, stream: raw && head.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  return objects;
}

function pageText({ head }: PdfObject, objects: ReadonlyMap<string, PdfObject>): string {
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  const resources = objects.get(/\/Resources (\d+) 0 R/.exec(head)?.[1] ?? '')?.head ?? head;
  const letters = new Map<string, Map<number, string>>();
  for (const [, name = '', id = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? '')?.stream;
    letters.set(name, lettersOf(map?.toString('latin1') ?? ''));
  }
  let font = '';
  const lines: string[] = [];
  for (const { 1: name, 2: shown } of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (name !== undefined) font = name;
    else lines.push(decoded(shown ?? '', letters.get(font) ?? new Map<number, string>()));
  }
  return lines.join('\n');
}

function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*?)\]/gis))
    [...list.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, code = ''], index) =>
      letters.set(parseInt(first, 16) + index, utf16(code.replaceAll(' ', ''))),
    );
  return letters;
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function decoded(shown: string, letters: ReadonlyMap<number, string>): string {
  return [...shown.matchAll(/<([0-9a-f]+)>/gi)]
    .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    .map(code => letters.get(parseInt(code, 16)) ?? '?')
    .join('');
}
