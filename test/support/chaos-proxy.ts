/** A TCP proxy that does to connections what networks and broken servers do. Real bytes both ways, for HTTP and SMTP. */

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * cutRequest: some bytes of ours arrive, then the line is dead. cutAnswer: all of ours arrives, of theirs only some bytes.
 * garbage: an answer in no protocol. hang: taken and never answered. refuse: closed at once.
 */
export type Chaos = 'cutRequest' | 'cutAnswer' | 'garbage' | 'hang' | 'refuse';

export interface ChaosProxy {
  port: number;
  /** The next connections; open ones are cut. */
  break(how: Chaos, times: number): void;
  stop(): Promise<void>;
}

const SOME_BYTES = 40;

export async function startChaosProxy(target: { host: string; port: number }): Promise<ChaosProxy> {
  const sockets = new Set<Socket>();
  let broken: { how: Chaos; left: number } | undefined;
  const server = createServer((client) => {
    keep(sockets, client);
    const how = broken !== undefined && broken.left-- > 0 ? broken.how : undefined;
    if (how === 'refuse') client.destroy();
    else if (how === 'garbage') client.end('\u0000\u0001 what is this?\r\n\r\n');
    else if (how !== 'hang') forward(sockets, client, target, how);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    break(how, times) {
      broken = { how, left: times };
      for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function forward(
  sockets: Set<Socket>,
  client: Socket,
  target: { host: string; port: number },
  how: 'cutRequest' | 'cutAnswer' | undefined,
): void {
  const upstream = keep(sockets, connect(target));
  const cut = () => {
    client.destroy();
    upstream.destroy();
  };
  let sent = 0;
  let answered = 0;
  client.on('data', (bytes: Buffer) => {
    sent += bytes.length;
    if (how === 'cutRequest' && sent > SOME_BYTES) {
      upstream.write(bytes.subarray(0, SOME_BYTES), cut);
      return;
    }
    upstream.write(bytes);
  });
  upstream.on('data', (bytes: Buffer) => {
    answered += bytes.length;
    if (how === 'cutAnswer' && answered > SOME_BYTES) client.write(bytes.subarray(0, SOME_BYTES), cut);
    else client.write(bytes);
  });
  client.on('close', () => upstream.end());
  upstream.on('close', () => client.end());
}

function keep(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
  return socket;
}
