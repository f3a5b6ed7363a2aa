/** What Slack sends to an app: signed events and interactivity. https://docs.slack.dev/apis/events-api */

import { createHmac, randomBytes } from 'node:crypto';
import { slackId, type SlackChannel, type SlackMessage, type SlackWorkspace } from './slack-workspace.js';

/** X-Slack-Signature, version v0: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function slackHeaders(
  signingSecret: string,
  body: string,
  contentType: 'application/json' | 'application/x-www-form-urlencoded',
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'Content-Type': contentType,
    'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${signature}`,
  };
}

export function eventEnvelope(
  workspace: SlackWorkspace,
  eventId: string,
  event: Record<string, unknown>,
): Record<string, unknown> {
  return {
    token: 'stand-in',
    team_id: workspace.teamId,
    api_app_id: workspace.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.teamId,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${randomBytes(12).toString('base64url')}`,
  };
}

export function dmEvent(
  workspace: SlackWorkspace,
  channel: SlackChannel,
  message: SlackMessage,
): Record<string, unknown> {
  return {
    type: 'message',
    channel: channel.id,
    channel_type: 'im',
    user: message.user,
    text: message.text,
    ts: message.ts,
    event_ts: message.ts,
    client_msg_id: `${randomBytes(4).toString('hex')}-0000-4000-8000-${randomBytes(6).toString('hex')}`,
    team: workspace.teamId,
    blocks: [
      {
        type: 'rich_text',
        block_id: randomBytes(3).toString('hex'),
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: message.text }] }],
      },
    ],
  };
}

export interface FoundButton {
  blockId: string;
  button: Record<string, unknown>;
}

/** A button of a message, in an actions block or as a section's accessory. */
export function findButton(
  message: SlackMessage,
  wanted: { actionId: string; blockId?: string | undefined },
): FoundButton | undefined {
  for (const block of message.blocks) {
    const blockId = String(block.block_id);
    if (wanted.blockId !== undefined && wanted.blockId !== blockId) continue;
    const inner: unknown = block.elements;
    const elements: unknown[] = [...(Array.isArray(inner) ? (inner as unknown[]) : []), block.accessory];
    const button = elements.find(
      (element): element is Record<string, unknown> =>
        typeof element === 'object' &&
        element !== null &&
        'type' in element &&
        element.type === 'button' &&
        'action_id' in element &&
        element.action_id === wanted.actionId,
    );
    if (button !== undefined) return { blockId, button };
  }
  return undefined;
}

export function blockActions(
  workspace: SlackWorkspace,
  click: {
    user: string;
    channel: SlackChannel;
    message: SlackMessage;
    found: FoundButton;
    triggerId: string;
    responseUrl: string;
  },
): Record<string, unknown> {
  const { channel, message, found } = click;
  const name = workspace.users.get(click.user)?.name ?? click.user.toLowerCase();
  const team = { id: workspace.teamId, domain: 'sightline-sandbox' };
  return {
    type: 'block_actions',
    user: { id: click.user, username: name, name, team_id: workspace.teamId },
    api_app_id: workspace.appId,
    token: 'stand-in',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.ephemeralTo !== undefined,
    },
    trigger_id: click.triggerId,
    team,
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.name },
    message: renderSlackMessage(workspace, message, { withMetadata: true }),
    state: { values: {} },
    response_url: click.responseUrl,
    actions: [
      {
        ...found.button,
        block_id: found.blockId,
        action_ts: workspace.nextTs(),
      },
    ],
  };
}

/** A message as the Web API shows it. */
export function renderSlackMessage(
  workspace: SlackWorkspace,
  message: SlackMessage,
  options: { withMetadata: boolean },
): Record<string, unknown> {
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: workspace.teamId,
    ...(message.fromBot && { bot_id: workspace.botId, app_id: workspace.appId }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.files !== undefined && { files: message.files }),
    ...(message.editedTs !== undefined && { edited: { user: message.user, ts: message.editedTs } }),
    ...(options.withMetadata && message.metadata !== undefined && { metadata: message.metadata }),
  };
}

export function newTriggerId(): string {
  return `${Date.now()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`;
}

export function newEventId(): string {
  return slackId('Ev');
}
