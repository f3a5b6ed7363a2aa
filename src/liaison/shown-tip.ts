/** What of a tip a desk may see: the newest shared revision, without the number and name of the witness. */

import { type CardToShow, getCardToShow } from '../store/queries/liaison-cards.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { type Vault } from '../store/vault.js';
import { listChanges, type TipSection } from '../tip/changes.js';
import { type Tip } from '../tip/schema.js';
import { type Hidden, listHidden } from '../tip/hide.js';
import { type LiaisonDeps } from './liaison-deps.js';

export interface View {
  /** The newest revision that may be shown: a later "do not share with the state" leaves what was shown till then. */
  tip: Tip;
  newest: Tip;
  newestRevision: number;
  changes: TipSection[];
}

export function readView(vault: Pick<Vault, 'openObject'>, card: CardToShow): View {
  const open = (index: number): Tip | undefined => {
    const row = card.revisions[index];
    return row && (vault.openObject(row.documentSealed, tipRevisionPlace(card.tipId, row.revision)) as Tip);
  };
  const newest = open(0);
  if (newest === undefined) throw new RangeError(`tip ${card.tipId} has no revision`);
  let tip = newest;
  for (let index = 1; tip.consent.shareWithState === false && index < card.revisions.length; index++)
    if ((card.revisions[index]?.revision ?? 0) <= card.revisionShown) tip = open(index) ?? tip;
  if (tip.consent.shareWithState === false) tip = withoutContent(newest);
  const before =
    card.revisionShown > 0 && card.revisionShown < newest.revision ? card.revisionShown : newest.revision - 1;
  const previous = open(card.revisions.findIndex(({ revision }) => revision === before));
  const changes = card.revisionShown === 0 || previous === undefined ? [] : listChanges(previous, newest);
  return { tip, newest, newestRevision: newest.revision, changes };
}

/** False once the witness took the tip, or its sharing, back. */
export function isShared(vault: Pick<Vault, 'openObject'>, card: CardToShow): boolean {
  return readView(vault, card).newest.consent.shareWithState !== false;
}

/** Reference, urgency and state only: it was never allowed to be shown here. */
function withoutContent(tip: Tip): Tip {
  return {
    ...tip,
    revision: 0,
    narrative: [],
    indicators: [],
    people: {},
    vehicles: [],
    venue: null,
    location: { precision: 'unknown', confirmed: false },
    transit: null,
    occurred: {},
    attachments: [],
    callback: {},
  };
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
