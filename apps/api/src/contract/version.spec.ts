import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VERSION } from '../platform/health/version';
import { ROOT } from './document';

describe('the version', () => {
  it('is the one of package.json', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(VERSION).toBe(version);
  });
});
