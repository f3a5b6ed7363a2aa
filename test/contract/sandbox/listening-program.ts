/** A stand-in for our own program, for the tests of the stand-ins: it records what it is sent and answers a status. */

import { startLoopbackServer, type LoopbackRequest } from '../../../src/sandbox/stand-ins/loopback-server.js';

export interface ListeningProgram {
  url: string;
  requests: LoopbackRequest[];
  /** Statuses for the next requests; then 200. */
  answerNext: (...statuses: number[]) => void;
  stop: () => Promise<void>;
}

export async function startListeningProgram(): Promise<ListeningProgram> {
  const requests: LoopbackRequest[] = [];
  const statuses: number[] = [];
  const server = await startLoopbackServer({
    parse: (request: LoopbackRequest) => request,
    answer: (request) => {
      requests.push(request);
      return { status: statuses.shift() ?? 200, body: '<Response/>' };
    },
    faultBody: () => '',
  });
  return {
    url: server.url,
    requests,
    answerNext: (...next) => {
      statuses.push(...next);
    },
    stop: () => server.stop(),
  };
}

/** Waits until the condition holds; fails after fifteen seconds. */
export async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within fifteen seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
