/** One demand on a new password, and whether it is met so far. */
export interface PasswordDemand {
  readonly words: string;
  readonly isMet: boolean;
}

/** What a new password has to be, checked while it is typed. The API checks again, and also refuses well-known ones. */
export function passwordDemands(
  password: string,
  person: { username: string; email: string },
  minimum: number,
): PasswordDemand[] {
  const plain = password.toLowerCase();
  const own = [person.username, person.email].map(word => word.trim().toLowerCase()).filter(Boolean);
  return [
    { words: `At least ${minimum} characters`, isMet: password.length >= minimum },
    { words: 'At least four different characters', isMet: new Set(plain).size >= 4 },
    { words: 'Not your username or email', isMet: password !== '' && !own.some(word => plain.includes(word)) },
  ];
}
