/** Whose channels: what a person may see of tips is what stands in the channels they are in. */

import { type LiaisonDeps } from './liaison-deps.js';

const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1000;
const PAGE_SIZE = 200;
const MAX_PAGES = 10;

/** The channels of a person that the app is in, too. Throws what Slack throws: nothing is shown then. */
export type FindChannels = (userId: string) => Promise<readonly string[]>;

export function createFindChannels({ slack, now }: Pick<LiaisonDeps, 'slack' | 'now'>): FindChannels {
  const known = new Map<string, { channels: readonly string[]; at: number }>();
  return async (userId) => {
    const remembered = known.get(userId);
    if (remembered !== undefined && now().getTime() - remembered.at < REMEMBERED_MS)
      return remembered.channels;
    const channels: string[] = [];
    let cursor = '';
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await slack?.users.conversations({
        user: userId,
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: PAGE_SIZE,
        ...(cursor === '' ? {} : { cursor }),
      });
      for (const { id } of answer?.channels ?? []) if (id !== undefined) channels.push(id);
      cursor = answer?.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(userId, { channels, at: now().getTime() });
    return channels;
  };
}
