/** What of a tip a desk may see: the newest shared revision, without the number and name of the witness. */

import { type CardToShow, getCardToShow } from '../store/queries/liaison-cards.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { type Vault } from '../store/vault.js';
import { listChanges, type TipSection } from '../tip/changes.js';
import { type Tip } from '../tip/schema.js';
import { type Hidden, listHidden } from '../tip/hide.js';
import { withoutStory } from '../tip/withdrawn.js';
import { type LiaisonDeps } from './liaison-deps.js';

export interface View {
  /** The newest revision that may be shown: a later "do not share with the state" leaves what was shown till then. */
  tip: Tip;
  newest: Tip;
  newestRevision: number;
  changes: TipSection[];
}

export function readView(vault: Pick<Vault, 'openObject'>, card: CardToShow): View {
  const open = (index: number) => openRevision(vault, card, index);
  const newest = openNewest(vault, card);
  let tip = newest;
  for (let index = 1; tip.consent.shareWithState === false && index < card.revisions.length; index++)
    if ((card.revisions[index]?.revision ?? 0) <= card.revisionShown) tip = open(index) ?? tip;
  // Reference, urgency and state only: it was never allowed to be shown here.
  if (tip.consent.shareWithState === false) tip = { ...withoutStory(newest), revision: 0 };
  const before =
    card.revisionShown > 0 && card.revisionShown < newest.revision ? card.revisionShown : newest.revision - 1;
  const previous = open(card.revisions.findIndex(({ revision }) => revision === before));
  const changes = card.revisionShown === 0 || previous === undefined ? [] : listChanges(previous, newest);
  return { tip, newest, newestRevision: newest.revision, changes };
}

/** False once the witness took the tip, or its sharing, back. */
export function isShared(vault: Pick<Vault, 'openObject'>, card: CardToShow): boolean {
  return openNewest(vault, card).consent.shareWithState !== false;
}

function openNewest(vault: Pick<Vault, 'openObject'>, card: CardToShow): Tip {
  const newest = openRevision(vault, card, 0);
  if (newest === undefined) throw new RangeError(`tip ${card.tipId} has no revision`);
  return newest;
}

/** `index`: 0 is the newest. */
function openRevision(
  vault: Pick<Vault, 'openObject'>,
  { tipId, revisions }: CardToShow,
  index: number,
): Tip | undefined {
  const row = revisions[index];
  return row && (vault.openObject(row.documentSealed, tipRevisionPlace(tipId, row.revision)) as Tip);
}

/** The number the witness writes from; none in Slack. */
export function listWitnessNumbers(
  vault: Pick<Vault, 'open'>,
  card: Pick<CardToShow, 'witnessChannel' | 'addressSealed' | 'witnessId'>,
): string[] {
  return card.witnessChannel === 'sms'
    ? [vault.open(card.addressSealed, `witnesses:${card.witnessId}:address`)]
    : [];
}

/** The tip as this card may show it, and what to hide in its words. */
export async function readShownTip(
  { store, vault }: Pick<LiaisonDeps, 'store' | 'vault'>,
  cardId: string,
): Promise<{ tip: Tip; hidden: Hidden }> {
  const card = await store.transaction((tx) => getCardToShow(tx, cardId));
  const { tip } = readView(vault, card);
  return { tip, hidden: listHidden(tip, listWitnessNumbers(vault, card)) };
}
