import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testApp } from '../testing';

const WEB_ROOT = mkdtempSync(path.join(tmpdir(), 'sky-web-'));
for (const name of ['portal', 'console']) {
  mkdirSync(path.join(WEB_ROOT, name));
  writeFileSync(path.join(WEB_ROOT, name, 'index.html'), `<!doctype html><title>${name}</title>`);
}

describe('the content security policy', () => {
  const test = testApp({ listen: true, env: { WEB_ROOT } });
  afterAll(() => rmSync(WEB_ROOT, { recursive: true }));

  it.each([
    ['the portal', '/', 'portal'],
    ['a page of the portal', '/servers/7', 'portal'],
    ['the console', '/admin/', 'console'],
    ['a page of the console', '/admin/users/7', 'console'],
  ])('of %s leaves nothing to find of high or medium severity', async (_what, address, title) => {
    const reply = await fetch(test.url + address);
    expect(await reply.text()).toContain(`<title>${title}`);
    const policy = reply.headers.get('content-security-policy') ?? '';
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
    const serious = findings.filter(({ severity }) => severity <= Severity.MEDIUM);
    expect(serious.map(({ directive, description }) => `${directive}: ${description}`)).toEqual([]);
    // The evaluator knows what it reads.
    const open = new CspEvaluator(new CspParser("script-src 'unsafe-inline' *").csp).evaluate();
    expect(open.some(({ severity }) => severity === Severity.HIGH)).toBe(true);
  });
});
