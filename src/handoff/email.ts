/**
 * Mails a tip to the hotline (compose-mail.ts). All revisions of a tip form one thread: the Message-ID is made from tip
 * and revision, and later ones refer to the first. A repeated attempt has the same Message-ID, by which mail systems
 * drop a duplicate. A failure that the mail system finds later comes back as a bounce (bounces/).
 *
 * Only the server's 250 after the message counts as handed over. Its 4xx and any silence mean "later"
 * (DELIVERY_UNAVAILABLE); its 5xx, a refused login and an unusable TLS mean DELIVERY_REFUSED (mailer.ts).
 */

import { type SightlineError } from '../errors.js';
import { createMailer, MailFault } from '../mailer.js';
import { type SignLabels } from '../tip/labels.js';
import { composeMail } from './compose-mail.js';
import { type HotlineRoute, pickReceipt, refused, unavailable } from './route.js';

export interface EmailRouteOptions {
  smtpUrl: string;
  to: string;
  /** Default: the user of SMTP_URL when that is an address, else `sightline@<mail server>`. */
  from?: string | undefined;
  /** File with the hotline's public PGP key: text and JSON are encrypted to it, or do not leave. */
  pgpKeyFile?: string | undefined;
  now?: () => Date;
  signLabels?: SignLabels;
  timeoutMs?: number;
}

export function createEmailRoute(options: EmailRouteOptions): HotlineRoute {
  const { to, pgpKeyFile, signLabels = {}, now = () => new Date() } = options;
  const mailer = createMailer(options);
  const { from } = mailer;
  return {
    name: 'email',
    async deliver(parcel) {
      const mail = await composeMail(parcel, { from, to, signLabels, pgpKeyFile, now });
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

/** "250 2.0.0 Ok: queued as 4XyZ": the id by which the mail server's operators find it again. */
function readQueueId(response: string): string | undefined {
  return pickReceipt(/queued as <?([A-Za-z0-9._-]+)/i.exec(response)?.[1]);
}

function toDeliveryError(thrown: unknown): SightlineError {
  if (!(thrown instanceof MailFault)) return unavailable('email', 'failed');
  return thrown.kind === 'refused' ? refused('email', thrown.reason) : unavailable('email', thrown.reason);
}
