/**
 * A mailbox behind IMAP4rev1 (RFC 3501) on loopback, as much of it as reading bounces with the real client needs: log in,
 * open, search unread, fetch, flag. Mails are put in with `deliver`.
 */

import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface StoredMail {
  uid: number;
  flags: Set<string>;
  source: Buffer;
  /** How often its whole text was fetched. */
  opened: number;
}

export interface ImapStandIn {
  /** For BOUNCE_IMAP_URL. */
  readonly url: string;
  readonly mails: readonly StoredMail[];
  /** Sessions that logged in. */
  readonly logins: number;
  deliver(source: string): StoredMail;
  /** As a server does after it was restored: all numbers anew. */
  renumber(): void;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

export const IMAP_USER = 'bounces@line.example';
export const IMAP_PASSWORD = 'imap:secret/1';

export async function startImapStandIn(): Promise<ImapStandIn> {
  const mails: StoredMail[] = [];
  const sockets = new Set<Socket>();
  const state = { uidValidity: 1, nextUid: 1, logins: 0 };

  const open = async (port: number) => {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
      serve(socket, mails, state);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  const login = `${encodeURIComponent(IMAP_USER)}:${encodeURIComponent(IMAP_PASSWORD)}`;

  return {
    url: `imap://${login}@127.0.0.1:${port}/INBOX`,
    mails,
    get logins() {
      return state.logins;
    },
    deliver(source) {
      const crlf = source.replace(/\r?\n/g, '\r\n');
      const mail = {
        uid: state.nextUid++,
        flags: new Set<string>(),
        source: Buffer.from(crlf, 'latin1'),
        opened: 0,
      };
      mails.push(mail);
      return mail;
    },
    renumber() {
      state.uidValidity += 1;
      state.nextUid = 1;
      for (const mail of mails) mail.uid = state.nextUid++;
    },
    goDown: close,
    comeBack: async () => {
      server = await open(port);
    },
    stop: close,
  };
}

interface State {
  uidValidity: number;
  nextUid: number;
  logins: number;
}

function serve(socket: Socket, mails: StoredMail[], state: State): void {
  const say = (line: string): void => {
    socket.write(`${line}\r\n`, 'latin1');
  };
  say('* OK [CAPABILITY IMAP4rev1] ready');
  let buffered = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    buffered += chunk;
    const lines = buffered.split('\r\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) {
      const [, tag = '*', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
      say(`${tag} ${answer(command, { say, socket, mails, state })}`);
      if (/^LOGOUT$/i.test(command)) socket.end();
    }
  });
}

interface Session {
  say: (line: string) => void;
  socket: Socket;
  mails: StoredMail[];
  state: State;
}

/** The tagged answer; untagged ones are said before. */
function answer(command: string, { say, socket, mails, state }: Session): string {
  const name = (/^(UID )?\w+/i.exec(command)?.[0] ?? '').toUpperCase();
  switch (name) {
    case 'LOGIN': {
      const right = command.includes(IMAP_USER) && command.includes(IMAP_PASSWORD);
      if (!right) return 'NO [AUTHENTICATIONFAILED] no';
      state.logins += 1;
      return 'OK [CAPABILITY IMAP4rev1] in';
    }
    case 'CAPABILITY':
      say('* CAPABILITY IMAP4rev1');
      return 'OK';
    case 'LIST':
    case 'LSUB':
      say(`* ${name} (\\HasNoChildren) "/" INBOX`);
      return 'OK';
    case 'SELECT':
      if (!/INBOX/i.test(command)) return 'NO [NONEXISTENT] no such mailbox';
      say(`* ${mails.length} EXISTS`);
      say('* FLAGS (\\Seen)');
      say(`* OK [UIDVALIDITY ${state.uidValidity}] ok`);
      say(`* OK [UIDNEXT ${state.nextUid}] ok`);
      return 'OK [READ-WRITE] open';
    case 'UID SEARCH': {
      const inRange = readRange(/UID (\S+)/i.exec(command.slice(4))?.[1] ?? '1:*', mails);
      const found = inRange.filter(({ flags }) => !/UNSEEN/i.test(command) || !flags.has('\\Seen'));
      say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trimEnd());
      return 'OK';
    }
    case 'UID FETCH': {
      const range = command.split(' ')[2] ?? '';
      for (const mail of readRange(range, mails)) sendMail(socket, mail, mails.indexOf(mail) + 1, command);
      return 'OK';
    }
    case 'UID STORE':
      for (const mail of readRange(command.split(' ')[2] ?? '', mails)) mail.flags.add('\\Seen');
      return 'OK';
    case 'LOGOUT':
      say('* BYE');
      return 'OK';
    case 'NOOP':
    case 'CLOSE':
    case 'UNSELECT':
      return 'OK';
    default:
      return 'BAD not here';
  }
}

/** `7:*` holds the last mail even when there is no 7th (RFC 3501, section 6.4.8). */
function readRange(range: string, mails: readonly StoredMail[]): StoredMail[] {
  const last = mails.at(-1)?.uid ?? 0;
  const parts = range.split(',').map((part) => {
    const [from = 0, to = from] = part.split(':').map((end) => (end === '*' ? last : Number(end)));
    return [Math.min(from, to), Math.max(from, to)] as const;
  });
  return mails.filter(({ uid }) => parts.some(([from, to]) => uid >= from && uid <= to));
}

function sendMail(socket: Socket, mail: StoredMail, sequence: number, command: string): void {
  const items: string[] = [`UID ${mail.uid}`, `FLAGS (${[...mail.flags].join(' ')})`];
  const header = /BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]/i.exec(command);
  if (header !== null) {
    const wanted = (header[1] ?? '').replaceAll('"', '').toLowerCase().split(' ');
    const text = `${pickHeaders(mail.source, wanted).join('\r\n')}\r\n\r\n`;
    items.push(`BODY[HEADER.FIELDS (${header[1] ?? ''})] {${text.length}}\r\n${text}`);
  }
  const whole = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(command);
  if (whole !== null) {
    mail.opened += 1;
    const start = Number(whole[1] ?? 0);
    const part = mail.source.subarray(start, start + Number(whole[2] ?? mail.source.length));
    items.push(
      `BODY[]${whole[1] === undefined ? '' : `<${start}>`} {${part.length}}\r\n${part.toString('latin1')}`,
    );
  }
  socket.write(`* ${sequence} FETCH (${items.join(' ')})\r\n`, 'latin1');
}

function pickHeaders(source: Buffer, wanted: readonly string[]): string[] {
  const [head = ''] = source.toString('latin1').split('\r\n\r\n', 1);
  return head
    .split(/\r\n(?![ \t])/)
    .filter((line) => wanted.includes(line.slice(0, line.indexOf(':')).toLowerCase()));
}
