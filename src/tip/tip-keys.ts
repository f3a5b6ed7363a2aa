/** What makes two tips alike: the same plate, the same address, the same room, the same business in the same town. Pure. */

import { type Tip } from './schema.js';

export type TipKeyKind = 'plate' | 'address' | 'room' | 'business';

export interface TipKey {
  kind: TipKeyKind;
  /** Normalised; a word of the witness, so it is stored as a keyed hash only. */
  value: string;
}

/** At most twenty; none from a place that is only a town or a road. */
export function listTipKeys({ vehicles, location: at }: Tip): TipKey[] {
  const town = at.postalCode ?? (at.city === undefined ? undefined : `${at.city} ${at.state ?? ''}`);
  const place = at.business ?? at.address;
  const keys: { kind: TipKeyKind; parts: (string | undefined)[] }[] = [
    ...vehicles.map(({ plate }) => ({ kind: 'plate' as const, parts: [plate] })),
    { kind: 'address', parts: [at.address, town] },
    { kind: 'business', parts: [at.business, town] },
    { kind: 'room', parts: [at.room, place, town] },
  ];
  const found = keys.flatMap(({ kind, parts }) => {
    const words = parts.map((part) => (part === undefined ? '' : normalise(part)));
    return words.includes('') ? [] : [{ kind, value: words.join('|') }];
  });
  return found.filter(({ kind, value }) => kind !== 'plate' || value.length >= 4).slice(0, 20);
}

/** "4TR-B29" and "4trb29" are one plate; "Motel 6" and "motel  6." one motel. */
function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
