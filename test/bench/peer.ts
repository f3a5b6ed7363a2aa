/**
 * The peer: a plain Botkit 4.15 bot with its own dialogs and MemoryStorage, as its documentation builds one. Its
 * adapter does what Botkit's own Twilio adapter does: check the signature, run the turn, answer by Twilio's API inside
 * the turn, then 200. Nothing is durable and nothing is handed off. Its HTTP server, its body parser, its
 * signature check and its Twilio client are the very ones the program uses.
 */

import { type AddressInfo } from 'node:net';
import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  MemoryStorage,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { Botkit, BotkitConversation } from 'botkit';
import express, { type Request, type Response } from 'express';
import twilio from 'twilio';
import { createTwilioClient } from '../../src/channels/sms/twilio-client.js';
import { LINE, PEER_ANSWERS } from './story.js';

class PeerAdapter extends BotAdapter {
  readonly #client = createTwilioClient({
    accountSid: LINE.accountSid,
    authToken: LINE.authToken,
    from: { number: LINE.number },
    apiUrl: process.env.TWILIO_API_URL,
  });

  /** Called by Botkit for its webhook address. */
  async processActivity(
    request: Request,
    response: Response,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const event = request.body as Record<string, string>;
    const signature = request.get('x-twilio-signature') ?? '';
    const url = LINE.publicUrl + request.originalUrl;
    if (!twilio.validateRequest(LINE.authToken, signature, url, event)) {
      response.status(400).send({ error: 'Invalid signature.' });
      return;
    }
    const activity = {
      id: event.MessageSid,
      timestamp: new Date(),
      channelId: 'twilio-sms',
      conversation: { id: event.From },
      from: { id: event.From },
      recipient: { id: event.To },
      text: event.Body,
      channelData: event,
      type: ActivityTypes.Message,
    } as Partial<Activity>;
    await this.runMiddleware(new TurnContext(this, activity), logic);
    response.status(200).end();
  }

  override async sendActivities(
    _context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type !== ActivityTypes.Message) continue;
      const sent = await this.#client.messages.create({
        body: activity.text ?? '',
        from: LINE.number,
        to: activity.conversation?.id ?? '',
      });
      responses.push({ id: sent.sid });
    }
    return responses;
  }

  override updateActivity(): Promise<void> {
    return Promise.resolve();
  }

  override deleteActivity(): Promise<void> {
    return Promise.resolve();
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference({ type: 'event' }, reference, true);
    await this.runMiddleware(new TurnContext(this, activity), logic);
  }
}

const app = express();
app.use(express.urlencoded({ extended: false }));
const controller = new Botkit({
  adapter: new PeerAdapter(),
  webserver: app,
  webhook_uri: '/twilio/sms',
  storage: new MemoryStorage(),
  disable_console: true,
});
const story = new BotkitConversation('tip', controller);
story.ask(PEER_ANSWERS.vehicle, [], 'vehicle');
story.ask(PEER_ANSWERS.callback, [], 'callback');
story.ask(PEER_ANSWERS.review, [], 'review');
story.say(PEER_ANSWERS.sent);
controller.addDialog(story);
controller.on('message', async (bot) => {
  await bot.beginDialog('tip');
});
controller.ready(() => {
  const server = app.listen(0, '127.0.0.1', () => {
    process.stdout.write(`The peer listens on port ${(server.address() as AddressInfo).port}.\n`);
  });
});
process.on('disconnect', () => process.exit(0));
