/**
 * Reads the delivery status notifications of an IMAP mailbox (BOUNCE_IMAP_URL). Of each unread mail only the
 * Content-Type is looked at; no other mail is opened, so what people write stays theirs and stays unread. A
 * notification that was taken is marked as read.
 *
 * Outside the own machine the connection is encrypted from the start (imaps://) or by STARTTLS, or there is none.
 */

import { type ImapFlow } from 'imapflow';
import { SightlineError } from '../../errors.js';

/** True: taken, it need not be read again. */
export type TakeNotification = (source: Buffer) => Promise<boolean>;

export interface BounceMailbox {
  /** Hands each new notification over, oldest first; the number of those taken. Ends early when `signal` aborts. */
  readNew(take: TakeNotification, signal?: AbortSignal): Promise<number>;
  /** Connects and opens the mailbox, and no more. */
  check(): Promise<void>;
}

const TIMEOUT_MS = 15_000;
/** A notification is small, also one that returns a whole mail; what is cut off is the end of that. */
const MAX_SOURCE_BYTES = 512 * 1024;
/** A mailbox that was neglected for years is worked off in parts. */
const MAX_LOOKED_AT = 500;

export function createBounceMailbox(imapUrl: string): BounceMailbox {
  const address = readAddress(imapUrl);
  // Mails that were looked at in this process and are none of ours: not looked at again.
  const place: Place = { uidValidity: undefined, nextUid: 1 };
  return {
    readNew: (take, signal) => withMailbox(address, (client) => readFrom(client, place, take), signal),
    check: () => withMailbox(address, () => Promise.resolve()),
  };
}

interface Place {
  uidValidity: bigint | undefined;
  nextUid: number;
}

async function readFrom(client: ImapFlow, place: Place, take: TakeNotification): Promise<number> {
  const { uidValidity } = client.mailbox === false ? { uidValidity: undefined } : client.mailbox;
  if (place.uidValidity !== uidValidity) Object.assign(place, { uidValidity, nextUid: 1 });
  const unread = await client.search({ seen: false, uid: `${place.nextUid}:*` }, { uid: true });
  // "7:*" means the last mail even when there is no 7th.
  if (!Array.isArray(unread)) throw unreadable('search');
  const uids = unread.filter((uid) => uid >= place.nextUid).slice(0, MAX_LOOKED_AT);
  let taken = 0;
  for (const { uid, isReport } of await lookAt(client, uids)) {
    if (isReport) {
      const found = await client.fetchOne(
        String(uid),
        { source: { start: 0, maxLength: MAX_SOURCE_BYTES } },
        { uid: true },
      );
      if (found !== false && found.source !== undefined && (await take(found.source))) {
        await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
        taken += 1;
      }
    }
    place.nextUid = uid + 1;
  }
  return taken;
}

async function lookAt(
  client: ImapFlow,
  uids: readonly number[],
): Promise<{ uid: number; isReport: boolean }[]> {
  if (uids.length === 0) return [];
  const mails = await client.fetchAll(
    uids.join(','),
    { uid: true, headers: ['content-type'] },
    { uid: true },
  );
  return mails
    .map(({ uid, headers }) => ({
      uid,
      isReport: /multipart\/report[\s\S]*delivery-status/i.test(headers?.toString('latin1') ?? ''),
    }))
    .toSorted((one, other) => one.uid - other.uid);
}

async function withMailbox<Result>(
  address: Address,
  work: (client: ImapFlow) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client({
    ...address.server,
    logger: false,
    disableAutoIdle: true,
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
  });
  // What breaks shows in the command under way; without a listener it would end the process.
  client.on('error', () => undefined);
  const cut = () => {
    client.close();
  };
  signal?.addEventListener('abort', cut);
  try {
    await client.connect();
    const lock = await client.getMailboxLock(address.mailbox);
    try {
      return await work(client);
    } finally {
      lock.release();
    }
  } catch (thrown) {
    throw toMailboxError(thrown);
  } finally {
    signal?.removeEventListener('abort', cut);
    await client.logout().catch(cut);
  }
}

/** An IMAP error quotes commands and answers, so only what kind it is passes. */
function toMailboxError(thrown: unknown): SightlineError {
  if (thrown instanceof SightlineError) return thrown;
  const { authenticationFailed, code, serverResponseCode } = thrown as Record<string, unknown>;
  if (authenticationFailed === true)
    return new SightlineError(
      'PROVIDER_REFUSED',
      'BOUNCE_IMAP_URL: the mail server refuses the login; check user and password, URL-encoded',
      {
        providerCode: 'login',
        retryable: true,
      },
    );
  const name = [serverResponseCode, code].find(
    (value): value is string => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,30}$/.test(value),
  );
  return unreadable(name ?? 'failed');
}

function unreadable(providerCode: string): SightlineError {
  return new SightlineError(
    'PROVIDER_UNAVAILABLE',
    `BOUNCE_IMAP_URL: the mailbox cannot be read (${providerCode}); check host, port and the name of the mailbox`,
    { providerCode },
  );
}

interface Address {
  server: {
    host: string;
    port: number;
    secure: boolean;
    doSTARTTLS?: boolean;
    auth: { user: string; pass: string };
  };
  mailbox: string;
}

function readAddress(imapUrl: string): Address {
  try {
    const { protocol, hostname, port, username, password, pathname } = new URL(imapUrl);
    const secure = protocol === 'imaps:';
    const isOwnMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
    return {
      server: {
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? (secure ? 993 : 143) : Number(port),
        secure,
        ...(secure ? {} : { doSTARTTLS: !isOwnMachine }),
        auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      },
      mailbox: decodeURIComponent(pathname.slice(1)) || 'INBOX',
    };
  } catch {
    // The cause would quote the password.
    throw new SightlineError(
      'SETTINGS_INVALID',
      'BOUNCE_IMAP_URL: must be imaps://user:password@host/mailbox',
    );
  }
}
