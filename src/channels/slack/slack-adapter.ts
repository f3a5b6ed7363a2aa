/** Direct messages out, and what Slack remembers of them. One call per message; retries belong to the job. */

import { createHash } from 'node:crypto';
import { type WebClient } from '@slack/web-api';
import { type Activity, type ConversationReference, type TurnContext } from 'botbuilder';
import { type OutgoingMessage, type SendOutcome } from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';
import { ChannelAdapter } from '../channel-adapter.js';
import { buildMessageBlocks } from './slack-blocks.js';
import { readFailedPost, toCodedFault } from './slack-faults.js';
import { escapeSlackText } from './slack-text.js';

/** Message metadata can be read by any app in the channel: an id of ours and nothing else. */
const METADATA_EVENT = 'sightline_outbound';
const LOOKUP_PAGE_SIZE = 100;
const CLOCK_SKEW_MS = 60_000;

export class SlackAdapter extends ChannelAdapter {
  readonly channel = 'slack';
  readonly #client: WebClient;

  constructor(client: WebClient) {
    super();
    this.#client = client;
  }

  async deliver(message: OutgoingMessage): Promise<SendOutcome> {
    const { channel } = parseSlackAddress(message.address);
    try {
      const posted = await this.#client.chat.postMessage({
        channel,
        text: escapeSlackText(message.text),
        blocks: buildMessageBlocks(message),
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: METADATA_EVENT, event_payload: { outbound_id: message.outboundId } },
      });
      return { kind: 'sent', providerId: toProviderId(channel, posted.ts ?? '') };
    } catch (fault) {
      return readFailedPost(fault);
    }
  }

  /** Looks for this message's id in the metadata of the DM's latest hundred messages. */
  override async findSent(message: OutgoingMessage): Promise<string | undefined> {
    const { channel } = parseSlackAddress(message.address);
    const history = await this.#client.conversations
      .history({
        channel,
        oldest: ((message.createdAt.getTime() - CLOCK_SKEW_MS) / 1000).toFixed(6),
        limit: LOOKUP_PAGE_SIZE,
        include_all_metadata: true,
      })
      .catch((fault: unknown) => {
        throw toCodedFault(fault);
      });
    const found = history.messages?.find(
      ({ metadata }) =>
        metadata?.event_type === METADATA_EVENT &&
        (metadata.event_payload as { outbound_id?: unknown } | undefined)?.outbound_id === message.outboundId,
    );
    return found?.ts === undefined ? undefined : toProviderId(channel, found.ts);
  }

  override async updateActivity(_context: TurnContext, activity: Partial<Activity>): Promise<void> {
    await this.#call(activity.conversation?.id, activity.id, (channel, ts) =>
      this.#client.chat.update({ channel, ts, text: escapeSlackText(activity.text ?? '') }),
    );
  }

  override async deleteActivity(
    _context: TurnContext,
    reference: Partial<ConversationReference>,
  ): Promise<void> {
    await this.#call(reference.conversation?.id, reference.activityId, (channel, ts) =>
      this.#client.chat.delete({ channel, ts }),
    );
  }

  async #call(
    address: string | undefined,
    ts: string | undefined,
    call: (channel: string, ts: string) => Promise<unknown>,
  ): Promise<void> {
    if (address === undefined || ts === undefined) return;
    await call(parseSlackAddress(address).channel, ts).catch((fault: unknown) => {
      throw toCodedFault(fault);
    });
  }
}

/** A witness in Slack: `<team>:<user>:<dm channel>`. */
export function toSlackAddress(team: string, user: string, channel: string): string {
  return `${team}:${user}:${channel}`;
}

function parseSlackAddress(address: string): { channel: string } {
  const channel = address.split(':')[2];
  if (channel === undefined || channel === '')
    throw new SightlineError('INTERNAL', 'a Slack address without its DM channel');
  return { channel };
}

/** A timestamp names a message within its channel only. The channel is hashed: it is part of an address. */
function toProviderId(channel: string, ts: string): string {
  return `${ts}/${createHash('sha256').update(channel).digest('hex').slice(0, 12)}`;
}
