/**
 * The page's event stream (Server-Sent Events): everything there is on connecting, then every change. The clock is read from
 * the program while somebody looks, and sent when it differs. A page that reconnects starts from the whole again.
 */

import { type Response } from 'express';
import { type Sandbox } from './sandbox.js';
import {
  viewCall,
  viewEverything,
  viewMail,
  viewPost,
  viewScreen,
  viewSlackMessage,
  viewText,
  type SandboxTip,
} from './sandbox-view.js';

export interface SandboxClock {
  /** The newest tips, newest first; a few dozen are enough. */
  listTips: () => Promise<SandboxTip[]>;
}

const CLOCK_INTERVAL_MS = 400;
const KEEP_ALIVE_MS = 15_000;

export function streamEvents(sandbox: Sandbox, clock: SandboxClock, response: Response): void {
  const { twilio, slack, mailbox, hotline } = sandbox.standIns;
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  const send = (event: string, data: unknown) => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  send('snapshot', viewEverything(sandbox));
  const ends = [
    twilio.subscribe((message) => {
      send('text', viewText(sandbox, message));
    }),
    twilio.subscribeCalls((call) => {
      if (call.parentCallSid === null) send('call', viewCall(call));
    }),
    sandbox.phone.subscribe(() => {
      send('phone', sandbox.phone.state);
    }),
    slack.workspace.views.subscribe((user) => {
      send('screen', { user, ...viewScreen(sandbox, user) });
    }),
    slack.subscribe((message) => {
      send('slack', viewSlackMessage(sandbox, message));
    }),
    mailbox.subscribe((mail) => {
      send('mail', viewMail(mail));
    }),
    hotline.subscribe((post) => {
      send('post', viewPost(post));
    }),
    watchClock(clock, send),
    every(KEEP_ALIVE_MS, () => response.write(': still here\n\n')),
  ];
  const end = () => {
    sandbox.stopped.removeEventListener('abort', end);
    for (const stop of ends.splice(0)) stop();
    response.end();
  };
  sandbox.stopped.addEventListener('abort', end);
  response.on('close', end);
}

/** `available: false`: the program could not read its database just now. */
function watchClock(clock: SandboxClock, send: (event: string, data: unknown) => void): () => void {
  let last = '';
  let isReading = false;
  let isOver = false;
  const tell = (state: { available: boolean; tips: SandboxTip[] }) => {
    const text = JSON.stringify(state);
    if (text === last || isOver) return;
    last = text;
    send('clock', { ...state, now: new Date() });
  };
  const read = () => {
    if (isReading) return;
    isReading = true;
    clock
      .listTips()
      .then(
        (tips) => {
          tell({ available: true, tips });
        },
        () => {
          tell({ available: false, tips: [] });
        },
      )
      .finally(() => {
        isReading = false;
      });
  };
  read();
  const stop = every(CLOCK_INTERVAL_MS, read);
  return () => {
    isOver = true;
    stop();
  };
}

function every(milliseconds: number, action: () => void): () => void {
  const timer = setInterval(action, milliseconds);
  return () => {
    clearInterval(timer);
  };
}
