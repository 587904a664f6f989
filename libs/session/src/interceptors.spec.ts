import { HttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';

import { onceOnly, WITHOUT_REFRESH } from './http-context';
import { problemOf } from './problem';
import { provideSession } from './provide-session';
import { HttpContext } from '@angular/common/http';

const expired = { status: 401, statusText: 'Unauthorized' };
const turn = () => new Promise(done => setTimeout(done));

describe('requests of the web apps', () => {
  let http: HttpClient;
  let network: HttpTestingController;

  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideSession(), provideHttpClientTesting()] });
    http = TestBed.inject(HttpClient);
    network = TestBed.inject(HttpTestingController);
  });

  const get = (url: string) => firstValueFrom(http.get(url));

  it('refresh an expired session once for all that found it expired, and are repeated', async () => {
    const answers = Promise.all([get('/api/a'), get('/api/b')]);
    network.expectOne('/api/a').flush({}, expired);
    network.expectOne('/api/b').flush({}, expired);
    await turn();

    network.expectOne('/api/auth/refresh').flush({ user: {} });
    await turn();
    network.expectOne('/api/a').flush('a');
    network.expectOne('/api/b').flush('b');

    expect(await answers).toEqual(['a', 'b']);
    network.verify();
  });

  it('fail with their own refusal when the refresh is refused, and try no further', async () => {
    const answer = get('/api/a').catch(error => problemOf(error).status);
    network.expectOne('/api/a').flush({}, expired);
    await turn();
    network.expectOne('/api/auth/refresh').flush({}, expired);

    expect(await answer).toBe(401);
    network.verify();
  });

  it('refresh again when a session expires a second time', async () => {
    for (const url of ['/api/a', '/api/b']) {
      const answer = get(url);
      network.expectOne(url).flush({}, expired);
      await turn();
      network.expectOne('/api/auth/refresh').flush({ user: {} });
      await turn();
      network.expectOne(url).flush('fine');
      expect(await answer).toBe('fine');
      await new Promise(done => setTimeout(done, 5));
    }
  });

  it('do not refresh for a refused sign-in', async () => {
    const answer = firstValueFrom(
      http.post('/api/auth/login', {}, { context: new HttpContext().set(WITHOUT_REFRESH, true) }),
    ).catch(error => problemOf(error).status);
    network.expectOne('/api/auth/login').flush({}, expired);

    expect(await answer).toBe(401);
    network.verify();
  });

  it('carry the key that makes a repeated request count once', async () => {
    const answer = firstValueFrom(http.post('/api/orders', {}, { context: onceOnly('order-1') }));

    const sent = network.expectOne('/api/orders');
    sent.flush(null);
    await answer;

    expect(sent.request.headers.get('Idempotency-Key')).toBe('order-1');
  });

  it('give up after ten seconds of silence', async () => {
    jest.useFakeTimers();
    const answer = get('/api/slow').catch(error => problemOf(error).code);
    network.expectOne('/api/slow');

    await jest.advanceTimersByTimeAsync(10_001);
    jest.useRealTimers();

    expect(await answer).toBe('timed_out');
  });
});
