/**
 * What liaisons do in Slack, read and checked at the edge and given to the desk: buttons, modals, commands, App
 * Home. https://docs.slack.dev/reference/interaction-payloads
 */

import { type App } from '@slack/bolt';
import { type View } from '@slack/web-api';
import { z } from 'zod';
import {
  type DeskAction,
  type DeskCommand,
  type DeskInteractions,
  type DeskSubmission,
  type DeskViewAnswer,
} from '../../liaison/ports.js';
import { parseSlackPayload, slackId } from './slack-payloads.js';

const viewSchema = z.object({
  id: slackId,
  hash: z.string().default(''),
  private_metadata: z.string().default(''),
});

/** One input's value: which key holds it depends on the kind of element. */
const valueSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
});
type Value = z.infer<typeof valueSchema>;

const actionSchema = z.object({
  user: z.object({ id: slackId }),
  channel: z.object({ id: slackId }).nullish(),
  message: z.object({ ts: slackId }).nullish(),
  view: viewSchema.nullish(),
  trigger_id: z.string().default(''),
  actions: z.array(valueSchema.extend({ action_id: slackId })).min(1),
});

const submissionSchema = z.object({
  user: z.object({ id: slackId }),
  view: viewSchema.extend({
    callback_id: slackId,
    state: z.object({ values: z.record(z.string(), z.record(z.string(), valueSchema)) }),
  }),
});

const commandSchema = z.object({
  user_id: slackId,
  channel_id: slackId,
  command: slackId,
  text: z.string().default(''),
  trigger_id: z.string().default(''),
});

const homeSchema = z.object({ event: z.object({ user: slackId, tab: z.string().default('home') }) });

/** Adds the desk's listeners. Slack gets its 200 when a handler is done, and a 5xx when it throws. */
export function registerDesk(app: App, { actions, views, commands, openHome }: DeskInteractions): void {
  for (const [id, handle] of Object.entries(actions))
    app.action(id, async ({ body }) => {
      await handle(readAction(body));
    });
  for (const [id, handle] of Object.entries(views))
    app.view(id, async ({ body, ack }) => {
      await ack(toResponse(await handle(readSubmission(body))));
    });
  for (const [name, handle] of Object.entries(commands))
    app.command(name, async ({ body, ack }) => {
      await ack({ response_type: 'ephemeral', ...(await handle(readCommand(body))) });
    });
  if (openHome !== undefined)
    app.event('app_home_opened', async ({ body }) => {
      const { user, tab } = parseSlackPayload(homeSchema, body).event;
      if (tab === 'home') await openHome(user);
    });
}

export function readAction(body: unknown): DeskAction {
  const {
    user,
    channel,
    message,
    view,
    trigger_id: triggerId,
    actions,
  } = parseSlackPayload(actionSchema, body);
  const [action] = actions;
  const value = action && readValue(action);
  return {
    userId: user.id,
    actionId: action?.action_id ?? '',
    value: typeof value === 'string' ? value : value?.[0],
    triggerId,
    channelId: channel?.id,
    messageTs: message?.ts,
    view: view ? { id: view.id, hash: view.hash, privateMetadata: view.private_metadata } : undefined,
  };
}

export function readSubmission(body: unknown): DeskSubmission {
  const { user, view } = parseSlackPayload(submissionSchema, body);
  const values: Record<string, string | readonly string[]> = {};
  for (const [blockId, elements] of Object.entries(view.state.values)) {
    const [element] = Object.values(elements);
    const value = element && readValue(element);
    if (value !== undefined && value.length > 0) values[blockId] = value;
  }
  return {
    userId: user.id,
    callbackId: view.callback_id,
    privateMetadata: view.private_metadata,
    viewId: view.id,
    hash: view.hash,
    values,
  };
}

function readCommand(body: unknown): DeskCommand {
  const read = parseSlackPayload(commandSchema, body);
  return {
    userId: read.user_id,
    channelId: read.channel_id,
    command: read.command,
    text: read.text.trim(),
    triggerId: read.trigger_id,
  };
}

function readValue(element: Value): string | string[] | undefined {
  return (
    element.selected_options?.map(({ value }) => value) ??
    element.selected_users ??
    element.selected_option?.value ??
    element.selected_user ??
    element.value ??
    undefined
  );
}

type ViewResponse =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: View }
  | { response_action: 'clear' };

function toResponse(answer: DeskViewAnswer): ViewResponse | undefined {
  if (answer === undefined) return undefined;
  if ('errors' in answer) return { response_action: 'errors', errors: answer.errors };
  if ('update' in answer) return { response_action: 'update', view: answer.update };
  return { response_action: 'clear' };
}
