import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { pdfPages, pdfText } from '../../../testing/pdf-text';
import { sampleDocument, sampleStatement } from './samples';
import { documentPdf } from './document-pdf';
import { digestOf } from './sheet';
import { statementPdf } from './statement-pdf';

const ROOT = path.join(__dirname, '../../../../../..');

/** Renders the same in a process of its own, with another language and time zone. */
async function digestsElsewhere(): Promise<string[]> {
  const folder = mkdtempSync(path.join(ROOT, 'dist-pdf-'));
  try {
    const outfile = path.join(folder, 'render.mjs');
    await build({
      entryPoints: [path.join(__dirname, 'samples.ts')],
      outfile,
      ...{ bundle: true, format: 'esm', platform: 'node', packages: 'external', logLevel: 'error' },
      tsconfig: path.join(ROOT, 'tsconfig.base.json'),
    });
    const script = `const { digests } = await import(${JSON.stringify(outfile)}); console.log(JSON.stringify(await digests()));`;
    const env = { ...process.env, TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', NODE_OPTIONS: '' };
    return JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }),
    ) as string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('PDF documents', () => {
  it('have the same bytes each time, in this process and in another one', async () => {
    const render = async () => [
      digestOf(await documentPdf(sampleDocument(), null)),
      digestOf(await statementPdf(sampleStatement(120))),
    ];
    const first = await render();
    expect(await render()).toEqual(first);
    expect(await digestsElsewhere()).toEqual(first);
  });

  it('show names as people write them, and tax as it was', async () => {
    const text = pdfText(await documentPdf(sampleDocument(), null));
    for (const words of [
      'Zoë Łukasiewicz',
      'Αθήνα',
      'Москва',
      '東京都',
      'Net',
      '$25.00',
      'VAT 19 % (DE)',
      '$4.75',
      '$29.75',
      'Takes back',
    ])
      expect(text).toContain(words);
    expect([...text.replaceAll('\n', '')].sort().join('')).toContain('ش');
  });

  it('number their pages, repeat the head of the table and keep the balance running', async () => {
    const bytes = await statementPdf(sampleStatement(120));
    const pages = pdfText(bytes).split('\f');
    expect(pages).toHaveLength(pdfPages(bytes));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain('Balance');
    });
    expect(pages.at(-1)).toContain('−$0.20');
  });

  it('of ten thousand lines leave room for other work between their pages', async () => {
    const turns: number[] = [];
    const statement = sampleStatement(10_000);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    let done = false;
    const others = (async () => {
      while (!done) {
        turns.push(performance.now());
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    const bytes = await statementPdf(statement);
    done = true;
    await others;
    delay.disable();
    expect(pdfPages(bytes)).toBeGreaterThan(200);
    expect(turns.length).toBeGreaterThan(pdfPages(bytes) - 1);
  });
});
