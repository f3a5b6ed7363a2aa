/**
 * The hotline's mailbox: a real SMTP server on loopback that keeps what it accepts, readable. Faults stand for what mail
 * servers do: refuse for now (4xx), refuse for good (5xx), hang, or take the mail and lose the line before saying so.
 */

import { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { createFaults } from './faults.js';
import { createJournal } from './journal.js';
import { type FaultControls } from './loopback-server.js';

export interface MailboxOptions {
  /** Bounds the memory under load: about this many mails are kept. */
  keepLast?: number;
  /** Default true: delivery status notifications can be asked for (RFC 3461). */
  offersDsn?: boolean;
}

export interface ReceivedMail {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  attachments: { filename: string; contentType: string; content: Buffer }[];
  /** Lower-case names; a repeated header is joined by line breaks. */
  headers: Record<string, string>;
  /** What was asked to be told about it, by MAIL FROM and RCPT TO. */
  dsn: { ret: string | null; envid: string | null; notify: string[] };
  /** MAIL FROM: where a bounce goes. */
  envelopeFrom: string;
  receivedAt: Date;
}

export interface MailFault {
  stage: 'connect' | 'rcpt' | 'data';
  /** SMTP reply, for example 421, 450, 451, 550, 554. Without it (and without dropSocket) the stage is only slow. */
  code?: number;
  hangMs?: number;
  /** Closes the connection without an answer. */
  dropSocket?: boolean;
  times?: number;
  forMs?: number;
  /** `after`, at stage data: the mail is kept, its acceptance is not told. Default `before`. */
  when?: 'before' | 'after';
}

export interface Mailbox extends FaultControls<MailFault> {
  /** For SMTP_URL. */
  readonly url: string;
  /** Every accepted mail, in order; the same Message-ID twice is two entries. */
  readonly mails: readonly ReceivedMail[];
  subscribe(listener: (mail: ReceivedMail) => void): () => void;
  stop(): Promise<void>;
}

type Answer = (error?: Error | null) => void;

export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const mails = createJournal<ReceivedMail>({ keepLast: options.keepLast });
  const faults = createFaults<MailFault>();
  const sockets = new Map<number, Socket>();

  const stage = async (
    at: MailFault['stage'],
    session: SMTPServerSession,
    answer: Answer,
    accept?: () => void,
  ) => {
    const fault = faults.take((candidate) => candidate.stage === at);
    if (fault?.when === 'after') accept?.();
    if (fault?.hangMs !== undefined) await sleep(fault.hangMs, undefined, { ref: false });
    if (fault?.dropSocket === true) {
      sockets.get(session.remotePort)?.destroy();
      return;
    }
    if (fault?.code !== undefined) {
      answer(Object.assign(new Error('refused on request'), { responseCode: fault.code }));
      return;
    }
    if (fault?.when !== 'after') accept?.();
    answer();
  };

  const smtpOptions: SMTPServerOptions = {
    banner: 'Sightline stand-in',
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hideDSN: options.offersDsn === false,
    logger: false,
    closeTimeout: 1,
    onAuth: (auth, _session, callback) => {
      callback(null, { user: auth.username });
    },
    onConnect: (session, callback) => void stage('connect', session, callback),
    onRcptTo: (_address, session, callback) => void stage('rcpt', session, callback),
    onData: (stream, session, callback) => {
      simpleParser(stream)
        .then((parsed) =>
          stage('data', session, callback, () => {
            mails.add(toReceivedMail(parsed, session));
          }),
        )
        .catch((error: unknown) => {
          callback(error instanceof Error ? error : new Error('unreadable mail'));
        });
    },
  };

  async function open(port: number): Promise<SMTPServer> {
    const opened = new SMTPServer(smtpOptions);
    // A client that goes away mid-mail is an ordinary event here.
    opened.on('error', () => undefined);
    opened.server.on('connection', (socket: Socket) => {
      const clientPort = socket.remotePort ?? 0;
      sockets.set(clientPort, socket);
      socket.on('close', () => sockets.delete(clientPort));
    });
    await new Promise<void>((resolve, reject) => {
      opened.server.once('error', reject);
      opened.listen(port, '127.0.0.1', () => {
        opened.server.off('error', reject);
        resolve();
      });
    });
    return opened;
  }

  async function close(): Promise<void> {
    const closing = new Promise<void>((resolve) => {
      server.close(resolve);
    });
    for (const socket of sockets.values()) socket.destroy();
    await closing;
  }

  let server = await open(0);
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails: mails.entries,
    subscribe: (listener) => mails.subscribe(listener),
    fault: (fault) => faults.add(fault),
    clearFaults: () => {
      faults.clear();
    },
    goDown: close,
    comeBack: async () => {
      server = await open(port);
    },
    stop: close,
  };
}

function toReceivedMail(parsed: ParsedMail, { envelope }: SMTPServerSession): ReceivedMail {
  const headers: Record<string, string> = {};
  for (const { key, line } of parsed.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  }
  return {
    messageId: parsed.messageId ?? '',
    from: addressText(parsed.from),
    to: addressText(parsed.to),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    attachments: parsed.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? '',
      contentType,
      content,
    })),
    headers,
    dsn: {
      ret: envelope.dsn?.ret ?? null,
      envid: envelope.dsn?.envid ?? null,
      notify: envelope.rcptTo[0]?.dsn?.notify ?? [],
    },
    envelopeFrom: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    receivedAt: new Date(),
  };
}

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  return [address ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}
