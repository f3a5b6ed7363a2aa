/**
 * A tip as a mail: text a call-taker can act on, the JSON attached; with a key both are encrypted (PGP/MIME, RFC 3156).
 * The headers are the same either way and hold codes only: they show on lock screens and in logs of mail servers.
 */

import { type SendMailOptions } from 'nodemailer';
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer';
import MimeNode from 'nodemailer/lib/mime-node';
import { listChanges } from '../tip/changes.js';
import { type SignLabels, URGENCY_LABELS } from '../tip/labels.js';
import { renderPlainText } from '../tip/plain-text.js';
import { type Tip } from '../tip/schema.js';
import { encryptTo } from './pgp-key.js';
import { type Parcel } from './route.js';

export interface Letterhead {
  from: string;
  to: string;
  signLabels: SignLabels;
  /** File with the public key to encrypt to; undefined: in the clear. */
  pgpKeyFile: string | undefined;
  now: () => Date;
}

/** Throws DELIVERY_REFUSED when it should be encrypted and cannot be. */
export async function composeMail(parcel: Parcel, letterhead: Letterhead): Promise<SendMailOptions> {
  const { from, to, signLabels, pgpKeyFile, now } = letterhead;
  const headers = composeHeaders(parcel, letterhead);
  const content = composeContent(parcel, signLabels);
  // Sent when the server offers it (RFC 3461). HDRS: a bounce need not carry the tip back through the mail.
  const dsn: SendMailOptions['dsn'] = {
    ret: 'HDRS',
    envid: parcel.idempotencyKey,
    notify: ['FAILURE', 'DELAY'],
  };
  if (pgpKeyFile === undefined) return { ...headers, ...content, dsn };
  const inner = await build(content);
  const armored = await encryptTo(pgpKeyFile, joinEntity(inner.content, inner.body), now());
  return { envelope: { from, to }, raw: await wrapEncrypted(headers, armored), dsn };
}

export function composeSubject(tip: Tip): string {
  const state = tip.jurisdictions.length === 0 ? 'US' : tip.jurisdictions.join('+');
  const marks = [tip.provenance.test ? 'TEST' : '', tip.status === 'withdrawn' ? 'WITHDRAWN' : ''];
  return [...marks, URGENCY_LABELS[tip.urgency], tip.reference, state, `revision ${tip.revision}`]
    .filter(Boolean)
    .join(' | ');
}

function composeHeaders({ idempotencyKey, tip, createdAt }: Parcel, { from, to }: Letterhead) {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const messageId = (revision: number): string => `<${tip.id}.${revision}@${domain}>`;
  const first = messageId(1);
  const urgent =
    tip.urgency === 'immediate_danger' ? { 'X-Priority': '1 (Highest)', Importance: 'High' } : {};
  return {
    from: { name: 'Sightline tip line', address: from },
    to,
    date: createdAt,
    subject: composeSubject(tip),
    messageId: messageId(tip.revision),
    ...(tip.revision > 1 ? { inReplyTo: first, references: [first] } : {}),
    headers: { 'X-Idempotency-Key': idempotencyKey, 'Auto-Submitted': 'auto-generated', ...urgent },
  };
}

function composeContent({ tip, previous }: Parcel, signLabels: SignLabels) {
  const changes = previous === undefined ? [] : listChanges(previous, tip);
  return {
    text: renderPlainText(tip, { signLabels, changes }),
    attachments: [
      {
        filename: `${tip.reference}-r${tip.revision}.json`,
        contentType: 'application/json',
        content: `${JSON.stringify(tip, null, 2)}\n`,
      },
    ],
  };
}

/** RFC 3156, section 4: one part that names the version, one with everything else, encrypted. */
async function wrapEncrypted(headers: MailComposerOptions, armored: string): Promise<Buffer> {
  const outer = await build(headers);
  const root = new MimeNode('multipart/encrypted; protocol="application/pgp-encrypted"');
  root.createChild('application/pgp-encrypted').setContent('Version: 1\r\n');
  root
    .createChild('application/octet-stream; name="encrypted.asc"')
    .setHeader('Content-Disposition', 'inline; filename="encrypted.asc"')
    .setHeader('Content-Transfer-Encoding', '7bit')
    .setContent(armored);
  const wrapper = split(await root.build());
  return joinEntity([...outer.message, ...wrapper.content], wrapper.body);
}

interface Entity {
  /** Header lines about the message: From, Subject, MIME-Version. */
  message: string[];
  /** Header lines about what is in it. */
  content: string[];
  body: Buffer;
}

async function build(options: MailComposerOptions): Promise<Entity> {
  return split(await new MailComposer({ ...options, newline: 'windows' }).compile().build());
}

function split(built: Buffer): Entity {
  const end = built.indexOf('\r\n\r\n');
  const lines = built
    .subarray(0, end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/);
  const isContent = (line: string): boolean => /^content-/i.test(line);
  return {
    message: lines.filter((line) => !isContent(line)),
    content: lines.filter(isContent),
    body: built.subarray(end + 4),
  };
}

function joinEntity(headers: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
