/**
 * Reads a delivery status notification (RFC 3464): which of our mails it is about, and what became of it. Only ids and
 * status codes come out; the words a mail system adds, and what it returns of the mail itself, stay behind.
 */

import { type Attachment } from 'mailparser';

export interface Bounce {
  /** Every `<tip id>.<revision>` it names, by envelope id or Message-ID; the same delivery in practice. */
  idempotencyKeys: string[];
  /** `delayed`: the mail system goes on trying. */
  action: 'failed' | 'delayed';
  /** RFC 3463, with the SMTP reply when it was given: `5.1.1 550`. */
  evidence: string;
}

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);
const RETURNED_TYPES = new Set([
  'text/rfc822-headers',
  'message/rfc822',
  'message/global',
  'message/global-headers',
]);
/** Our Message-ID before the @, our envelope id. */
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,6}$/;

/** Undefined when it is none, or tells of a success. */
export async function parseBounce(source: Buffer): Promise<Bounce | undefined> {
  // Loaded only where bounces are read.
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(source, {
    keepDeliveryStatus: true,
    ...{ skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true },
  });
  const status = mail.attachments.find(({ contentType }) => STATUS_TYPES.has(contentType));
  if (status === undefined) return undefined;
  const [about = new Map<string, string>(), ...recipients] = readGroups(status.content.toString('utf8'));
  const recipient = pickRecipient(recipients, 'failed') ?? pickRecipient(recipients, 'delayed');
  if (recipient === undefined) return undefined;
  const returned = mail.attachments.filter(({ contentType }) => RETURNED_TYPES.has(contentType));
  const named = [about.get('original-envelope-id') ?? '', ...returned.flatMap(readMessageIds)];
  return {
    idempotencyKeys: [...new Set(named.filter((key) => KEY.test(key)))],
    action: readAction(recipient) === 'failed' ? 'failed' : 'delayed',
    evidence: readEvidence(recipient),
  };
}

type Fields = ReadonlyMap<string, string>;

/** Groups of fields with an empty line between: first about the mail, then one a recipient (section 2.1). */
function readGroups(text: string): Fields[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map(readFields)
    .filter((fields) => fields.size > 0);
}

function readFields(text: string): Fields {
  const lines = text
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => /^([A-Za-z0-9-]+):[ \t]*(.*)$/.exec(line));
  return new Map(lines.flatMap((match) => (match ? [[(match[1] ?? '').toLowerCase(), match[2] ?? '']] : [])));
}

function readAction(fields: Fields): string {
  return (fields.get('action') ?? '').trim().toLowerCase();
}

function pickRecipient(recipients: readonly Fields[], action: Bounce['action']): Fields | undefined {
  return recipients.find((fields) => readAction(fields) === action);
}

function readEvidence(fields: Fields): string {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0];
  const reply = /^smtp;\s*([245]\d\d)\b/i.exec(fields.get('diagnostic-code') ?? '')?.[1];
  return [status, reply].filter(Boolean).join(' ') || 'no status';
}

/** From the headers of the mail that came back. */
function readMessageIds({ content }: Attachment): string[] {
  const text = content.toString('latin1');
  const fields = readFields(text.split(/\r?\n\r?\n/, 1)[0] ?? '');
  const messageId = /<([^@<>]+)@[^<>]*>/.exec(fields.get('message-id') ?? '')?.[1];
  return [messageId ?? '', fields.get('x-idempotency-key') ?? ''];
}
