import type { Surprise } from '@sky/integrations/virtfusion';
import { fingerprintOf } from './fingerprint';

const surprise = (changes: Partial<Surprise> = {}): Surprise => ({
  operation: 'GET /packages',
  kind: 'shape',
  status: 200,
  fields: [{ path: 'data[].id', expected: 'number', found: 'text of 5 characters' }],
  ...changes,
});

describe(fingerprintOf, () => {
  it('is the same for the same oddity with other figures, in whatever order', () => {
    const one = { path: 'data[].id', expected: 'number', found: 'text of 5 characters' };
    const other = { path: 'data[].name', expected: 'string', found: 'a list of 3' };

    expect(fingerprintOf(surprise({ fields: [one, other] }))).toBe(
      fingerprintOf(
        surprise({
          fields: [
            { ...other, found: 'a list of 12' },
            { ...one, found: 'text of 9 characters' },
          ],
        }),
      ),
    );
  });

  it.each<Partial<Surprise>>([
    { kind: 'value' },
    { status: 201 },
    { fields: [{ path: 'data[].uuid', expected: 'number', found: 'text of 5 characters' }] },
    { fields: [{ path: 'data[].id', expected: 'number', found: 'null' }] },
  ])('is another for %j', changes => {
    expect(fingerprintOf(surprise(changes))).not.toBe(fingerprintOf(surprise()));
  });
});
