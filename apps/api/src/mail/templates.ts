/** Values of each mail; times and amounts arrive as words. */
export interface MailTemplates {
  'verify-email': { fullName: string; code: string; link: string; minutes: number };
  'address-already-registered': { fullName: string; link: string };
  'top-up-received': { fullName: string; amount: string; balance: string; link: string };
  'server-ready': { fullName: string; serverName: string; address: string; link: string };
  'server-failed': { fullName: string; serverName: string; reason: string; refund: string; link: string };
}
export type MailTemplate = keyof MailTemplates;

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
  'top-up-received': ({ fullName, amount, balance, link }) => ({
    subject: `We received ${amount}`,
    paragraphs: [`Hello ${fullName},`, `Your payment of ${amount} has arrived. Your credit is now ${balance}.`],
    button: { label: 'See the receipt', link },
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
};

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
