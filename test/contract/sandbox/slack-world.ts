/** A workspace with several people, a group and a private channel, and a real Bolt app that answers it. */

import { type AddressInfo } from 'node:net';
import { App, ExpressReceiver, type ExpressReceiverOptions, LogLevel } from '@slack/bolt';
import { WebClient, type Logger } from '@slack/web-api';
import {
  startSlackStandIn,
  type SlackStandIn,
  type SlackStandInOptions,
} from '../../../src/sandbox/stand-ins/slack.js';

export const TOKEN = 'xoxb-for-tests';
export const SECRET = 'signing-secret-for-tests';
export const DANA = { id: 'U0LIAISON01', name: 'dana', realName: 'Dana Reyes' };
export const SAM = { id: 'U0LIAISON02', name: 'sam', realName: 'Sam Okafor', timeZone: 'America/Denver' };
export const LEE = { id: 'U0NEWCOMER1', name: 'lee', realName: 'Lee Park' };
export const GONE = { id: 'U0GONE00001', name: 'gone', realName: 'Gone Away', deleted: true };
export const MISSOURI = 'C0MISSOURI1';
export const OPEN_CHANNEL = 'C0GENERAL01';
export const UNINVITED = 'C0UNINVITED';
export const HIDDEN = 'C0HIDDEN001';
export const OLD = 'C0ARCHIVED1';

export interface SlackWorld {
  slack: SlackStandIn;
  app: App;
  client: WebClient;
  stop: () => Promise<void>;
}

/** Slack's libraries print what Slack complains about. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** As Bolt's own, except that Bolt's three seconds of waiting for ack() end with it, and keep no process alive. */
export const endOnFault: NonNullable<ExpressReceiverOptions['processEventErrorHandler']> = ({ response }) => {
  response.writeHead(500).end();
  return Promise.resolve(true);
};

export async function startSlackWorld(options: Partial<SlackStandInOptions> = {}): Promise<SlackWorld> {
  const slack = await startSlackStandIn({
    botToken: TOKEN,
    signingSecret: SECRET,
    users: [DANA, SAM, LEE, GONE],
    groups: [{ id: 'S0LIAISONS1', handle: 'mo-liaisons', name: 'Missouri', users: [DANA.id, SAM.id] }],
    channels: [
      { id: MISSOURI, name: 'mo-liaison', isPrivate: true, members: [DANA.id, SAM.id] },
      { id: OPEN_CHANNEL, name: 'general' },
      { id: UNINVITED, name: 'other', appIsMember: false },
      { id: HIDDEN, name: 'secret', isPrivate: true, appIsMember: false, members: [SAM.id] },
      { id: OLD, name: 'old', isArchived: true },
    ],
    ...options,
  });
  const clientOptions = {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
  };
  const receiver = new ExpressReceiver({
    signingSecret: SECRET,
    logger: silentLogger,
    processEventErrorHandler: endOnFault,
  });
  const app = new App({
    receiver,
    authorize: () => Promise.resolve({ botToken: TOKEN }),
    clientOptions,
    logger: silentLogger,
    convoStore: false,
  });
  const server = receiver.app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  slack.connect({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return {
    slack,
    app,
    client: new WebClient(TOKEN, clientOptions),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.stop();
    },
  };
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const button = (actionId: string, value: string) => ({
  type: 'button' as const,
  action_id: actionId,
  value,
  text: plain(actionId),
});
export const actions = (...elements: ReturnType<typeof button>[]) => ({ type: 'actions' as const, elements });
