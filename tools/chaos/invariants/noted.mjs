// What only one scenario is about: requests that hang (F13), a schema (F22), who is refused and what stays sealed with an old key (F24).

/** What is broken of it. */
export async function notedProblems({ noted: { hung = [], schema = [], refused }, database }) {
  const found = [
    ...hung.map(what => `F13 ${what} was not answered within its time`),
    ...schema.slice(0, 5).map(line => `F22 after a killed migration ${line}`),
  ];
  if (refused === undefined) return found;
  const sealed = await database.query(
    `select count(*)::int as count from mail_messages where sealed_body is not null and state = 'failed'`,
  );
  return [
    ...found,
    ...refused.slice(0, 5).map(what => `F24 while keys were replaced ${what}`),
    ...(sealed[0].count > 0 ? [`F24 ${sealed[0].count} sealed mails could not be sent`] : []),
  ];
}
