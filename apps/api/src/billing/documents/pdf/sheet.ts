import { createHash } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { fontOf, type FontName } from './fonts';
import { textRuns } from './text-runs';

export const MARGIN = 48;
export const PAGE_HEIGHT = 841;
export const RIGHT = 595 - MARGIN;
export const INK = '#1c2328';
export const MUTED = '#5b6770';
export const LINE = '#d8dee2';

/** How a line of text looks. */
export interface TextStyle {
  readonly font?: 'text' | 'strong';
  readonly size?: number;
  readonly color?: string;
  /** Text that is wider is cut off with an ellipsis. */
  readonly width?: number;
  /** `right`: the text ends at x. */
  readonly align?: 'left' | 'right';
}

const SHAPED: PDFKit.Mixins.OpenTypeFeatures[] = [];

/**
 * Pages of A4 that text is put on, line by line. The same calls give the same bytes in every process: dates are told, ids are
 * derived, nothing is taken from the clock.
 */
export class Sheet {
  private readonly document: PDFKit.PDFDocument;
  private readonly written: Promise<Buffer>;
  private readonly fonts = new Set<FontName>();
  private current = '';

  constructor(title: string, author: string, at: Date) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      info: { Title: title, Author: author, Creator: 'SkyPANEL', Producer: 'SkyPANEL', CreationDate: at, ModDate: at },
    });
    this.written = collect(this.document);
  }

  /** Puts one line of text down, its top left (or top right) corner at x and y. */
  text(words: string, x: number, y: number, style: TextStyle = {}): void {
    const { color = INK, width, align = 'left' } = style;
    const line = width === undefined ? words : this.fit(words, width, style);
    if (line === '') return;
    let at = align === 'right' ? x - this.width(line, style) : x;
    this.document.fillColor(color);
    for (const run of textRuns(line)) {
      const features = this.use(run.script === 'east-asian' ? 'asian' : (style.font ?? 'text'), style.size, run.script);
      this.document.text(run.text, at, y, { lineBreak: false, ...features });
      at += this.document.widthOfString(run.text, features);
    }
  }

  /** Puts a paragraph down, broken at blanks, and returns where it ends. */
  paragraph(words: string, x: number, y: number, style: TextStyle & { readonly width: number }): number {
    const height = (style.size ?? 9) * 1.4;
    let top = y;
    for (const part of words.split('\n'))
      for (const line of this.broken(part, style)) {
        this.text(line, x, top, style);
        top += height;
      }
    return top;
  }

  /** A thin line across the page. */
  rule(y: number): void {
    this.document.moveTo(MARGIN, y).lineTo(RIGHT, y).lineWidth(0.5).stroke(LINE);
  }

  /** Puts an image into a box, its own proportions kept. */
  image(content: Buffer, x: number, y: number, box: readonly [number, number]): void {
    this.document.image(content, x, y, { fit: [...box] });
  }

  /** Begins the next page, after other work of the process had its turn: a long document holds nobody up. */
  async nextPage(): Promise<void> {
    await otherWork();
    this.document.addPage();
    this.current = '';
  }

  /** Closes the document and returns its bytes. */
  end(): Promise<Buffer> {
    this.document.end();
    return this.written;
  }

  private use(font: FontName, size = 9, script = 'plain'): { features?: PDFKit.Mixins.OpenTypeFeatures[] } {
    if (!this.fonts.has(font)) {
      this.document.registerFont(font, fontOf(font));
      this.fonts.add(font);
    }
    if (this.current !== font) this.document.font(font);
    this.current = font;
    this.document.fontSize(size);
    // With features named, a run is shaped whole and not word by word.
    return script === 'right-to-left' ? { features: SHAPED } : {};
  }

  private width(line: string, style: TextStyle): number {
    return textRuns(line).reduce((sum, run) => {
      const features = this.use(run.script === 'east-asian' ? 'asian' : (style.font ?? 'text'), style.size, run.script);
      return sum + this.document.widthOfString(run.text, features);
    }, 0);
  }

  private fit(words: string, width: number, style: TextStyle): string {
    if (this.width(words, style) <= width) return words;
    const letters = [...words];
    let [shown, tooMany] = [0, letters.length];
    while (tooMany - shown > 1) {
      const middle = Math.floor((shown + tooMany) / 2);
      if (this.width(`${letters.slice(0, middle).join('')}…`, style) <= width) shown = middle;
      else tooMany = middle;
    }
    return `${letters.slice(0, shown).join('').trimEnd()}…`;
  }

  private broken(words: string, style: TextStyle & { readonly width: number }): string[] {
    const lines: string[] = [];
    for (const word of words.split(' ')) {
      const open = lines.at(-1);
      if (open !== undefined && this.width(`${open} ${word}`, style) <= style.width) lines[lines.length - 1] = `${open} ${word}`;
      else lines.push(word);
    }
    return lines;
  }
}

/** The digest that a document is known by. */
export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
