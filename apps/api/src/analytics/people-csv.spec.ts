import { peopleAsCsv } from './people-csv';

describe('people as CSV', () => {
  it('breaks off when the reading does, and takes nothing else along', async () => {
    // eslint-disable-next-line require-yield -- it fails before its first row
    async function* unreadable(): AsyncGenerator<never> {
      throw new Error('the database went away');
    }
    const read = async () => {
      let text = '';
      for await (const part of peopleAsCsv(unreadable(), 'USD')) text += String(part);
      return text;
    };
    await expect(read()).rejects.toThrow('the database went away');
  });
});
