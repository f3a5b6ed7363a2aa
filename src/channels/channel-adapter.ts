/**
 * What every channel's Bot Framework adapter has in common: how one of our messages becomes an activity on its
 * way in, and how an activity becomes one provider call on its way out. The provider itself is the subclass's
 * business. A message goes through Botkit by reference and is never copied, logged or kept.
 */

import { BotWorker, type BotkitMessage } from 'botkit';
import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { type InboundMessage, type OutgoingMessage, type SendOutcome } from '../conversation/ports.js';
import { SightlineError } from '../errors.js';

/** What `bot.say` gives back: besides the provider's id, whether the message went, and if not why. */
export interface SentResponse extends ResourceResponse {
  outcome: SendOutcome;
}

export abstract class ChannelAdapter extends BotAdapter {
  abstract readonly channel: InboundMessage['channel'];
  /** Botkit spawns this class instead of its own (see `Botkit.spawn`). */
  readonly botkit_worker = ForthrightBotWorker;

  /** One provider call. Throws PROVIDER_UNAVAILABLE for what is worth another try. */
  abstract deliver(message: OutgoingMessage): Promise<SendOutcome>;
  /** The provider's id of this message if it already left. */
  abstract findSent(message: OutgoingMessage): Promise<string | undefined>;

  /** Hands one received message to `logic` as a turn; a fault in it rejects. */
  async processActivity(
    message: InboundMessage,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    await this.runMiddleware(new TurnContext(this, toActivity(message)), logic);
  }

  override async sendActivities(
    _context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<SentResponse[]> {
    const responses: SentResponse[] = [];
    for (const activity of activities) {
      const outcome = await this.deliver(readOutgoing(activity));
      responses.push({ id: outcome.kind === 'sent' ? outcome.providerId : '', outcome });
    }
    return responses;
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const activity = TurnContext.applyConversationReference({ type: 'event' }, reference, true);
    await this.runMiddleware(new TurnContext(this, activity), logic);
  }
}

/**
 * Botkit's own `say` loses what the adapter throws: the promise never settles. This one does the same in the
 * open, so that `say` and `reply` reject. Its own `changeContext` builds the memory of a dialog for each message; there
 * are no dialogs.
 */
class ForthrightBotWorker extends BotWorker {
  override changeContext(reference: Partial<ConversationReference>): Promise<BotWorker> {
    const activity = TurnContext.applyConversationReference({ type: 'message' }, reference, true);
    const context = new TurnContext(this.getConfig('adapter') as BotAdapter, activity);
    Object.assign(this.getConfig() as object, { reference, activity, context });
    return Promise.resolve(this);
  }

  override async say(message: Partial<BotkitMessage> | string): Promise<unknown> {
    const activity = this.ensureMessageFormat(message);
    await new Promise<void>((resolve, reject) => {
      const send = this.controller.middleware.send as SendMiddleware;
      send.run(this, activity, (fault) => {
        if (fault) reject(fault);
        else resolve();
      });
    });
    const context = this.getConfig('context') as TurnContext;
    return await context.sendActivity(activity);
  }
}

/** What of Botkit's untyped `middleware.send` is used here. */
interface SendMiddleware {
  run(bot: BotWorker, activity: Partial<Activity>, done: (fault?: Error | null) => void): void;
}

/** Where an answer to this person goes. */
export function toReference(
  message: Pick<OutgoingMessage, 'channel' | 'address' | 'replyFrom'>,
): Partial<ConversationReference> {
  const person = { id: message.address, name: '' };
  return {
    channelId: message.channel,
    user: person,
    bot: { id: message.replyFrom, name: '' },
    conversation: { id: message.address, name: '', isGroup: false, conversationType: 'personal' },
  };
}

/** The activity that carries one message out; `readOutgoing` is its other end. */
export function toOutgoingActivity(message: OutgoingMessage): Partial<BotkitMessage> {
  return { type: 'message', text: message.text, channelData: { outgoing: message } };
}

function readOutgoing(activity: Partial<Activity>): OutgoingMessage {
  const data = activity.channelData as { outgoing?: OutgoingMessage } | undefined;
  if (data?.outgoing === undefined)
    throw new SightlineError('INTERNAL', 'an activity without a message of ours; use the hub to send');
  return data.outgoing;
}

function toActivity(message: InboundMessage): Partial<Activity> {
  const { input } = message;
  return TurnContext.applyConversationReference(
    {
      type: input.type === 'text' ? 'message' : 'choice',
      id: message.providerId,
      timestamp: message.receivedAt,
      text: input.type === 'text' ? input.text : '',
      channelData: { inbound: message },
    },
    toReference(message),
    true,
  );
}
