/** Signs somebody in; returns the cookies as a header. */
export async function signIn(url, username, password) {
  const reply = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!reply.ok) throw new Error(`Signing in failed (${reply.status}): ${await reply.text()}`);
  return reply.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ');
}
