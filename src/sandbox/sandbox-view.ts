/** What the page is told: the stand-ins' records as plain JSON, one shape per pane. */

import { type Sandbox } from './sandbox.js';
import { type HotlinePost } from './stand-ins/hotline-webhook.js';
import { type ReceivedMail } from './stand-ins/mailbox.js';
import { typeOf } from './stand-ins/slack-file-store.js';
import { type SlackView } from './stand-ins/slack-view-store.js';
import { type SlackMessage } from './stand-ins/slack-workspace.js';
import { type TwilioCall } from './stand-ins/twilio-call.js';
import { type TwilioMessage } from './stand-ins/twilio-resources.js';

/** One tip on the clock, as main reads it from the database. */
export interface SandboxTip {
  reference: string;
  urgency: string;
  revision: number;
  firstContactAt: Date;
  submittedAt: Date | null;
  deliveries: { route: string; state: string; handedOverAt: Date | null }[];
  cards: { jurisdiction: string; postedAt: Date | null; acknowledgedAt: Date | null }[];
}

export function viewEverything(sandbox: Sandbox): Record<string, unknown> {
  const { twilio, slack, mailbox, hotline } = sandbox.standIns;
  const channels = [...slack.workspace.channels.values()];
  return {
    line: { number: sandbox.number },
    witness: viewWitness(sandbox),
    channels: channels
      .filter(({ kind }) => kind === 'channel')
      .map(({ id, name, isPrivate }) => ({ id, name, isPrivate })),
    people: sandbox.people.map(({ id, realName }) => ({
      id,
      name: realName,
      channels: channels.filter((channel) => slack.workspace.isIn(id, channel)).map(({ id: place }) => place),
      ...viewScreen(sandbox, id),
    })),
    phone: sandbox.phone.state,
    calls: twilio.calls.journal.entries.filter(({ parentCallSid }) => parentCallSid === null).map(viewCall),
    users: Object.fromEntries([...slack.workspace.users.values()].map(({ id, realName }) => [id, realName])),
    texts: [...twilio.received, ...twilio.messages]
      .map((message) => viewText(sandbox, message))
      .sort((a, b) => String(a.at).localeCompare(String(b.at))),
    slack: slack.messages.map((message) => viewSlackMessage(sandbox, message)),
    mails: mailbox.mails.map(viewMail),
    posts: hotline.posts.map(viewPost),
  };
}

/** The phone's owner, with the DM channel where the page finds the Slack conversation. */
export function viewWitness(sandbox: Sandbox): Record<string, string> {
  const { number, slackUser } = sandbox.witness();
  return { number, slackUser, dm: sandbox.standIns.slack.workspace.openDm(slackUser).id };
}

/** What one person has open in Slack. */
export function viewScreen(sandbox: Sandbox, user: string): Record<string, unknown> {
  const { views } = sandbox.standIns.slack.workspace;
  const home = views.homeOf(user);
  return { views: views.stackOf(user).map(viewOpen), home: home === undefined ? null : viewOpen(home) };
}

function viewOpen({ id, hash, view, previousViewId }: SlackView): Record<string, unknown> {
  return { ...view, id, hash, previousViewId };
}

export function viewCall(call: TwilioCall): Record<string, unknown> {
  const { sid, direction, from, to, status, transcript, createdAt } = call;
  return { id: sid, direction, from, to, status, lines: transcript, at: createdAt.toISOString() };
}

export function viewText(sandbox: Sandbox, message: TwilioMessage): Record<string, unknown> {
  const isFromWitness = message.direction === 'inbound';
  return {
    id: message.sid,
    phone: isFromWitness ? message.from : message.to,
    from: isFromWitness ? 'witness' : 'line',
    text: message.body,
    pictures: sandbox.standIns.twilio.media.of(message.sid).map(({ sid }) => sid),
    status: message.status,
    segments: message.numSegments,
    at: message.createdAt.toISOString(),
  };
}

export function viewSlackMessage(sandbox: Sandbox, message: SlackMessage): Record<string, unknown> {
  const { users } = sandbox.standIns.slack.workspace;
  return {
    channel: message.channel,
    ts: message.ts,
    threadTs: message.threadTs ?? null,
    author: message.fromBot ? 'Sightline' : (users.get(message.user)?.realName ?? message.user),
    fromBot: message.fromBot,
    text: message.text,
    blocks: message.blocks,
    files: (message.files ?? []).map(({ id, name, size, deleted = false }) => ({
      id,
      name,
      size: deleted ? 0 : size,
      isImage: !deleted && typeOf(name).mimetype.startsWith('image/'),
      deleted,
    })),
    edited: message.editedTs !== undefined,
    deleted: message.deleted === true,
    ephemeral: message.ephemeralTo !== undefined,
    ephemeralTo: message.ephemeralTo ?? null,
  };
}

export function viewMail(mail: ReceivedMail): Record<string, unknown> {
  return {
    id: mail.messageId,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename,
      size: content.length,
      text: /json|text/.test(contentType) ? content.toString('utf8') : '',
    })),
    at: mail.receivedAt.toISOString(),
  };
}

export function viewPost(post: HotlinePost): Record<string, unknown> {
  return {
    id: post.webhookId,
    receiptId: post.receiptId,
    document: post.document,
    attempts: post.attempts,
    verified: post.signatureVerified,
    at: post.receivedAt.toISOString(),
  };
}
