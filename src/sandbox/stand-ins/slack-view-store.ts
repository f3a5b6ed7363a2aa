/**
 * Who has which view open: a stack of at most three modals a person, and one home tab. A new hash with every change.
 * https://docs.slack.dev/surfaces/modals, https://docs.slack.dev/reference/methods/views.push ("limited to pushing 2 additional views")
 */

import { randomBytes } from 'node:crypto';

export interface SlackView {
  id: string;
  hash: string;
  user: string;
  rootViewId: string;
  previousViewId: string | null;
  /** As the app wrote it, with ids for blocks and actions that had none. */
  view: Record<string, unknown>;
}

export const MAX_VIEWS_IN_STACK = 3;

export interface SlackViewStore {
  find(id: string): SlackView | undefined;
  findByExternalId(externalId: string): SlackView | undefined;
  /** What this person has open, the one on top last. */
  stackOf(user: string): readonly SlackView[];
  homeOf(user: string): SlackView | undefined;
  /** Puts a view on top; with `fresh` in place of whatever was open. */
  push(view: Pick<SlackView, 'id' | 'user' | 'view'>, options: { fresh: boolean }): SlackView;
  publish(user: string, view: Record<string, unknown>, id: string): SlackView;
  update(current: SlackView, view: Record<string, unknown>): SlackView;
  /** Takes away the view on top, or all of them. */
  close(user: string, options: { all: boolean }): void;
  /** Calls with the person whose views changed. */
  subscribe(listener: (user: string) => void): () => void;
}

export function createSlackViewStore(): SlackViewStore {
  const stacks = new Map<string, SlackView[]>();
  const homes = new Map<string, SlackView>();
  const listeners = new Set<(user: string) => void>();
  const tell = (user: string) => {
    for (const listener of listeners) listener(user);
  };
  const every = () => [...[...stacks.values()].flat(), ...homes.values()];

  return {
    find: (id) => every().find((view) => view.id === id),
    findByExternalId: (externalId) => every().find(({ view }) => view.external_id === externalId),
    stackOf: (user) => stacks.get(user) ?? [],
    homeOf: (user) => homes.get(user),
    push({ id, user, view }, { fresh }) {
      const below = fresh ? [] : (stacks.get(user) ?? []);
      const pushed: SlackView = {
        id,
        hash: newHash(),
        user,
        rootViewId: below[0]?.id ?? id,
        previousViewId: below.at(-1)?.id ?? null,
        view,
      };
      stacks.set(user, [...below, pushed]);
      tell(user);
      return pushed;
    },
    publish(user, view, id) {
      const home = homes.get(user) ?? { id, hash: '', user, rootViewId: id, previousViewId: null, view };
      Object.assign(home, { view, hash: newHash() });
      homes.set(user, home);
      tell(user);
      return home;
    },
    update(current, view) {
      current.view = view;
      current.hash = newHash();
      tell(current.user);
      return current;
    },
    close(user, { all }) {
      const left = all ? [] : (stacks.get(user) ?? []).slice(0, -1);
      if (left.length === 0) stacks.delete(user);
      else stacks.set(user, left);
      tell(user);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}
