/** What Slack sends to an app: signed events and interactivity. https://docs.slack.dev/apis/events-api */

import { createHmac, randomBytes } from 'node:crypto';
import { type SlackContext } from './slack-context.js';
import { renderSlackFile } from './slack-file-store.js';
import { renderView } from './slack-methods-views.js';
import { elementsOf, optionsOf, readChoice, readViewState, type FieldInput } from './slack-view-state.js';
import { type SlackView } from './slack-view-store.js';
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
  context: SlackContext,
  channel: SlackChannel,
  message: SlackMessage,
): Record<string, unknown> {
  const { workspace } = context;
  return {
    type: 'message',
    ...(message.files !== undefined && {
      subtype: 'file_share',
      upload: false,
      files: message.files.map((file) => renderFile(file, context)),
    }),
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

/** https://docs.slack.dev/reference/events/app_home_opened */
export function homeEvent(
  workspace: SlackWorkspace,
  user: string,
  tab: 'home' | 'messages',
): Record<string, unknown> {
  const home = workspace.views.homeOf(user);
  return {
    type: 'app_home_opened',
    user,
    channel: workspace.openDm(user).id,
    tab,
    event_ts: workspace.nextTs(),
    ...(tab === 'home' && home !== undefined && { view: renderView(home, workspace) }),
  };
}

export interface WantedElement {
  actionId: string;
  blockId?: string | undefined;
  /** A button's value, or what is chosen in a menu. */
  value?: FieldInput | undefined;
}

export interface FoundElement {
  blockId: string;
  element: Record<string, unknown>;
}

/** What a person presses or chooses in: in an actions block, as a section's accessory, in an input that tells at once. */
export function findElement(
  blocks: readonly Record<string, unknown>[],
  wanted: WantedElement,
): FoundElement | undefined {
  return blocks
    .filter(({ type, dispatch_action: dispatches }) => type !== 'input' || dispatches === true)
    .flatMap((block) => elementsOf(block).map((element) => ({ blockId: String(block.block_id), element })))
    .find(
      ({ blockId, element }) =>
        element.action_id === wanted.actionId &&
        (wanted.blockId === undefined || wanted.blockId === blockId) &&
        isOffered(element, wanted.value),
    );
}

/** Of several elements with one action_id, the one with this value is meant. */
function isOffered(element: Record<string, unknown>, value: FieldInput | undefined): boolean {
  if (typeof value !== 'string') return true;
  if (element.type === 'button') return element.value === value;
  const options = optionsOf(element);
  return options.length === 0 || options.some((option) => option.value === value);
}

export interface Interaction {
  user: string;
  triggerId: string;
  found: FoundElement;
  value: FieldInput | undefined;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function messageActions(
  context: SlackContext,
  press: Interaction & { channel: SlackChannel; message: SlackMessage; responseUrl: string },
): Record<string, unknown> {
  const { workspace } = context;
  const { channel, message, found } = press;
  const isEphemeral = message.ephemeralTo !== undefined;
  return {
    ...interactionFields(workspace, 'block_actions', press.user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    trigger_id: press.triggerId,
    channel: {
      id: channel.id,
      name: channel.isPrivate && channel.kind !== 'im' ? 'privategroup' : channel.name,
    },
    // Slack shows no message for an ephemeral, which only its response_url can change.
    ...(!isEphemeral && { message: renderSlackMessage(context, message, { withMetadata: true }) }),
    state: stateOf(message.blocks, found, press.value),
    response_url: press.responseUrl,
    actions: [actionOf(workspace, press)],
  };
}

/** A press in a modal or on a home tab: no channel, no message, no response_url. */
export function viewActions(
  { workspace }: SlackContext,
  press: Interaction & { view: SlackView },
): Record<string, unknown> {
  const blocks = press.view.view.blocks;
  return {
    ...interactionFields(workspace, 'block_actions', press.user),
    container: { type: 'view', view_id: press.view.id },
    trigger_id: press.triggerId,
    view: renderView(press.view, workspace, stateOf(blocks, press.found, press.value).values),
    actions: [actionOf(workspace, press)],
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function viewSubmission(
  { workspace }: SlackContext,
  submit: { user: string; view: SlackView; triggerId: string; values: Record<string, unknown> },
): Record<string, unknown> {
  return {
    ...interactionFields(workspace, 'view_submission', submit.user),
    trigger_id: submit.triggerId,
    view: renderView(submit.view, workspace, submit.values),
    response_urls: [],
  };
}

export function viewClosed(
  { workspace }: SlackContext,
  close: { user: string; view: SlackView; isCleared: boolean },
): Record<string, unknown> {
  return {
    ...interactionFields(workspace, 'view_closed', close.user),
    view: renderView(close.view, workspace),
    is_cleared: close.isCleared,
  };
}

function interactionFields(workspace: SlackWorkspace, type: string, user: string): Record<string, unknown> {
  const name = workspace.users.get(user)?.name ?? user.toLowerCase();
  return {
    type,
    user: { id: user, username: name, name, team_id: workspace.teamId },
    api_app_id: workspace.appId,
    token: 'stand-in',
    team: { id: workspace.teamId, domain: 'sightline-sandbox' },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function actionOf(workspace: SlackWorkspace, { found, value }: Interaction): Record<string, unknown> {
  const { element, blockId } = found;
  return {
    ...(element.type === 'button'
      ? element
      : { type: element.type, action_id: element.action_id, ...readChoice(element, value ?? null) }),
    block_id: blockId,
    action_ts: workspace.nextTs(),
  };
}

function stateOf(blocks: unknown, found: FoundElement, value: FieldInput | undefined) {
  const isStateful = found.element.type !== 'button' && found.element.type !== 'overflow';
  const inputs = isStateful ? { [found.blockId]: { [String(found.element.action_id)]: value ?? null } } : {};
  const { values } = readViewState(blocks, inputs);
  return { values };
}

/** A message as the Web API shows it. */
export function renderSlackMessage(
  context: SlackContext,
  message: SlackMessage,
  options: { withMetadata: boolean },
): Record<string, unknown> {
  const { workspace } = context;
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: workspace.teamId,
    ...(message.fromBot && { bot_id: workspace.botId, app_id: workspace.appId }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.files !== undefined && { files: message.files.map((file) => renderFile(file, context)) }),
    ...(message.editedTs !== undefined && { edited: { user: message.user, ts: message.editedTs } }),
    ...(options.withMetadata && message.metadata !== undefined && { metadata: message.metadata }),
  };
}

function renderFile(
  file: NonNullable<SlackMessage['files']>[number],
  { workspace, url }: SlackContext,
): Record<string, unknown> {
  return renderSlackFile(file, {
    url,
    teamId: workspace.teamId,
    isProcessed: workspace.files.isProcessed(file),
  });
}

export function newEventId(): string {
  return slackId('Ev');
}
