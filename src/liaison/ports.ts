/**
 * What people do in Slack, as the desk takes it, and what the desk offers to the Slack channel: a handler for each
 * button, modal, command and for App Home. The signature is checked and Slack's payload read before.
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

/** Codes to a phone on call or to the operators, by text. */
export interface PhoneTexts {
  /** The provider's id. Throws PROVIDER_REFUSED for a clear no, PROVIDER_UNAVAILABLE for anything worth another try. */
  send(text: { to: string; body: string }): Promise<string>;
  /** Looks at the provider whether it left already; its id there. */
  find(text: { to: string; body: string; since: Date }): Promise<string | undefined>;
}

/** Codes to the operators, by mail. */
export interface OperatorMail {
  /** The mail server's id of it. Throws as `PhoneTexts.send` does. */
  send(mail: { id: string; to: string; text: string }): Promise<string>;
}
