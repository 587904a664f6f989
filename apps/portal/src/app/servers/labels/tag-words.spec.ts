import { tagProblem, tagsIn } from './tag-words';

describe('tags as they are typed', () => {
  it.each([
    ['', []],
    ['production', ['production']],
    [' web,  blue  team ,web\nold ', ['web', 'blue team', 'old']],
    [', ,', []],
  ])('reads %j as %j', (text, tags) => {
    expect(tagsIn(text)).toEqual(tags);
  });

  it.each([
    ['a,b,c,d,e,f,g,h,i,j', ''],
    ['a,b,c,d,e,f,g,h,i,j,k', 'at most 10 tags; these are 11'],
    ['x'.repeat(30), ''],
    ['x'.repeat(31), 'under 31 characters'],
  ])('says what is wrong with %j: "%s"', (text, words) => {
    const problem = tagProblem(text);
    if (words === '') expect(problem).toBe('');
    else expect(problem).toContain(words);
  });
});
