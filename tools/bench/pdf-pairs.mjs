// Receipts and statements a second against bare pdfkit that puts the same number of texts on pages.
import { build } from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import PDFDocument from 'pdfkit';

const BUNDLE = path.resolve('dist/bench/pdf.mjs');
const LINES_ON_A_PAGE = 44;

/** Ours and bare, a second each in turn; the ratio of what both made. */
export async function pdfRatios(rounds, milliseconds, statementLines) {
  await build({
    stdin: {
      contents: `export * from './document-pdf'; export * from './statement-pdf'; export * from './samples';`,
      resolveDir: path.resolve('apps/api/src/billing/documents/pdf'),
      loader: 'ts',
    },
    outfile: BUNDLE,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    tsconfig: 'apps/api/tsconfig.json',
    logLevel: 'warning',
  });
  const { documentPdf, sampleDocument, sampleStatement, statementPdf } = await import(pathToFileURL(BUNDLE).href);
  const document = sampleDocument();
  const statement = sampleStatement(statementLines);
  return {
    receipt: await compare(
      rounds,
      milliseconds,
      () => documentPdf(document, null),
      () => bare(28, 2),
    ),
    statement: await compare(
      rounds,
      milliseconds,
      () => statementPdf(statement),
      () => bare(statementLines, 4),
    ),
  };
}

async function compare(rounds, milliseconds, ours, theirs) {
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const rates = new Map();
    for (const side of round % 2 === 0 ? [ours, theirs] : [theirs, ours]) rates.set(side, await rate(side, milliseconds));
    ratios.push(rates.get(ours) / rates.get(theirs));
  }
  return ratios;
}

async function rate(work, milliseconds) {
  await work();
  const startedAt = performance.now();
  let made = 0;
  while (performance.now() - startedAt < milliseconds) {
    await work();
    made += 1;
  }
  return (made / (performance.now() - startedAt)) * 1000;
}

/** So many lines of so many texts, in one of the fonts that every reader has. */
function bare(lines, columns) {
  return new Promise(resolve => {
    const document = new PDFDocument({ size: 'A4', margin: 0 });
    const parts = [];
    document.on('data', part => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    for (let line = 0; line < lines; line++) {
      if (line > 0 && line % LINES_ON_A_PAGE === 0) document.addPage();
      const y = 60 + (line % LINES_ON_A_PAGE) * 16;
      for (let column = 0; column < columns; column++)
        document.fontSize(9).text(`Text ${line} ${column}`, 48 + column * 120, y, { lineBreak: false });
    }
    document.end();
  });
}
