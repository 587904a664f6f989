import { validate } from 'class-validator';
import { Distinct } from './distinct';

class Choice {
  @Distinct({ message: 'names something twice' })
  words: unknown;
}

const problemsOf = async (words: unknown) => {
  const [problem] = await validate(Object.assign(new Choice(), { words }));
  return problem?.constraints ?? null;
};

describe('a list that names nothing twice', () => {
  it('may hold what differs, and as much of it as there is', async () => {
    expect(await problemsOf([])).toBeNull();
    expect(await problemsOf(['1', 1, 'one'])).toBeNull();
    expect(await problemsOf(Array.from({ length: 50_000 }, (_, number) => number))).toBeNull();
  });

  it('is refused for one repetition, and for what is no list', async () => {
    expect(await problemsOf(['a', 'b', 'a'])).toEqual({ distinct: 'names something twice' });
    expect(await problemsOf('aa')).toEqual({ distinct: 'names something twice' });
  });
});
