import { peopleAsCsv } from './people-csv';

describe('people as CSV', () => {
  it('breaks off when the reading does, and takes nothing else along', async () => {
    const unreadable: AsyncIterable<never> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the database went away')) }),
    };
    const read = async () => {
      let text = '';
      for await (const part of peopleAsCsv(unreadable, 'USD')) text += String(part);
      return text;
    };
    await expect(read()).rejects.toThrow('the database went away');
  });
});
