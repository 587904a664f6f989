import { visitInWords, visitorInWords } from './visit-words';

describe('a visit in words', () => {
  it('says what came of it', () => {
    expect(visitInWords({ state: 'open', cause: null })).toBe('Open now');
    expect(visitInWords({ state: 'ended', cause: 'idle' })).toBe('Nothing was typed for too long');
    expect(visitInWords({ state: 'refused', cause: 'server-off' })).toBe('Refused: the server is off');
    expect(visitInWords({ state: 'ended', cause: 'something-new' })).toBe('Ended');
  });

  it('does not name who of support it was', () => {
    expect(visitorInWords({ asStaff: true, username: 'sven', viewOnly: false })).toBe('Support');
    expect(visitorInWords({ asStaff: false, username: 'linus', viewOnly: true })).toBe('linus, looking only');
  });
});
