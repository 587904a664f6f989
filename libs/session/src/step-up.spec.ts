import { HttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';

import { AccountPrompts, type StepUpQuestion } from './account-prompts';
import { problemOf } from './problem';
import { provideSession } from './provide-session';

const turn = () => new Promise(done => setTimeout(done));
const needed = { status: 403, statusText: 'Forbidden' };
const refusal = (code: string) => ({ error: { code, message: '', request_id: '1' } });

/** A person before the dialog: types a code, or puts it away. */
class Somebody {
  asked: StepUpQuestion[] = [];
  refusals: (string | undefined)[] = [];

  constructor(private readonly codes: readonly string[]) {}

  async ask(question: StepUpQuestion): Promise<boolean> {
    this.asked.push(question);
    for (const code of this.codes) {
      const refused = await question.byTyping({ code });
      this.refusals.push(refused);
      if (!refused) return true;
    }
    return false;
  }
}

function start(somebody: Somebody) {
  TestBed.configureTestingModule({
    providers: [provideSession(), provideHttpClientTesting(), { provide: AccountPrompts, useValue: somebody }],
  });
  const http = TestBed.inject(HttpClient);
  const send = (url: string) => firstValueFrom(http.post(url, { what: 'ever' }));
  return { send, network: TestBed.inject(HttpTestingController) };
}

describe('a request that needs a step-up', () => {
  beforeEach(() => (document.cookie = 'XSRF-TOKEN=old'));

  it('is repeated once the person has shown that it is them, under the new token against forgery', async () => {
    const somebody = new Somebody(['123456']);
    const { send, network } = start(somebody);
    const answers = Promise.all([send('/api/a'), send('/api/b')]);
    network.expectOne('/api/a').flush(refusal('step_up_required'), needed);
    network.expectOne('/api/b').flush(refusal('step_up_required'), needed);
    await turn();
    network.expectOne('/api/auth/step-up').flush({ methods: ['totp'], steppedUpUntil: null });
    await turn();
    document.cookie = 'XSRF-TOKEN=new';
    const proof = network.expectOne(({ method, url }) => method === 'POST' && url === '/api/auth/step-up');
    expect(proof.request.body).toEqual({ code: '123456' });
    proof.flush({ steppedUpUntil: '2026-11-25T12:05:00Z' });
    await turn();

    for (const url of ['/api/a', '/api/b']) {
      const repeated = network.expectOne(url);
      expect(repeated.request.headers.get('X-XSRF-TOKEN')).toBe('new');
      expect(repeated.request.body).toEqual({ what: 'ever' });
      repeated.flush(url);
    }
    expect(await answers).toEqual(['/api/a', '/api/b']);
    expect(somebody.asked).toHaveLength(1);
    network.verify();
  });

  it('keeps its own refusal when the question is put away', async () => {
    const { send, network } = start(new Somebody([]));
    const answer = send('/api/a').catch(error => problemOf(error).code);
    network.expectOne('/api/a').flush(refusal('step_up_required'), needed);
    await turn();
    network.expectOne('/api/auth/step-up').flush({ methods: ['password'], steppedUpUntil: null });

    expect(await answer).toBe('step_up_required');
    network.verify();
  });

  it('tells a wrong code in the dialog, without renewing the session', async () => {
    const somebody = new Somebody(['000000']);
    const { send, network } = start(somebody);
    const answer = send('/api/a').catch(error => problemOf(error).code);
    network.expectOne('/api/a').flush(refusal('step_up_required'), needed);
    await turn();
    network.expectOne('/api/auth/step-up').flush({ methods: ['totp'], steppedUpUntil: null });
    await turn();
    network
      .expectOne(({ method, url }) => method === 'POST' && url === '/api/auth/step-up')
      .flush(refusal('invalid_code'), { status: 401, statusText: 'Unauthorized' });

    expect(await answer).toBe('step_up_required');
    expect(somebody.refusals).toEqual(['This code is not right. Enter the newest one.']);
    network.verify();
  });

  it('is repeated once and no more', async () => {
    const { send, network } = start(new Somebody(['123456']));
    const answer = send('/api/a').catch(error => problemOf(error).code);
    network.expectOne('/api/a').flush(refusal('step_up_required'), needed);
    await turn();
    network.expectOne('/api/auth/step-up').flush({ methods: ['totp'], steppedUpUntil: null });
    await turn();
    network.expectOne('/api/auth/step-up').flush({ steppedUpUntil: '2026-11-25T12:05:00Z' });
    await turn();
    network.expectOne('/api/a').flush(refusal('step_up_required'), needed);

    expect(await answer).toBe('step_up_required');
    network.verify();
  });
});
