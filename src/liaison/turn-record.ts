/** One step of turn taking: at a locked card, by one person, written into the history and every desk's thread. */

import { addThreadLines } from '../store/queries/thread-lines.js';
import {
  type By,
  listDesks,
  recordStep,
  type StepOutcome,
  type TurnCard,
} from '../store/queries/turn-taking.js';
import { type Tx } from '../store/store.js';
import { deskName } from './card-progress.js';
import { person } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { threadLine } from './thread.js';

/** One step at a card that is locked until the transaction ends. */
export interface Step {
  deps: LiaisonDeps;
  tx: Tx;
  card: TurnCard;
  by: By;
}

export function done(card: TurnCard): StepOutcome {
  return { kind: 'done', cardId: card.cardId };
}

/** The history, and a line in every thread: who did it comes first, or last where another is the subject. */
export async function record(
  { deps, tx, card, by }: Step,
  kind: string,
  detail: string,
  line: { text: string; words?: string | undefined; namedLast?: boolean },
): Promise<void> {
  await recordStep(tx, { tipId: card.tipId, kind, detail: `${card.jurisdiction} ${detail}`.trim(), ...by });
  const who = person(by.userId);
  const said = line.namedLast === true ? `${line.text} ${who}` : `${who} ${line.text}`;
  const desks = await listDesks(tx, card.tipId);
  await addThreadLines(
    tx,
    desks.map(({ cardId }) =>
      threadLine(deps.vault, cardId, {
        text: cardId === card.cardId ? said : `*${deskName(deps.states, card.jurisdiction)}:* ${said}`,
        ...(line.words === undefined ? {} : { words: line.words }),
      }),
    ),
    by.now,
  );
}
