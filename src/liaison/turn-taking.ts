/** Whose turn it is: what a person's tap or modal does, and what they are told when somebody was first. */

import { type StepOutcome } from '../store/queries/turn-taking.js';
import { type PartyRole } from '../store/schema.js';
import { ACTION, VIEW } from './action-ids.js';
import { type Hidden, hide, slackDate } from './card-text.js';
import { OUTCOME_LABELS, person, ROLE_LABELS } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type DeskAction, type DeskInteractions, type DeskSubmission, type DeskViewAnswer } from './ports.js';
import { readShownTip } from './shown-tip.js';
import { tell } from './tell.js';
import { assignModal, closeModal, FIELD, MAX_UNITS, rerouteModal, showAllModal } from './turn-modals.js';
import { type Assignment, createTurnSteps, type TurnSteps } from './turn-steps.js';
import { lockTurnCard } from '../store/queries/turn-taking.js';

export interface TurnTaking {
  steps: TurnSteps;
  interactions: Pick<DeskInteractions, 'actions' | 'views'>;
}

type Outcome = StepOutcome | { kind: 'nothing' } | { kind: 'there already' };

export function createTurnTaking(deps: LiaisonDeps): TurnTaking {
  const steps = createTurnSteps(deps);
  /** Not awaited: Slack waits three seconds for its answer, and what was done stands. */
  const answer = (
    action: Pick<DeskAction, 'userId' | 'channelId'>,
    outcome: Outcome,
    what: string | undefined,
  ): void => {
    const text = explain(outcome, action.userId, mentionedWho, what);
    if (text !== undefined) void tell(deps, action, text);
  };
  const onCard =
    (work: (cardId: string, userId: string) => Promise<Outcome>, what?: string) =>
    async (action: DeskAction): Promise<void> => {
      if (action.value !== undefined) answer(action, await work(action.value, action.userId), what);
    };
  return {
    steps,
    interactions: {
      actions: {
        [ACTION.acknowledge]: onCard(steps.acknowledge, 'acknowledged this tip'),
        [ACTION.enRoute]: onCard((partyId, userId) => steps.mark(partyId, 'en_route', userId)),
        [ACTION.onScene]: onCard((partyId, userId) => steps.mark(partyId, 'on_scene', userId)),
        [ACTION.release]: onCard((partyId, userId) => steps.mark(partyId, 'released', userId)),
        [ACTION.reopen]: onCard(steps.reopen),
        [ACTION.undo]: onCard(steps.undo),
        ...modalActions(deps),
      },
      views: modalViews(deps, steps),
    },
  };
}

function modalActions(deps: LiaisonDeps): DeskInteractions['actions'] {
  const open =
    (build: (cardId: string) => Promise<Parameters<typeof openView>[2]>) => async (action: DeskAction) => {
      if (action.value !== undefined) await openView(deps, action, await build(action.value));
    };
  return {
    [ACTION.assign]: open((cardId) => Promise.resolve(assignModal(cardId))),
    [ACTION.close]: open((cardId) => Promise.resolve(closeModal(cardId))),
    [ACTION.reroute]: open(async (cardId) => {
      const card = await deps.store.transaction((tx) => lockTurnCard(tx, cardId));
      return rerouteModal(cardId, card?.jurisdiction ?? 'US', deps.states);
    }),
    [ACTION.showAll]: open(async (cardId) => {
      const { tip, hidden } = await readShownTip(deps, cardId);
      return showAllModal(tip, (text) => hideAll(text, hidden));
    }),
  };
}

function hideAll(text: string, hidden: Hidden): string {
  return hide(text, hidden);
}

async function openView(
  { slack }: LiaisonDeps,
  { triggerId }: DeskAction,
  view: Parameters<NonNullable<LiaisonDeps['slack']>['views']['open']>[0]['view'],
): Promise<void> {
  await slack?.views.open({ trigger_id: triggerId, view });
}

function modalViews(deps: LiaisonDeps, steps: TurnSteps): DeskInteractions['views'] {
  return {
    [VIEW.assign]: async ({ privateMetadata: cardId, userId, values }) => {
      const assignment = readAssignment(values);
      if ('errors' in assignment) return assignment;
      return toViewAnswer(await steps.assign(cardId, assignment, userId), userId, FIELD.role);
    },
    [VIEW.close]: async ({ privateMetadata: cardId, userId, values }) => {
      const outcome = readChoice(values, FIELD.outcome, OUTCOME_LABELS);
      if (outcome === undefined) return { errors: { [FIELD.outcome]: 'Choose one' } };
      const note = readText(values, FIELD.note);
      return toViewAnswer(await steps.close(cardId, { outcome, note }, userId), userId, FIELD.outcome);
    },
    [VIEW.reroute]: async ({ privateMetadata: cardId, userId, values }) => {
      const to = readChoice(values, FIELD.desk, { ...deps.states, US: undefined });
      const reason = readText(values, FIELD.reason);
      if (to === undefined) return { errors: { [FIELD.desk]: 'Choose a desk' } };
      if (reason === undefined) return { errors: { [FIELD.reason]: 'Say why' } };
      return toViewAnswer(await steps.reroute(cardId, { to, reason }, userId), userId, FIELD.desk);
    },
  };
}

type Values = DeskSubmission['values'];

function readAssignment(values: Values): Assignment | { errors: Record<string, string> } {
  const role: PartyRole | undefined = readChoice(values, FIELD.role, ROLE_LABELS);
  if (role === undefined) return { errors: { [FIELD.role]: 'Choose one' } };
  const chosen = values[FIELD.people];
  const people = typeof chosen === 'string' ? [chosen] : (chosen ?? []);
  const units = (readText(values, FIELD.units) ?? '')
    .split('\n')
    .map((unit) => unit.trim().slice(0, 100))
    .filter((unit) => unit !== '');
  if (people.length + units.length === 0)
    return { errors: { [FIELD.units]: 'Choose people above, or write an agency and unit' } };
  if (units.length > MAX_UNITS) return { errors: { [FIELD.units]: `At most ${MAX_UNITS} at a time` } };
  return { role, people, units };
}

function readChoice<Key extends string>(
  values: Values,
  field: string,
  known: Readonly<Record<Key, unknown>>,
): Key | undefined {
  const value = values[field];
  return typeof value === 'string' && Object.hasOwn(known, value) ? (value as Key) : undefined;
}

function readText(values: Values, field: string): string | undefined {
  const value = values[field];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** In a modal there is no channel to whisper in: what stood in the way is said at the input. */
function toViewAnswer(outcome: Outcome, userId: string, field: string): DeskViewAnswer {
  const text = explain(outcome, userId, plainWho);
  return text === undefined ? undefined : { errors: { [field]: text } };
}

/** Undefined when it was done. */
function explain(
  outcome: Outcome,
  userId: string,
  who: (by: string, userId: string) => string = mentionedWho,
  what = 'did that',
): string | undefined {
  switch (outcome.kind) {
    case 'done':
      return undefined;
    case 'already':
      return `${who(outcome.by, userId)} ${what} already${whenIn(outcome.at, who)}.`;
    case 'closed':
      return `${who(outcome.by, userId)} closed this tip${whenIn(outcome.at, who)}. Reopen it first.`;
    case 'there already':
      return 'That desk has this tip already.';
    case 'nothing':
      return 'You did nothing here in the last minute. Older steps stay; say in the thread what is wrong.';
    case 'unknown':
      return 'This is no longer there.';
  }
}

function mentionedWho(by: string, userId: string): string {
  return by === userId ? 'You' : person(by);
}

/** Errors in modals are plain text, where a mention is not drawn. */
function plainWho(by: string, userId: string): string {
  return by === userId ? 'You' : 'Somebody else';
}

function whenIn(at: Date, who: typeof mentionedWho): string {
  return who === plainWho ? '' : ` ${slackDate(at, '{date_short_pretty} at {time}')}`;
}
