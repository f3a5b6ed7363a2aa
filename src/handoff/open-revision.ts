/** Opens a sealed revision as the hotline may have it: of one that was taken back nothing of the story leaves any more. */

import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { type Vault } from '../store/vault.js';
import { type Tip } from '../tip/schema.js';
import { withoutStory } from '../tip/withdrawn.js';

export interface SealedRevision {
  tipId: string;
  revision: number;
  documentSealed: Buffer;
  /** What its reader knows of the tip. */
  previousRevision: number | null;
  previousSealed: Buffer | null;
}

export function openRevision(
  vault: Pick<Vault, 'openObject'>,
  { tipId, revision, documentSealed, previousRevision, previousSealed }: SealedRevision,
): { tip: Tip; previous: Tip | undefined } {
  const open = (sealed: Buffer, at: number) => vault.openObject(sealed, tipRevisionPlace(tipId, at)) as Tip;
  const tip = open(documentSealed, revision);
  const previous =
    previousSealed === null || previousRevision === null ? undefined : open(previousSealed, previousRevision);
  return tip.status === 'withdrawn'
    ? { tip: withoutStory(tip), previous: previous && withoutStory(previous) }
    : { tip, previous };
}
