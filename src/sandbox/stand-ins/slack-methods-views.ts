/** views.*: modals by trigger, home tabs by person, races by hash. https://docs.slack.dev/surfaces/modals */

import { findViewViolations } from './block-kit-rules.js';
import {
  findFileViolations,
  isRecord,
  refuse,
  text,
  type SlackArguments,
  type SlackRefusal,
  type SlackResult,
} from './slack-arguments.js';
import { type SlackContext, type SlackMethod } from './slack-context.js';
import { MAX_VIEWS_IN_STACK, type SlackView } from './slack-view-store.js';
import { readViewState } from './slack-view-state.js';
import { slackId, withBlockIds, type SlackWorkspace } from './slack-workspace.js';

export const VIEW_METHODS: Readonly<Record<string, SlackMethod>> = {
  'views.open': (args, context) => placeModal(args, context, { fresh: true }),
  'views.push': (args, context) => placeModal(args, context, { fresh: false }),
  'views.update': (args, { workspace }) => {
    const { views } = workspace;
    const current =
      args.external_id === undefined
        ? views.find(text(args.view_id))
        : views.findByExternalId(text(args.external_id));
    if (current === undefined) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== current.hash) return refuse('hash_conflict');
    const view = acceptView(args.view, workspace, current);
    return 'ok' in view ? view : answerView(views.update(current, view.accepted), workspace);
  },
  'views.publish': (args, { workspace }) => {
    const user = text(args.user_id);
    if (!workspace.users.has(user)) return refuse('invalid_arguments', ['invalid user_id']);
    const current = workspace.views.homeOf(user);
    if (args.hash !== undefined && args.hash !== current?.hash) return refuse('hash_conflict');
    const view = acceptView(args.view, workspace, current, 'home');
    return 'ok' in view
      ? view
      : answerView(workspace.views.publish(user, view.accepted, slackId('V')), workspace);
  },
};

function placeModal(
  args: SlackArguments,
  { workspace, tickets }: SlackContext,
  options: { fresh: boolean },
): SlackResult | SlackRefusal {
  const view = acceptView(args.view, workspace, undefined, 'modal');
  if ('ok' in view) return view;
  const trigger = tickets.redeemTrigger(text(args.trigger_id));
  if ('error' in trigger) return refuse(trigger.error);
  const { user } = trigger;
  const stack = workspace.views.stackOf(user);
  if (!options.fresh && stack.length === 0) return refuse('not_found');
  if (!options.fresh && stack.length >= MAX_VIEWS_IN_STACK) return refuse('push_limit_reached');
  const placed = workspace.views.push({ id: slackId('V'), user, view: view.accepted }, options);
  return answerView(placed, workspace);
}

/** 250 kB: views.open, error view_too_large. */
const MAX_VIEW_BYTES = 250_000;

/** The view as it will be kept, or why Slack would not take it. A view keeps its type when it is updated. */
export function acceptView(
  view: unknown,
  workspace: SlackWorkspace,
  current: SlackView | undefined,
  type?: 'modal' | 'home',
): { accepted: Record<string, unknown> } | SlackRefusal {
  const violations = findViewViolations(view);
  if (violations.length > 0 || !isRecord(view)) return refuse('invalid_arguments', violations);
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) return refuse('view_too_large');
  const wanted = type ?? current?.view.type;
  if (wanted !== undefined && view.type !== wanted)
    return refuse('invalid_arguments', [
      `[ERROR] unsupported type: ${text(view.type)} [json-pointer:/view/type]`,
    ]);
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isRecord) : [];
  const files = findFileViolations(blocks, workspace, '/view/blocks');
  if (files.length > 0) return refuse('invalid_arguments', files);
  const other =
    view.external_id === undefined ? undefined : workspace.views.findByExternalId(text(view.external_id));
  if (other !== undefined && other.id !== current?.id) return refuse('duplicate_external_id');
  return { accepted: { ...view, blocks: withBlockIds(blocks) } };
}

function answerView(view: SlackView, workspace: SlackWorkspace): SlackResult {
  return { ok: true, view: renderView(view, workspace) };
}

/** A view as Slack shows it, in answers and in payloads. */
export function renderView(
  view: SlackView,
  workspace: SlackWorkspace,
  values: Record<string, unknown> = readViewState(view.view.blocks, {}).values,
): Record<string, unknown> {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    ...(view.view.type === 'modal' && {
      submit: null,
      close: null,
      clear_on_close: false,
      notify_on_close: false,
    }),
    ...view.view,
    id: view.id,
    team_id: workspace.teamId,
    state: { values },
    hash: view.hash,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: workspace.appId,
    app_installed_team_id: workspace.teamId,
    bot_id: workspace.botId,
  };
}
