/**
 * What people do in Slack, as a use case takes it, and what rooms offer to the Slack channel: a handler for each button,
 * modal, command and for App Home. The liaison desk and the hand-off's tasks both do. The signature is checked and
 * Slack's payload read before.
 *
 * Every handler must be done within Slack's three seconds: a few database calls, at most one call to Slack.
 * What it throws becomes a 5xx, and the person sees that it did not work.
 */

import { type KnownBlock, type View } from '@slack/web-api';

/** A button, a menu entry or a select in a message, a modal or App Home. */
export interface DeskAction {
  userId: string;
  actionId: string;
  /** The button's value, the chosen option, or the chosen user. */
  value: string | undefined;
  /** Valid for three seconds: opens one modal. */
  triggerId: string;
  /** Undefined in a modal and in App Home. */
  channelId: string | undefined;
  messageTs: string | undefined;
  /** Of the modal or App Home it was pressed in. */
  view: { id: string; hash: string; privateMetadata: string } | undefined;
}

/** A modal that was sent. */
export interface DeskSubmission {
  userId: string;
  callbackId: string;
  /** As given when the modal was opened: ids only. */
  privateMetadata: string;
  viewId: string;
  hash: string;
  /** By block id; several values of a block (checkboxes, several people) are a list. Empty inputs are absent. */
  values: Readonly<Record<string, string | readonly string[]>>;
}

/** Undefined closes the modal. `errors` are shown at the inputs, by block id. */
export type DeskViewAnswer =
  { errors: Record<string, string> } | { update: View } | { clear: true } | undefined;

export interface DeskCommand {
  userId: string;
  channelId: string;
  /** With its slash: `/tip`. */
  command: string;
  text: string;
  triggerId: string;
}

/** Shown to the person alone. */
export interface DeskReply {
  text: string;
  blocks?: KnownBlock[];
}

export interface DeskInteractions {
  /** By action id. */
  actions: Readonly<Record<string, (action: DeskAction) => Promise<void>>>;
  /** By callback id. */
  views: Readonly<Record<string, (submission: DeskSubmission) => Promise<DeskViewAnswer>>>;
  /** By command, with its slash. */
  commands: Readonly<Record<string, (command: DeskCommand) => Promise<DeskReply>>>;
  /** Somebody opened App Home. */
  openHome?: (userId: string) => Promise<void>;
  /** The workspace took the app's access away: `app_uninstalled` or `tokens_revoked`. */
  lostAccess?: (event: string) => Promise<void>;
}

/** Several rooms' parts as one; ids are the rooms' own, so none is there twice. */
export function joinInteractions(parts: readonly Partial<DeskInteractions>[]): DeskInteractions {
  const collect = <Handler>(
    records: readonly (Readonly<Record<string, Handler>> | undefined)[],
  ): Record<string, Handler> => Object.fromEntries(records.flatMap((record) => Object.entries(record ?? {})));
  return {
    actions: collect(parts.map(({ actions }) => actions)),
    views: collect(parts.map(({ views }) => views)),
    commands: collect(parts.map(({ commands }) => commands)),
    openHome: async (userId) => {
      for (const part of parts) await part.openHome?.(userId);
    },
    lostAccess: async (event) => {
      for (const part of parts) await part.lostAccess?.(event);
    },
  };
}
