import { type Answer, type Browser, PASSWORD, type Person, SoftwareAuthenticator, testApp } from '../../../testing';

const ORIGIN = 'http://127.0.0.1:3000';

interface Options {
  readonly options: { challenge: string; user?: { id: string }; userVerification?: string; allowCredentials?: { id: string }[] };
}
type Refusal = { error: { code: string } };

describe('a passkey', () => {
  const test = testApp();

  /** Registers a passkey of this authenticator for the person. */
  async function register({ browser }: Person, name = 'Laptop', userVerified = true) {
    const authenticator = new SoftwareAuthenticator(ORIGIN);
    const { body } = await browser.post<Options>('/api/user/second-factor/passkeys/options');
    const response = authenticator.create(body.options, { userVerified });
    const added = await browser.post<{ passkey: { id: number }; recoveryCodes: string[] }>('/api/user/second-factor/passkeys', {
      name,
      response,
    });
    return { authenticator, added, response };
  }
  const askAlone = async (browser: Browser) => (await browser.post<Options>('/api/auth/login/passkey/options', {})).body.options;
  const answerAlone = (browser: Browser, response: object): Promise<Answer<Refusal>> =>
    browser.post('/api/auth/login/passkey', { response });
  async function secondStep({ user }: Person) {
    const browser = test.browser();
    const { body } = await browser.post<{ secondFactor: { challenge: string; methods: string[] } }>('/api/auth/login', {
      username: user.username,
      password: PASSWORD,
    });
    const { challenge, methods } = body.secondFactor;
    const { options } = (await browser.post<Options>('/api/auth/login/passkey/options', { challenge })).body;
    const answer = (response: object): Promise<Answer<Refusal>> =>
      browser.post('/api/auth/login/passkey', { challenge, response });
    return { browser, methods, options, answer };
  }

  it('is added once, and signs its owner in without a password', async () => {
    const person = await test.make.customer();
    const { authenticator, added, response } = await register(person);
    expect(added).toMatchObject({ status: 201, body: { passkey: { name: 'Laptop', isBackedUp: false, lastUsedAt: null } } });
    expect(added.body.recoveryCodes).toHaveLength(10);
    const replayed = await person.browser.post('/api/user/second-factor/passkeys', { name: 'Again', response });
    expect(replayed).toMatchObject({ status: 422, body: { error: { code: 'invalid_passkey' } } });

    const browser = test.browser();
    const asked = await askAlone(browser);
    expect(asked).toMatchObject({ userVerification: 'required' });
    const signedIn = await answerAlone(browser, authenticator.get(asked));
    expect(signedIn).toMatchObject({ status: 200, body: { user: { id: person.user.id } } });
    expect((await browser.get('/api/user')).status).toBe(200);
  });

  it('is a second step after the password', async () => {
    const person = await test.make.customer();
    const { authenticator } = await register(person);
    const { browser, methods, options, answer } = await secondStep(person);
    expect(methods).toEqual(['passkey', 'recovery-code']);
    expect(options.allowCredentials).toMatchObject([{ id: authenticator.id }]);

    expect((await answer(authenticator.get(options, { userVerified: false }))).status).toBe(200);
    expect((await browser.get('/api/user')).status).toBe(200);
  });

  it('opens nothing with an answer that was given before', async () => {
    const person = await test.make.customer();
    const { authenticator } = await register(person);
    const browser = test.browser();
    const response = authenticator.get(await askAlone(browser));
    expect((await answerAlone(browser, response)).status).toBe(200);
    expect(await answerAlone(test.browser(), response)).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_passkey' } },
    });

    const asked = await askAlone(browser);
    await test.em.execute(`update webauthn_challenges set expires_at = now() - interval '1 second'`);
    expect((await answerAlone(browser, authenticator.get(asked))).status).toBe(401);
  });

  it('opens one session for one challenge, however many answer it at once', async () => {
    const person = await test.make.customer();
    const { authenticator } = await register(person);
    const response = authenticator.get(await askAlone(test.browser()));
    const answers = await Promise.all(Array.from({ length: 10 }, () => answerAlone(test.browser(), response)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
  });

  it.each([
    ['made for another site', { origin: 'https://evil.example' }],
    ['made for another party', { rpId: 'evil.example' }],
    ['to a challenge that nobody gave out', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['without a check of the person', { userVerified: false }],
  ])('opens nothing with an answer %s', async (_, options) => {
    const person = await test.make.customer();
    const { authenticator } = await register(person);
    const browser = test.browser();
    expect((await answerAlone(browser, authenticator.get(await askAlone(browser), options))).status).toBe(401);
    expect(browser.cookie('sky_access')).toBeUndefined();
  });

  it('of somebody else is of no use, nor is a borrowed name for it', async () => {
    const [person, other] = [await test.make.customer(), await test.make.customer()];
    const { authenticator: own } = await register(person);
    const { authenticator: foreign } = await register(other);

    const one = await secondStep(person);
    expect((await one.answer(foreign.get(one.options))).status).toBe(401);
    const two = await secondStep(person);
    expect((await two.answer(foreign.get(two.options, { credentialId: own.id }))).status).toBe(401);
    const three = await secondStep(person);
    const fromElsewhere = await askAlone(three.browser);
    expect((await three.answer(own.get(fromElsewhere))).status).toBe(401);
  });

  it('of an administrator has to check the person each time', async () => {
    const admin = await test.make.admin();
    expect((await register(admin, 'Unchecked', false)).added.status).toBe(422);
    const { authenticator, added } = await register(admin);
    expect(added.status).toBe(201);
    const { options, answer } = await secondStep(admin);
    expect(options.userVerification).toBe('required');
    expect((await answer(authenticator.get(options, { userVerified: false }))).status).toBe(401);
  });

  it('is not taken for one whose counter went back: it may have been copied', async () => {
    const person = await test.make.customer();
    const { authenticator } = await register(person);
    await test.em.execute('update passkeys set counter = 50 where user_id = ?', [person.user.id]);
    const browser = test.browser();
    expect((await answerAlone(browser, authenticator.get(await askAlone(browser)))).status).toBe(401);
  });

  it('is named and removed by its owner only', async () => {
    const [person, other] = [await test.make.customer(), await test.make.customer()];
    const { added } = await register(person);
    const path = `/api/user/second-factor/passkeys/${added.body.passkey.id}`;
    expect((await other.browser.patch(path, { name: 'Mine' })).status).toBe(404);
    expect((await other.browser.delete(path)).status).toBe(404);
    expect((await person.browser.patch(path, { name: 'Desk' })).body).toMatchObject({ name: 'Desk' });
    expect((await person.browser.delete(path)).status).toBe(204);
    expect((await person.browser.delete(path)).status).toBe(404);
    expect((await person.browser.get('/api/user/second-factor')).body).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
  });

  it.each([[{}], [{ id: 'x' }], [{ id: 'AA', rawId: 'AA', type: 'public-key', response: { clientDataJSON: '!' } }]])(
    'is not read from nonsense (%j)',
    async response => {
      expect(await answerAlone(test.browser(), response)).toMatchObject({
        status: 400,
        body: { error: { code: 'validation_failed' } },
      });
    },
  );
});
