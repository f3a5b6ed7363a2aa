/** Whether a person is named in config, by themselves or by a Slack user group. A group's members are kept for a minute. */

import { type LiaisonDeps } from './liaison-deps.js';

const REMEMBERED_MS = 60_000;

/** Throws what Slack throws: then nobody holds the role. */
export type IsHolder = (userId: string, holders: readonly string[]) => Promise<boolean>;

export function createIsHolder({ slack, now }: Pick<LiaisonDeps, 'slack' | 'now'>): IsHolder {
  const known = new Map<string, { members: readonly string[]; at: number }>();
  const listMembers = async (group: string): Promise<readonly string[]> => {
    const remembered = known.get(group);
    if (remembered !== undefined && now().getTime() - remembered.at < REMEMBERED_MS)
      return remembered.members;
    const answer = await slack?.usergroups.users.list({ usergroup: group });
    const members = answer?.users ?? [];
    known.set(group, { members, at: now().getTime() });
    return members;
  };
  return async (userId, holders) => {
    if (holders.includes(userId)) return true;
    const groups = holders.filter((id) => id.startsWith('S'));
    const lists = await Promise.all(groups.map(listMembers));
    return lists.some((members) => members.includes(userId));
  };
}
