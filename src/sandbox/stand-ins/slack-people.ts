/**
 * What people do in Slack, and what they see: they press, choose, fill in and submit, close, type a slash command, open the home tab.
 * Each becomes the signed request Slack would send, and its answer has the effect it has at Slack.
 */

import { answerResponse } from './slack-methods-messages.js';
import { acceptView } from './slack-methods-views.js';
import { isRecord, text } from './slack-arguments.js';
import { type ResponsePlace, type SlackContext } from './slack-context.js';
import {
  findElement,
  messageActions,
  viewActions,
  viewClosed,
  viewSubmission,
  type WantedElement,
} from './slack-payloads.js';
import { readViewState, type FieldInput, type ViewInputs } from './slack-view-state.js';
import { MAX_VIEWS_IN_STACK, type SlackView } from './slack-view-store.js';
import { slackId, type SlackChannel, type SlackMessage } from './slack-workspace.js';
import { type WebhookAnswer } from './webhook-post.js';

/** An action_id; with a value, the button that has it, or the option, person or date that is chosen. */
export type PressedAction = string | { actionId: string; value?: FieldInput; blockId?: string };

export interface PressResult extends WebhookAnswer {
  triggerId: string;
  responseUrl: string;
}

/**
 * What came of a submission. `incomplete`: Slack's client held it back and nothing was sent. `trouble`: no 200 within three
 * seconds, or an answer Slack cannot use; the view stays open.
 */
export interface SubmitResult extends WebhookAnswer {
  action: 'close' | 'clear' | 'update' | 'push' | 'errors' | 'incomplete' | 'trouble';
  /** By block_id. */
  errors: Record<string, string>;
  /** What Slack would have complained of, for `trouble`. */
  violations: string[];
  /** The view on top afterwards. */
  view: SlackView | undefined;
}

export interface CommandResult extends WebhookAnswer {
  /** The answer's JSON; `{ text }` when it is plain text; undefined when it is empty. */
  response: Record<string, unknown> | undefined;
  violations: string[];
  triggerId: string;
  responseUrl: string;
}

/** What one person sees, nobody else's ephemerals and no channel they are not in. */
export interface SlackSight {
  channels: readonly SlackChannel[];
  messages: readonly SlackMessage[];
  ephemerals: readonly SlackMessage[];
  /** Open modals, the one on top last. */
  views: readonly SlackView[];
  home: SlackView | undefined;
}

export interface SlackPeople {
  /** Presses a button, or chooses in a menu, in the message with this ts. Throws where the person could not. */
  pressButton(user: string, messageTs: string, action: PressedAction): Promise<PressResult>;
  /** The same in an open modal or on the home tab. */
  pressInView(user: string, viewId: string, action: PressedAction): Promise<PressResult>;
  /** Fills in the view on top and submits it; fields left out keep their initial values. */
  submitView(user: string, viewId: string, values?: ViewInputs): Promise<SubmitResult>;
  /** Closes the view on top, or with `all` the whole stack; the answer when the app wanted to know. */
  closeView(user: string, viewId: string, options?: { all?: boolean }): Promise<WebhookAnswer | undefined>;
  slashCommand(user: string, channel: string, command: string, text: string): Promise<CommandResult>;
  lookAt(user: string): SlackSight;
}

export interface SlackPeopleOptions {
  context: SlackContext;
  /** Posts a signed form to the program. */
  post: (form: Record<string, string>) => Promise<WebhookAnswer>;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction: "within 3 seconds" */
const PATIENCE_MS = 3000;

export function createSlackPeople({ context, post }: SlackPeopleOptions): SlackPeople {
  const { workspace, tickets } = context;
  const { views } = workspace;
  const send = (payload: Record<string, unknown>) => post({ payload: JSON.stringify(payload) });
  const responseUrlFor = (place: ResponsePlace) =>
    `${context.url}/actions/${workspace.teamId}/${tickets.issueResponse(place)}`;

  function openView(user: string, viewId: string): SlackView {
    const view = views.stackOf(user).at(-1);
    if (view?.id !== viewId) throw new Error('this view is not on top of what the person has open');
    return view;
  }

  /** What an accepted answer does to the stack; the violations when it cannot be accepted. */
  function applyAnswer(view: SlackView, answer: Record<string, unknown>): Partial<SubmitResult> {
    const { user } = view;
    const action = answer.response_action;
    if (action === undefined) {
      views.close(user, { all: false });
      return { action: 'close' };
    }
    if (action === 'clear') {
      views.close(user, { all: true });
      return { action };
    }
    if (action === 'errors') return readErrors(view, answer.errors);
    if (action !== 'update' && action !== 'push') return trouble(`unknown response_action ${text(action)}`);
    const isUpdate = action === 'update';
    if (!isUpdate && views.stackOf(user).length >= MAX_VIEWS_IN_STACK) return trouble('push_limit_reached');
    const next = acceptView(answer.view, workspace, isUpdate ? view : undefined, 'modal');
    if ('ok' in next) return trouble(next.error, ...(next.response_metadata?.messages ?? []));
    if (isUpdate) views.update(view, next.accepted);
    else views.push({ id: slackId('V'), user, view: next.accepted }, { fresh: false });
    return { action };
  }

  return {
    async pressButton(user, messageTs, action) {
      const message = workspace.findMessageByTs(messageTs);
      const channel = message === undefined ? undefined : workspace.channels.get(message.channel);
      const wanted = toWanted(action);
      const found = message === undefined ? undefined : findElement(message.blocks, wanted);
      if (message === undefined || channel === undefined || found === undefined)
        throw new Error('the message has no such button');
      if (!sees(user, message, channel)) throw new Error('the person does not see this message');
      const triggerId = tickets.issueTrigger(user);
      const responseUrl = responseUrlFor({ channel: channel.id, ts: message.ts, user });
      const press = { user, channel, message, found, value: wanted.value, triggerId, responseUrl };
      return { ...(await send(messageActions(context, press))), triggerId, responseUrl };
    },

    async pressInView(user, viewId, action) {
      const home = views.homeOf(user);
      const view = home?.id === viewId ? home : openView(user, viewId);
      const wanted = toWanted(action);
      const blocks = Array.isArray(view.view.blocks) ? view.view.blocks.filter(isRecord) : [];
      const found = findElement(blocks, wanted);
      if (found === undefined) throw new Error('the view has no such button');
      const triggerId = tickets.issueTrigger(user);
      const press = { user, view, found, value: wanted.value, triggerId };
      return { ...(await send(viewActions(context, press))), triggerId, responseUrl: '' };
    },

    async submitView(user, viewId, values = {}) {
      const view = openView(user, viewId);
      if (view.view.submit === undefined) throw new Error('this view has no submit button');
      const state = readViewState(view.view.blocks, values);
      const base = { errors: {}, violations: [] };
      const onTop = () => views.stackOf(user).at(-1);
      if (Object.keys(state.incomplete).length > 0)
        return {
          ...{ status: 0, body: '', durationMs: 0, ...base },
          action: 'incomplete',
          errors: state.incomplete,
          view: onTop(),
        };
      const triggerId = tickets.issueTrigger(user);
      const answer = await send(viewSubmission(context, { user, view, triggerId, values: state.values }));
      const read = readAnswer(answer);
      const outcome =
        'complaint' in read
          ? trouble(read.complaint)
          : onTop()?.id === viewId
            ? applyAnswer(view, read.json ?? {})
            : ({ action: 'close' } as const);
      return { ...answer, ...base, action: 'close', ...outcome, view: onTop() };
    },

    closeView(user, viewId, { all = false } = {}) {
      const view = openView(user, viewId);
      const isCleared = all || view.view.clear_on_close === true;
      views.close(user, { all: isCleared });
      return view.view.notify_on_close === true
        ? send(viewClosed(context, { user, view, isCleared }))
        : Promise.resolve(undefined);
    },

    async slashCommand(user, channelId, command, words) {
      const channel = workspace.findChannel(channelId);
      const person = workspace.users.get(user);
      if (channel === undefined || person === undefined || !workspace.isIn(user, channel))
        throw new Error('the person is not in this channel');
      const place = { channel: channel.id, user };
      const triggerId = tickets.issueTrigger(user);
      const responseUrl = responseUrlFor(place);
      const answer = await post({
        token: 'stand-in',
        team_id: workspace.teamId,
        team_domain: 'sightline-sandbox',
        channel_id: channel.id,
        channel_name: channel.isPrivate && channel.kind !== 'im' ? 'privategroup' : channel.name,
        user_id: user,
        user_name: person.name,
        command,
        text: words,
        api_app_id: workspace.appId,
        is_enterprise_install: 'false',
        response_url: responseUrl,
        trigger_id: triggerId,
      });
      const read = readAnswer(answer);
      const response = 'json' in read ? read.json : undefined;
      const done = response === undefined ? { ok: true as const } : answerResponse(place, response, context);
      const violations = [
        ...('complaint' in read ? [read.complaint] : []),
        ...(done.ok ? [] : [done.error, ...(done.response_metadata?.messages ?? [])]),
      ];
      return { ...answer, response, violations, triggerId, responseUrl };
    },

    lookAt(user) {
      const channels = [...workspace.channels.values()].filter((channel) => workspace.isIn(user, channel));
      const seen = workspace.posts.entries.filter((message) => {
        const channel = workspace.channels.get(message.channel);
        return message.deleted !== true && channel !== undefined && sees(user, message, channel);
      });
      return {
        channels,
        messages: seen.filter(({ ephemeralTo }) => ephemeralTo === undefined),
        ephemerals: seen.filter(({ ephemeralTo }) => ephemeralTo === user),
        views: views.stackOf(user),
        home: views.homeOf(user),
      };
    },
  };

  function sees(user: string, message: SlackMessage, channel: SlackChannel): boolean {
    return message.ephemeralTo === undefined ? workspace.isIn(user, channel) : message.ephemeralTo === user;
  }
}

function toWanted(action: PressedAction): WantedElement {
  return typeof action === 'string' ? { actionId: action } : action;
}

function trouble(...violations: string[]): Pick<SubmitResult, 'action' | 'violations'> {
  return { action: 'trouble', violations };
}

/** The JSON of an answer Slack can use; plain text counts as a message's text. */
function readAnswer(
  answer: WebhookAnswer,
): { json: Record<string, unknown> | undefined } | { complaint: string } {
  if (answer.status !== 200) return { complaint: `the program answered ${answer.status}` };
  if (answer.durationMs > PATIENCE_MS) return { complaint: 'no answer within three seconds' };
  if (answer.body.trim() === '') return { json: undefined };
  try {
    const json: unknown = JSON.parse(answer.body);
    return { json: isRecord(json) ? json : { text: answer.body } };
  } catch {
    return { json: { text: answer.body } };
  }
}

/** Errors must name input blocks of the view: for any other Slack shows its own trouble. */
function readErrors(view: SlackView, errors: unknown): Partial<SubmitResult> {
  const named = isRecord(errors) ? errors : {};
  const blocks = Array.isArray(view.view.blocks) ? view.view.blocks.filter(isRecord) : [];
  const inputs = new Set(blocks.filter(({ type }) => type === 'input').map(({ block_id: id }) => id));
  const unknown = Object.keys(named).filter((id) => !inputs.has(id));
  if (unknown.length > 0 || Object.keys(named).length === 0)
    return trouble(`errors must name input blocks: ${unknown.join(', ')}`);
  return {
    action: 'errors',
    errors: Object.fromEntries(Object.entries(named).map(([id, error]) => [id, text(error)])),
  };
}
