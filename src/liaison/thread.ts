/**
 * The thread of a card: what happened, one line each, in order. A line is sealed while it waits, since it may
 * quote the witness; our words go into mrkdwn, the witness's into rich text.
 */

import { type KnownBlock, type WebClient } from '@slack/web-api';
import {
  findWaitingLine,
  markLinePosting,
  recordLinePosted,
  resetLine,
  type ThreadLine,
  threadLine,
  threadLinePlace,
  type WaitingLine,
} from '../store/queries/thread-lines.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { clean, cut, rich, section } from './card-text.js';
import { findPostedLine, LINE_EVENT } from './find-posted.js';
import { toSlackFailure } from './slack-errors.js';

export { threadLine };

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block gives none; Slack refuses about 13,000 in all. */
const MAX_WORDS = 6000;

export interface ThreadDeps {
  store: Pick<Store, 'statement'>;
  vault: Pick<Vault, 'openObject'>;
  slack: WebClient;
  now: () => Date;
  crashPoint?: (name: string) => void;
}

export interface ThreadPlace {
  cardId: string;
  channel: string;
  cardTs: string;
}

/**
 * Posts what waits, line by line. The caller holds the card's lock by `tx`, so nobody else does the same; each state
 * is committed by itself around the call to Slack. `takeSlot` says when to come back, if not now; that is returned.
 */
export async function postWaitingLines(
  deps: ThreadDeps,
  tx: Tx,
  place: ThreadPlace,
  takeSlot: () => Promise<Date | undefined>,
): Promise<Date | undefined> {
  for (;;) {
    const line = await findWaitingLine(tx, place.cardId);
    if (line === undefined) return undefined;
    const known =
      line.state === 'posting' ? await findPostedLine(deps.slack, { ...place, lineId: line.id }) : undefined;
    if (known === undefined) {
      const retryAt = await takeSlot();
      if (retryAt !== undefined) return retryAt;
    }
    const messageTs = known ?? (await postLine(deps, place, line));
    deps.crashPoint?.('liaison:after-line');
    await deps.store.statement((own) =>
      recordLinePosted(own, { lineId: line.id, messageTs, now: deps.now() }),
    );
  }
}

async function postLine(
  { store, vault, slack }: ThreadDeps,
  { channel, cardTs }: ThreadPlace,
  line: WaitingLine,
): Promise<string> {
  const { text, words } = vault.openObject(line.bodySealed, threadLinePlace(line.id)) as ThreadLine;
  await store.statement((own) => markLinePosting(own, line.id));
  try {
    const answer = await slack.chat.postMessage({
      channel,
      thread_ts: cardTs,
      text,
      blocks: describeLine(text, words),
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: LINE_EVENT, event_payload: { line_id: line.id } },
    });
    if (answer.ts === undefined) throw new TypeError('Slack answered without ts');
    return answer.ts;
  } catch (thrown) {
    if (line.state === 'queued' && toSlackFailure(thrown).notDone)
      await store.statement((own) => resetLine(own, line.id));
    throw thrown;
  }
}

function describeLine(text: string, words: string | undefined): KnownBlock[] {
  const shown = words === undefined ? '' : cut(clean(words), MAX_WORDS);
  return [
    section(text),
    ...(shown === ''
      ? []
      : [
          {
            type: 'rich_text' as const,
            elements: [{ type: 'rich_text_quote' as const, elements: [rich(shown)] }],
          },
        ]),
  ];
}
