/**
 * One mail server, as the routes to the hotline and the operators' alerts use it. Retries nothing: the jobs do. A fault
 * never quotes an address or an answer. Outside the own machine TLS is required; SMTP_URL can say otherwise
 * (`?requireTLS=false`).
 *
 * Only the server's 250 after the message counts. Its 4xx and any silence mean `unavailable`; its 5xx, a refused login
 * and an unusable TLS mean `refused`.
 */

import { createTransport, type SendMailOptions } from 'nodemailer';
import { SightlineError } from './errors.js';

export interface Mailer {
  /** Who mails are from. */
  from: string;
  /** The server's last answer. Throws MailFault. */
  send(mail: SendMailOptions): Promise<{ response: string }>;
  close(): void;
}

/** `reason`: an SMTP status or a code, safe to store. */
export class MailFault extends Error {
  constructor(
    readonly kind: 'refused' | 'unavailable',
    readonly reason: string,
  ) {
    super(`mail ${kind} (${reason})`);
  }
}

export interface MailerOptions {
  smtpUrl: string;
  /** Default: the user of SMTP_URL when that is an address, else `sightline@<mail server>`. */
  from?: string | undefined;
  timeoutMs?: number | undefined;
}

const TIMEOUT_MS = 10_000;
/** For the whole of one mail: a server that trickles its answers is never silent long enough for a socket timeout. */
const DEADLINE_FACTOR = 3;

export function createMailer({ smtpUrl, timeoutMs = TIMEOUT_MS, from: given }: MailerOptions): Mailer {
  const server = readServer(smtpUrl);
  const from = given ?? defaultFrom(server);
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
    from,
    async send(mail) {
      const signal = AbortSignal.timeout(timeoutMs * DEADLINE_FACTOR);
      const whole = { from: { name: 'Sightline tip line', address: from }, ...mail, signal };
      const info = await transport.sendMail(whole).catch((thrown: unknown) => {
        throw toMailFault(thrown);
      });
      if (info.accepted.length === 0) throw new MailFault('refused', 'no recipient accepted');
      return { response: info.response };
    },
    close: () => {
      transport.close();
    },
  };
}

/** Faults of login and TLS: someone must mend them. */
const REFUSED_CODES = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'EREQUIRETLS']);

/** A mailer's error quotes addresses and answers, so only its code or number passes. */
function toMailFault(thrown: unknown): MailFault {
  const { code, responseCode } = thrown as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  const name = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,30}$/.test(code) ? code : 'failed';
  const isRefused = status !== undefined ? status >= 500 : REFUSED_CODES.has(name);
  return new MailFault(isRefused ? 'refused' : 'unavailable', status === undefined ? name : String(status));
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
