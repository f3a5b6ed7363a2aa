/** The server's port on 127.0.0.1: the same from start to start while nobody else has taken it. */
import { createServer } from 'node:net';
import { readIfPresent } from './files.js';

export async function recordedPort(file: string): Promise<number | undefined> {
  const port = Number(await readIfPresent(file));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

export async function portIsFree(port: number): Promise<boolean> {
  return freePort(port).then(
    () => true,
    () => false,
  );
}

export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port on 127.0.0.1'));
      });
    });
  });
}
