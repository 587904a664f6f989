/** Values of each mail; times and amounts arrive as words. */
export interface MailTemplates {
  'verify-email': { fullName: string; code: string; link: string; minutes: number };
  'address-already-registered': { fullName: string; link: string };
  'reset-password': PasswordLetter;
  invitation: PasswordLetter;
  'username-reminder': { fullName: string; username: string; link: string };
  'confirm-new-email': { fullName: string; code: string; link: string; minutes: number };
  'email-change-asked': { fullName: string; newEmail: string; link: string };
  'email-changed': { fullName: string; link: string };
  'message-from-staff': { fullName: string; subject: string; message: string };
  'security-alert': { fullName: string; what: string; body: string; link: string };
  'password-changed': { fullName: string; link: string };
  'second-factor-changed': { fullName: string; change: string; link: string };
  'new-sign-in': { fullName: string; device: string; address: string; at: string; link: string; days: number };
  'sign-in-locked': { fullName: string; address: string; minutes: number; link: string };
  'key-expires': { fullName: string; keyName: string; keyStart: string; day: string; link: string };
  'key-revoked': { fullName: string; keyName: string; keyStart: string; reason: string; link: string };
  'automatic-top-up-stopped': { fullName: string; reason: string; link: string };
  'top-up-received': { fullName: string; amount: string; balance: string; link: string };
  'credit-changed': { fullName: string; amount: string; balance: string; reason: string; link: string };
  'server-ready': { fullName: string; serverName: string; address: string; link: string };
  'server-failed': { fullName: string; serverName: string; reason: string; refund: string; link: string };
  'server-notice': { fullName: string; subject: string; body: string; link: string };
  'traffic-alert': { fullName: string; serverName: string; percent: number; limit: string; endsAt: string; link: string };
  'credit-runs-low': { fullName: string; balance: string; runsOutAt: string; link: string };
  'debt-notice': { fullName: string; subject: string; amount: string; what: string; link: string };
  'price-change': { fullName: string; servers: string; effectiveAt: string; link: string };
}
export type MailTemplate = keyof MailTemplates;

/** A link and a code that set a password. */
interface PasswordLetter {
  fullName: string;
  username: string;
  code: string;
  link: string;
  minutes: number;
}

interface Letter {
  subject: string;
  paragraphs: string[];
  /** Shown large, to be typed. */
  code?: string;
  button?: { label: string; link: string };
}

const LETTERS: { [Template in MailTemplate]: (values: MailTemplates[Template], company: string) => Letter } = {
  'verify-email': ({ fullName, code, link, minutes }, company) => ({
    subject: `${code} is your ${company} code`,
    paragraphs: [`Hello ${fullName},`, `Enter this code to confirm your address. It works for ${minutes} minutes.`],
    code,
    button: { label: 'Confirm address', link },
  }),
  'address-already-registered': ({ fullName, link }, company) => ({
    subject: `You already have a ${company} account`,
    paragraphs: [
      `Hello ${fullName},`,
      'Somebody tried to register with your address, which already has an account. If it was you, sign in instead. Otherwise nothing needs to be done.',
    ],
    button: { label: 'Sign in', link },
  }),
  'reset-password': ({ fullName, code, link, minutes }, company) => ({
    subject: `Set a new ${company} password`,
    paragraphs: [
      `Hello ${fullName},`,
      `Open the link to set a new password, or enter this code. Both work once, for ${lasting(minutes)}.`,
      'If you did not ask for this, nothing needs to be done: your password stays as it is.',
    ],
    code,
    button: { label: 'Set a new password', link },
  }),
  invitation: ({ fullName, username, link, minutes }, company) => ({
    subject: `You are invited to ${company}`,
    paragraphs: [
      `Hello ${fullName},`,
      `An account was made for you. Your username is ${username}. Open the link to choose your password; it works once, for ${lasting(minutes)}.`,
    ],
    button: { label: 'Choose a password', link },
  }),
  'username-reminder': ({ fullName, username, link }, company) => ({
    subject: `Your ${company} username`,
    paragraphs: [`Hello ${fullName},`, `Your username is ${username}. You can also sign in with your email address.`],
    button: { label: 'Sign in', link },
  }),
  'confirm-new-email': ({ fullName, code, link, minutes }, company) => ({
    subject: `${code} confirms your new ${company} address`,
    paragraphs: [
      `Hello ${fullName},`,
      `Enter this code or open the link to use this address for your account. Both work for ${lasting(minutes)}.`,
    ],
    code,
    button: { label: 'Confirm address', link },
  }),
  'email-change-asked': ({ fullName, newEmail, link }, company) => ({
    subject: `A new address for your ${company} account`,
    paragraphs: [
      `Hello ${fullName},`,
      `Somebody who is signed in to your account wants to use ${newEmail} for it. Until that address is confirmed nothing changes.`,
      'If it was not you, set a new password at once.',
    ],
    button: { label: 'It was not me', link },
  }),
  'email-changed': ({ fullName, link }, company) => ({
    subject: `Your ${company} address was changed`,
    paragraphs: [
      `Hello ${fullName},`,
      'Your account now uses another address. This one gets no more mail from us.',
      'If it was not you, answer this mail at once.',
    ],
    button: { label: 'Get back into the account', link },
  }),
  'message-from-staff': ({ fullName, subject, message }) => ({
    subject,
    paragraphs: [`Hello ${fullName},`, ...message.split(/\n{2,}/)],
  }),
  'security-alert': ({ fullName, what, body, link }, company) => ({
    subject: `${company} security: ${what}`,
    paragraphs: [`Hello ${fullName},`, `${what}: ${body}`, 'You get this mail because you look after security.'],
    button: { label: 'Look at it', link },
  }),
  'password-changed': ({ fullName, link }, company) => ({
    subject: `Your ${company} password was changed`,
    paragraphs: [
      `Hello ${fullName},`,
      'Your password was changed, and the other devices were signed out.',
      'If it was not you, set a new password at once and look through your API keys.',
    ],
    button: { label: 'It was not me', link },
  }),
  'second-factor-changed': ({ fullName, change, link }, company) => ({
    subject: `How you sign in to ${company} has changed`,
    paragraphs: [
      `Hello ${fullName},`,
      change,
      'The other devices were signed out. If it was not you, change your password at once and look at your second factors.',
    ],
    button: { label: 'See your security settings', link },
  }),
  'new-sign-in': ({ fullName, device, address, at, link, days }, company) => ({
    subject: `New sign-in to ${company}`,
    paragraphs: [
      `Hello ${fullName},`,
      `Somebody signed in to your account from a device that we do not know: ${device}, address ${address}, ${at}.`,
      `If it was you, nothing needs to be done. Otherwise open the link within ${days} days: all devices are signed out, your API keys stop working, and you set a new password.`,
    ],
    button: { label: 'This was not me', link },
  }),
  'sign-in-locked': ({ fullName, address, minutes, link }, company) => ({
    subject: `Somebody tries to sign in to your ${company} account`,
    paragraphs: [
      `Hello ${fullName},`,
      `There were several tries to sign in with a wrong password, lately from address ${address}. Further tries have to wait up to ${lasting(minutes)}.`,
      'Your devices stay signed in. If it was you and you forgot your password, set a new one.',
    ],
    button: { label: 'Set a new password', link },
  }),
  'key-expires': ({ fullName, keyName, keyStart, day, link }) => ({
    subject: `Your API key ${keyName} expires on ${day}`,
    paragraphs: [
      `Hello ${fullName},`,
      `Your API key ${keyName} (${keyStart}…) stops working on ${day}. Rotate it before then, so that what uses it goes on working.`,
    ],
    button: { label: 'See your API keys', link },
  }),
  'key-revoked': ({ fullName, keyName, keyStart, reason, link }) => ({
    subject: `Your API key ${keyName} was revoked`,
    paragraphs: [
      `Hello ${fullName},`,
      `Your API key ${keyName} (${keyStart}…) does not work any more.`,
      reason,
      'If you still need it, make a new one and give it to the programs that used the old one.',
    ],
    button: { label: 'See your API keys', link },
  }),
  'automatic-top-up-stopped': ({ fullName, reason, link }) => ({
    subject: 'Automatic top-up has stopped',
    paragraphs: [`Hello ${fullName},`, reason, 'Your credit is not kept up any more. Add credit yourself, or turn it on again.'],
    button: { label: 'See automatic top-up', link },
  }),
  'top-up-received': ({ fullName, amount, balance, link }) => ({
    subject: `We received ${amount}`,
    paragraphs: [`Hello ${fullName},`, `Your payment of ${amount} has arrived. Your credit is now ${balance}.`],
    button: { label: 'See the receipt', link },
  }),
  'credit-changed': ({ fullName, amount, balance, reason, link }) => ({
    subject: `Your credit was changed by ${amount}`,
    paragraphs: [`Hello ${fullName},`, `We changed your credit by ${amount}: ${reason}`, `Your credit is now ${balance}.`],
    button: { label: 'See the transaction', link },
  }),
  'server-ready': ({ fullName, serverName, address, link }) => ({
    subject: `${serverName} is running`,
    paragraphs: [`Hello ${fullName},`, `Your server ${serverName} is ready. Its address is ${address}.`],
    button: { label: 'Open the server', link },
  }),
  'server-failed': ({ fullName, serverName, reason, refund, link }) => ({
    subject: `${serverName} could not be built`,
    paragraphs: [
      `Hello ${fullName},`,
      `Your server ${serverName} could not be built: ${reason}`,
      `We returned ${refund} to your credit.`,
    ],
    button: { label: 'See your servers', link },
  }),
  'server-notice': ({ fullName, subject, body, link }) => ({
    subject,
    paragraphs: [`Hello ${fullName},`, body, 'Write to support when you have questions.'],
    button: { label: 'See the server', link },
  }),
  'traffic-alert': ({ fullName, serverName, percent, limit, endsAt, link }) => ({
    subject: `${serverName} has used ${percent}% of its traffic`,
    paragraphs: [
      `Hello ${fullName},`,
      `Your server ${serverName} has used ${percent}% of the ${limit} that it has until ${endsAt}.`,
      'Beyond the limit the host may slow it down until then.',
    ],
    button: { label: 'See the traffic', link },
  }),
  'credit-runs-low': ({ fullName, balance, runsOutAt, link }) => ({
    subject: `Your credit lasts until ${runsOutAt}`,
    paragraphs: [
      `Hello ${fullName},`,
      `Your credit is ${balance}. With the servers you have it is used up on ${runsOutAt}.`,
      'Add credit before then and nothing changes.',
    ],
    button: { label: 'Add credit', link },
  }),
  'debt-notice': ({ fullName, subject, amount, what, link }) => ({
    subject,
    paragraphs: [`Hello ${fullName},`, `You owe ${amount}.`, what],
    button: { label: `Pay ${amount}`, link },
  }),
  'price-change': ({ fullName, servers, effectiveAt, link }) => ({
    subject: `New prices from ${effectiveAt}`,
    paragraphs: [
      `Hello ${fullName},`,
      `From ${effectiveAt} these servers have a new price: ${servers}.`,
      'Hours before then cost what they cost today. A server that you delete before then never gets the new price.',
    ],
    button: { label: 'See your servers', link },
  }),
};

/** How long something lasts, in the largest unit that fits. */
function lasting(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? '24 hours' : `${minutes / 1440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
}

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

/** Writes a mail as plain text and as simple HTML; every value is escaped. */
export function writeMail<Template extends MailTemplate>(
  template: Template,
  values: MailTemplates[Template],
  company: string,
): WrittenMail {
  const { subject, paragraphs, code, button } = LETTERS[template](values, company);
  const text = [...paragraphs, ...(code ? [code] : []), ...(button ? [`${button.label}: ${button.link}`] : []), company].join(
    '\n\n',
  );
  const html = [
    '<div style="font: 15px/22px system-ui, sans-serif; color: #1c2328; max-width: 520px">',
    ...paragraphs.map(paragraph => `<p>${escapeHtml(paragraph)}</p>`),
    ...(code ? [`<p style="font: 600 28px/36px ui-monospace, monospace; letter-spacing: 4px">${escapeHtml(code)}</p>`] : []),
    ...(button ? [`<p><a href="${escapeHtml(button.link)}">${escapeHtml(button.label)}</a></p>`] : []),
    `<p style="color: #5b6770">${escapeHtml(company)}</p></div>`,
  ].join('\n');
  return { subject, text, html };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
}
