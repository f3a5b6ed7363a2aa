/**
 * Mails a tip to the hotline: text a call-taker can act on, the JSON attached. All revisions of a tip form one
 * thread: the Message-ID is made from tip and revision, and later ones refer to the first. A repeated attempt
 * has the same Message-ID, by which mail systems drop a duplicate.
 *
 * Only the server's 250 after the message counts as handed over. Its 4xx and any silence mean "later"
 * (DELIVERY_UNAVAILABLE); its 5xx, a refused login and an unusable TLS mean DELIVERY_REFUSED (mailer.ts).
 */

import { type SightlineError } from '../errors.js';
import { createMailer, MailFault } from '../mailer.js';
import { listChanges } from '../tip/changes.js';
import { type SignLabels, URGENCY_LABELS } from '../tip/labels.js';
import { renderPlainText } from '../tip/plain-text.js';
import { type Tip } from '../tip/schema.js';
import { type HotlineRoute, type Parcel, pickReceipt, refused, unavailable } from './route.js';

export interface EmailRouteOptions {
  smtpUrl: string;
  to: string;
  /** Default: the user of SMTP_URL when that is an address, else `sightline@<mail server>`. */
  from?: string | undefined;
  signLabels?: SignLabels;
  timeoutMs?: number;
}

export function createEmailRoute(options: EmailRouteOptions): HotlineRoute {
  const { signLabels = {} } = options;
  const mailer = createMailer(options);
  const domain = mailer.from.slice(mailer.from.lastIndexOf('@') + 1);
  return {
    name: 'email',
    async deliver(parcel) {
      const mail = composeMail(parcel, { to: options.to, domain, signLabels });
      const { response } = await mailer.send(mail).catch((thrown: unknown) => {
        throw toDeliveryError(thrown);
      });
      return { receipt: readQueueId(response), acknowledged: false };
    },
    close: () => {
      mailer.close();
    },
  };
}

/** The subject shows on lock screens and in logs of mail servers: codes only, no word of the witness. */
export function composeSubject(tip: Tip): string {
  const state = tip.jurisdictions.length === 0 ? 'US' : tip.jurisdictions.join('+');
  const marks = [tip.provenance.test ? 'TEST' : '', tip.status === 'withdrawn' ? 'WITHDRAWN' : ''];
  return [...marks, URGENCY_LABELS[tip.urgency], tip.reference, state, `revision ${tip.revision}`]
    .filter(Boolean)
    .join(' | ');
}

function composeMail(
  { idempotencyKey, tip, previous, createdAt }: Parcel,
  { to, domain, signLabels }: { to: string; domain: string; signLabels: SignLabels },
) {
  const messageId = (revision: number): string => `<${tip.id}.${revision}@${domain}>`;
  const first = messageId(1);
  const changes = previous === undefined ? [] : listChanges(previous, tip);
  return {
    to,
    date: createdAt,
    subject: composeSubject(tip),
    messageId: messageId(tip.revision),
    ...(tip.revision > 1 ? { inReplyTo: first, references: [first] } : {}),
    headers: { 'X-Idempotency-Key': idempotencyKey, 'Auto-Submitted': 'auto-generated' },
    ...(tip.urgency === 'immediate_danger' ? { priority: 'high' as const } : {}),
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

/** "250 2.0.0 Ok: queued as 4XyZ": the id by which the mail server's operators find it again. */
function readQueueId(response: string): string | undefined {
  return pickReceipt(/queued as <?([A-Za-z0-9._-]+)/i.exec(response)?.[1]);
}

function toDeliveryError(thrown: unknown): SightlineError {
  if (!(thrown instanceof MailFault)) return unavailable('email', 'failed');
  return thrown.kind === 'refused' ? refused('email', thrown.reason) : unavailable('email', thrown.reason);
}
