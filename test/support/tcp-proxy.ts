/**
 * A TCP proxy on loopback that can refuse, cut or swallow connections: the network between the program and its
 * database. `hang` is the bad one: connections stay open and nothing passes, as with a machine that lost its power.
 */

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Open connections are cut, new ones refused. */
  refuse(): Promise<void>;
  /** Open connections are cut; new ones pass. */
  cut(): void;
  /** Open and new connections stay, and no byte passes. */
  hang(): Promise<void>;
  /** All well again. What hung is cut off now. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<readonly Socket[]>();
  let hanging = false;
  const server = createServer((client) => {
    const upstream = connect(target);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client]] as const) {
      from.setNoDelay(true);
      from.on('data', (chunk) => {
        if (!hanging) to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        // A machine without power says no good-bye either.
        if (hanging) return;
        to.destroy();
        pairs.delete(pair);
      });
    }
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;

  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const close = async () => {
    cut();
    if (!server.listening) return;
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    port,
    cut,
    refuse: close,
    hang: () => {
      hanging = true;
      return Promise.resolve();
    },
    async heal() {
      if (hanging) cut();
      hanging = false;
      if (!server.listening) await listen(server, port);
    },
    stop: close,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
