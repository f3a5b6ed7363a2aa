/**
 * Mails a tip to the hotline (compose-mail.ts). All revisions of a tip form one thread: the Message-ID is made from tip
 * and revision, and later ones refer to the first. A repeated attempt has the same Message-ID, by which mail systems
 * drop a duplicate. A failure that the mail system finds later comes back as a bounce (bounces/).
 *
 * Only the server's 250 after the message counts as handed over. Its 4xx and any silence mean "later"
 * (DELIVERY_UNAVAILABLE); its 5xx, a refused login and an unusable TLS mean DELIVERY_REFUSED. Outside the own
 * machine TLS is required; SMTP_URL can say otherwise (`?requireTLS=false`).
 */

import { createTransport } from 'nodemailer';
import { SightlineError } from '../errors.js';
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

const TIMEOUT_MS = 10_000;
/** For the whole of one mail: a server that trickles its answers is never silent long enough for a socket timeout. */
const DEADLINE_FACTOR = 3;

export function createEmailRoute(options: EmailRouteOptions): HotlineRoute {
  const { smtpUrl, to, pgpKeyFile, now = () => new Date() } = options;
  const { timeoutMs = TIMEOUT_MS, signLabels = {} } = options;
  const server = readServer(smtpUrl);
  const from = options.from ?? defaultFrom(server);
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    // Our own job tries again. A requeue inside the pool would not know whether the first one was accepted.
    maxRequeues: 0,
    requireTLS: !isLoopback(server.hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Idle connections that break are the pool's own business; a message that fails says so itself.
  transport.on('error', () => undefined);

  return {
    name: 'email',
    async deliver(parcel) {
      const mail = await composeMail(parcel, { from, to, signLabels, pgpKeyFile, now });
      const signal = AbortSignal.timeout(timeoutMs * DEADLINE_FACTOR);
      const info = await transport.sendMail({ ...mail, signal }).catch((thrown: unknown) => {
        throw toDeliveryError(thrown);
      });
      if (info.accepted.length === 0) throw refused('email', 'no recipient accepted');
      return { receipt: readQueueId(info.response), acknowledged: false };
    },
    close: () => {
      transport.close();
    },
  };
}

/** "250 2.0.0 Ok: queued as 4XyZ": the id by which the mail server's operators find it again. */
function readQueueId(response: string): string | undefined {
  return pickReceipt(/queued as <?([A-Za-z0-9._-]+)/i.exec(response)?.[1]);
}

/** Faults of login and TLS: someone must mend them. */
const REFUSED_CODES = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'EREQUIRETLS']);

/** A mailer's error quotes addresses and answers, so only its code or number passes. */
function toDeliveryError(thrown: unknown): SightlineError {
  const { code, responseCode } = thrown as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  const name = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,30}$/.test(code) ? code : 'failed';
  const reason = status === undefined ? name : String(status);
  if (status !== undefined ? status >= 500 : REFUSED_CODES.has(name)) return refused('email', reason);
  return unavailable('email', reason);
}

interface Server {
  user: string;
  hostname: string;
}

function readServer(smtpUrl: string): Server {
  try {
    const { username, hostname } = new URL(smtpUrl);
    return { user: decodeURIComponent(username), hostname };
  } catch {
    // The cause would quote the password.
    throw new SightlineError('SETTINGS_INVALID', 'SMTP_URL: must be smtp://user:password@host:port');
  }
}

function defaultFrom({ user, hostname }: Server): string {
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(user)) return user;
  return `sightline@${isAddress(hostname) ? 'localhost' : hostname}`;
}

/** An IP address, which is no domain for a mail address. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
