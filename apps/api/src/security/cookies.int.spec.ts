import { PASSWORD, testApp } from '../testing';

describe('cookies over TLS', () => {
  const test = testApp({ env: { PUBLIC_URL: 'https://panel.example.com' } });

  it('are bound to the host, out of reach for scripts and other sites', async () => {
    const { user } = await test.make.customer();
    const reply = await test.app.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: { username: user.username, password: PASSWORD },
    });
    const cookies = [reply.headers['set-cookie']].flat().map(String);
    const of = (name: string) => cookies.find(line => line.startsWith(`${name}=`)) ?? '';
    for (const name of ['__Host-sky_access', '__Host-sky_refresh']) {
      expect(of(name)).toMatch(/; Path=\/(;|$)/);
      expect(of(name)).toMatch(/; HttpOnly/);
      expect(of(name)).toMatch(/; Secure/);
      expect(of(name)).not.toContain('Domain=');
    }
    expect(of('__Host-sky_access')).toContain('SameSite=Lax');
    expect(of('__Host-sky_refresh')).toContain('SameSite=Strict');
    expect(of('XSRF-TOKEN')).toMatch(/; Secure; SameSite=Strict/);
    expect(cookies.filter(line => !line.includes('Secure'))).toEqual([]);
    // The body carries what a page shows, and nothing that opens anything.
    const opening = cookies.map(line => /=([^;]*)/.exec(line)?.[1] ?? '').filter(value => value.length > 20);
    expect(opening.filter(value => reply.body.includes(decodeURIComponent(value)))).toEqual([]);
  });
});
