/**
 * What every export in another standard's words says in our own: which tip it is, whether it may be acted on,
 * and what the witness agreed to. No standard has words for these, and none of them may be lost on the way.
 */

import { describeConsent, describeMarks } from '../plain-text.js';
import { type Tip } from '../schema.js';
import { type Applied, type CodeList } from './crosswalks.js';

export type ConsentAnswer = 'yes' | 'no' | 'not asked';

export function consentAnswer(value: boolean | undefined): ConsentAnswer {
  return value === undefined ? 'not asked' : value ? 'yes' : 'no';
}

/** The tip in short, in the same words in every export. */
export function describeHeader(tip: Tip) {
  return {
    id: tip.id,
    reference: tip.reference,
    revision: tip.revision,
    status: tip.status,
    test: tip.provenance.test,
    withdrawn: tip.status === 'withdrawn',
    verified: false,
    urgency: tip.urgency,
    language: tip.language,
    consent: {
      shareWithState: consentAnswer(tip.consent.shareWithState),
      followUp: consentAnswer(tip.consent.followUp),
      /** The witness is not the person affected, unless they say so: this is not a victim's consent. */
      givenBy: tip.selfReport ? 'the person affected' : 'a witness, not the person affected',
    },
    firstContact: tip.provenance.startedAt,
    revisedAt: tip.provenance.revisedAt,
    jurisdictions: tip.jurisdictions,
  };
}

/** The same in one sentence, for a reader who sees nothing but the standard's own fields. */
export function describeStanding(tip: Tip): string {
  return [
    ...describeMarks(tip),
    `Tip ${tip.reference}, revision ${tip.revision}. Unverified. Consent: ${describeConsent(tip)}.`,
  ].join(' ');
}

/** How one code of ours came out: what it became, how far that holds, or why it became nothing. */
export interface Mapped {
  ours: string;
  list: string;
  codes?: { code: string; trueOf: 'every such tip' | 'some such tips'; because?: string }[];
  none?: string;
}

export function describeMapped(ours: string, list: CodeList, applied: Applied): Mapped {
  if ('none' in applied) return { ours, list: list.name, none: applied.none };
  return {
    ours,
    list: list.name,
    codes: applied.targets.map(({ code, part }) =>
      part === undefined
        ? { code, trueOf: 'every such tip' }
        : { code, trueOf: 'some such tips', because: part },
    ),
  };
}

/** Where the codes come from, and whether the list itself was seen. */
export function describeLists(lists: readonly CodeList[]) {
  return lists.map(({ name, source, version, date, verified, note }) => ({
    name,
    source,
    version,
    date,
    verified,
    ...(verified ? {} : { note }),
  }));
}
