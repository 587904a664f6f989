/** Passwords that everybody tries first; the policy refuses them whatever their length. */
const COMMON = new Set([
  '1234567890',
  'password12',
  'password123',
  'qwertyuiop',
  'iloveyou12',
  '0123456789',
  '9876543210',
  'administrator',
  'letmein123',
  'welcome123',
]);

/** Says why a password is refused, or null when it will do. */
export function passwordProblem(password: string, person: { username: string; email: string }): string | null {
  const plain = password.toLowerCase();
  if (COMMON.has(plain)) return 'is one of the first that anybody would try';
  if (new Set(plain).size < 4) return 'repeats too few characters';
  if (plain.includes(person.username.toLowerCase()) || plain === person.email.toLowerCase())
    return 'must not contain your username or address';
  return null;
}
