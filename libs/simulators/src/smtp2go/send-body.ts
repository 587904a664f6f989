import { isRecord } from '../kit/call';
import { badField } from './errors';
import { addressIn, type Mail } from './model';

const MOST_RECIPIENTS = 100;
const ADDRESS_FORM = /^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/;
/** Headers that SMTP2GO writes itself. */
const RESERVED_HEADERS = new Set(['content-type', 'content-transfer-encoding', 'mime-version']);

/** What a sending asks for, checked as SMTP2GO checks it. */
export type SendWish = Omit<Mail, 'id' | 'emailId' | 'receivedAt'>;

export function sendWish(body: Readonly<Record<string, unknown>>): SendWish {
  const sender = textOf(body, 'sender');
  if (sender === '') throw badField('sender', 'This field is required');
  if (!ADDRESS_FORM.test(addressIn(sender))) throw badField('sender', 'The sender is not a valid email address');
  const to = recipientsOf(body, 'to');
  if (to.length === 0) throw badField('to', 'This field is required');
  const isTemplated = textOf(body, 'template_id') !== '';
  const subject = textOf(body, 'subject');
  const [text, html] = [textOf(body, 'text_body'), textOf(body, 'html_body')];
  if (!isTemplated && subject === '') throw badField('subject', 'This field is required');
  if (!isTemplated && text === '' && html === '')
    throw badField('html_body', 'One of html_body, text_body or template_id is required');
  const [cc, bcc] = [recipientsOf(body, 'cc'), recipientsOf(body, 'bcc')];
  return { sender, to, cc, bcc, subject, text, html, headers: headersOf(body), attachments: attachmentsOf(body) };
}

function recipientsOf(body: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some(item => typeof item !== 'string'))
    throw badField(name, 'This field must be a list of strings');
  if (value.length > MOST_RECIPIENTS) throw badField(name, `This field may have at most ${MOST_RECIPIENTS} items`);
  const recipients = value as string[];
  const bad = recipients.find(text => !ADDRESS_FORM.test(addressIn(text)));
  if (bad !== undefined) throw badField(name, `${bad} is not a valid email address`);
  return recipients;
}

function headersOf(body: Readonly<Record<string, unknown>>): { header: string; value: string }[] {
  const value = body['custom_headers'];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badField('custom_headers', 'This field must be a list');
  return value.map((item: unknown) => {
    if (!isRecord(item) || typeof item['header'] !== 'string' || typeof item['value'] !== 'string') {
      throw badField('custom_headers', 'Each item needs a header and a value');
    }
    if (RESERVED_HEADERS.has(item['header'].toLowerCase())) throw badField('custom_headers', `${item['header']} cannot be set`);
    if (/[\r\n]/.test(item['header'] + item['value'])) throw badField('custom_headers', 'A header may not have line breaks');
    return { header: item['header'], value: item['value'] };
  });
}

function attachmentsOf(body: Readonly<Record<string, unknown>>): Mail['attachments'] {
  const value = body['attachments'];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badField('attachments', 'This field must be a list');
  return value.map((item: unknown) => {
    if (!isRecord(item) || typeof item['filename'] !== 'string') throw badField('attachments', 'Each item needs a filename');
    const [blob, url] = [item['fileblob'], item['url']];
    if (typeof blob !== 'string' && typeof url !== 'string') throw badField('attachments', 'Each item needs a fileblob or a url');
    const bytes = typeof blob === 'string' ? Buffer.from(blob, 'base64').length : 0;
    return { filename: item['filename'], mimetype: String(item['mimetype'] ?? 'application/octet-stream'), bytes };
  });
}

function textOf(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw badField(name, 'This field must be a string');
  return value;
}
