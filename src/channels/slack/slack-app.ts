/**
 * Bolt on the one web server: everything Slack calls comes in at POST /slack/events. Bolt checks the signature,
 * answers `url_verification` and finds the listener. `processBeforeResponse` holds Slack's 200 back until the
 * listener is done, that is until the message is durable; a listener that fails turns it into a 5xx, and Slack
 * tries again. Bolt needs no call to Slack to start, so that a start does not depend on Slack.
 */

import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import { type WebClient } from '@slack/web-api';
import { Router, type RequestHandler } from 'express';
import { type ReceiveMessage } from '../../conversation/ports.js';
import { type DeskInteractions } from '../../liaison/ports.js';
import { describeError, type Logger } from '../../logger.js';
import { type SlackSettings } from '../../settings.js';
import { answerFault } from '../faults.js';
import { CHOICE_ACTION, replaceButtons } from './slack-blocks.js';
import { createSlackLogger, toClientOptions } from './slack-client.js';
import { registerDesk } from './slack-desk.js';
import { toCodedFault } from './slack-faults.js';
import { type Click, readClick, readDirectMessage, readPressed, toChoice } from './slack-payloads.js';

export interface SlackAppOptions {
  settings: SlackSettings;
  client: WebClient;
  /** The hub's `takeTurn`. */
  takeTurn: ReceiveMessage;
  logger: Logger;
  now?: () => Date;
}

export interface SlackApp {
  router: Router;
  /** Adds the desk's buttons, modals, commands and App Home; below Slack's three seconds each. */
  register: (interactions: DeskInteractions) => void;
}

const EVENTS_PATH = '/slack/events';
/** A block_actions payload repeats the message it comes from. */
const BODY_LIMIT = '512kb';

export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { settings, client, takeTurn, logger, now = () => new Date() } = options;
  const slackLogger = createSlackLogger(logger);
  const answered = new WeakSet<object>();
  const receiver = new ExpressReceiver({
    signingSecret: settings.signingSecret,
    endpoints: EVENTS_PATH,
    processBeforeResponse: true,
    bodyLimit: BODY_LIMIT,
    logger: slackLogger,
    processEventErrorHandler: ({ error, response }) => {
      answered.add(response);
      answerFault(response, unwrapBoltError(error), EVENTS_PATH, logger);
      return Promise.resolve(true);
    },
  });
  const app = new App({
    receiver,
    // A fixed answer: with a token instead, Bolt calls auth.test before it takes an event.
    authorize: () => Promise.resolve({ botToken: settings.botToken }),
    clientOptions: toClientOptions(settings, logger),
    logger: slackLogger,
    logLevel: LogLevel.WARN,
    convoStore: false,
    ignoreSelf: false,
  });
  app.error((fault) => Promise.reject(fault));

  // Kept back until the listeners are done. Here and once, since a link button has no listener and one press may have two.
  app.use(async (args) => {
    if (args.body.type === 'block_actions') await args.ack?.();
    await args.next();
  });

  app.event('message', async ({ body }) => {
    const message = readDirectMessage(body, now());
    if (message !== undefined) await takeTurn(message);
  });

  app.action(CHOICE_ACTION, async ({ body }) => {
    const click = readClick(body);
    const message = toChoice(click, now());
    if (message === undefined) return;
    await takeTurn(message);
    void showChosen(client, click, logger);
  });

  for (const event of ['app_uninstalled', 'tokens_revoked'] as const)
    app.event(event, () => {
      logger.error({ channel: 'slack', reason: event }, 'the Slack app lost its access to the workspace');
      return Promise.resolve();
    });

  return {
    router: Router().use(EVENTS_PATH, noteRefusals(answered, logger)).use(receiver.router),
    register: (interactions) => {
      registerDesk(app, interactions);
    },
  };
}

/** Replaces the buttons by what was chosen. A nicety: when it fails the turn stands, and typing still works. */
async function showChosen(client: WebClient, click: Click, logger: Logger): Promise<void> {
  try {
    const { label, blocks } = readPressed(click);
    await client.chat.update({
      channel: click.channel.id,
      ts: click.message.ts,
      text: click.message.text ?? '',
      blocks: replaceButtons(blocks, label),
    });
  } catch (fault) {
    logger.debug({ ...describeError(toCodedFault(fault)), channel: 'slack' }, 'buttons left in place');
  }
}

/** What Bolt refuses by itself (401 signature, 400 and 413 body, 404 no listener) is one coded line too. */
function noteRefusals(answered: WeakSet<object>, logger: Logger): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => {
      // Bolt leaves the rest of a body that is too large unread, and the connection would wait for it.
      request.resume();
      const { statusCode: status } = response;
      if (status < 400 || answered.has(response)) return;
      const code = status === 401 ? 'SIGNATURE_INVALID' : 'MESSAGE_INVALID';
      logger.warn({ code, path: EVENTS_PATH, status }, 'request refused');
    });
    next();
  };
}

/** Bolt wraps what has no code, and collects what several listeners threw. */
function unwrapBoltError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  if ('originals' in error && Array.isArray(error.originals)) return unwrapBoltError(error.originals[0]);
  if ('original' in error) return unwrapBoltError(error.original);
  return error;
}
