import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { RegistrationService } from '@api/auth';

// A command does one thing and leaves the queue to the workers.
process.env['SKYPANEL_ROLES'] = 'web';
const { commandContext } = await import('./application-context');

/** Names of the variables that a script sets instead of answering. */
const QUESTIONS = [
  { variable: 'ADMIN_USERNAME', question: 'Username: ' },
  { variable: 'ADMIN_EMAIL', question: 'E-mail address: ' },
  { variable: 'ADMIN_NAME', question: 'Full name: ' },
  { variable: 'ADMIN_PASSWORD', question: 'Password (10 characters or more): ' },
] as const;

const answers: string[] = [];
const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : null;
for (const { variable, question } of QUESTIONS) {
  const answer = process.env[variable] ?? (terminal ? await terminal.question(question) : '');
  if (!answer.trim()) {
    console.error(`${variable} is empty. Set it, or run this in a terminal.`);
    process.exit(1);
  }
  answers.push(answer.trim());
}
terminal?.close();
const [username = '', email = '', fullName = '', password = ''] = answers;
if (password.length < 10) {
  console.error('The password needs 10 characters or more.');
  process.exit(1);
}

const app = await commandContext();
try {
  await app.get(RegistrationService).createVerified({ username, email, fullName, password, role: 'admin' });
  console.log(`${username} is an administrator now and can sign in at /admin/.`);
} catch (error) {
  console.error(error instanceof Error && error.message.includes('users_') ? 'This username or address is taken.' : error);
  process.exitCode = 1;
} finally {
  await app.close();
}
