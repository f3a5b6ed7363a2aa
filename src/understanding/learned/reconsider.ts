/**
 * Weighs what the rules found with what was learned from labelled texts. A meaning may be added, or taken back
 * where the rules were alone in seeing it; facts of place, number and time stay as they are. Texts in other
 * languages, and single words, are the rules' alone: too little was learned of them.
 */
import type { Facts, IndicatorEvidence } from '../facts.js';
import { quoteOf, type Plain } from '../normalize.js';
import type { RuleReading } from '../read-by-rules.js';
import { findPace, isOnlyTold } from '../urgency.js';
import { featuresOf, type Feature } from './features.js';
import { SIGN_LABELS, VENUE_LABELS } from './labels.js';
import type { Model, Scores } from './model.js';
import { ruleFindings } from './rule-findings.js';

const LEAST_WORDS = 2;
/** "exit 77", "yes I did": whether an answer is one depends on the question, which the rules' care is made for. */
const LEAST_TIP_WORDS = 4;
/**
 * Danger and speaking of oneself change the whole conversation. In a short text ("its next to the gas station", "i have
 * to go now") the score leans on single words: there the rules, whose words are chosen, decide alone.
 */
const LEAST_GRAVE_WORDS = 8;

/** The features of a text that the rules have read; `names` learns how they are called. */
export function featuresOfReading(
  { facts, doc, plain, hits }: RuleReading,
  names?: Map<number, string>,
): Feature[] {
  return featuresOf({ plain, text: doc.text, findings: ruleFindings(facts, hits) }, names);
}

export function reconsider(reading: RuleReading, model: Model): Facts {
  const { facts, doc, mainLanguage } = reading;
  if (!mainLanguage || doc.words.length < LEAST_WORDS) return facts;
  const scores = model(featuresOfReading(reading));
  const changed: Facts = { ...facts };
  const isShort = doc.words.length < LEAST_GRAVE_WORDS;
  if (!isShort) reconsiderDanger(changed, reading, scores);
  reconsiderMinors(changed, reading, scores);
  reconsiderSigns(changed, reading, scores);
  if (!isShort) reconsiderVenue(changed, scores);
  changed.tip = reconsiderTip(changed, reading, scores);
  if (!changed.tip) {
    delete changed.indicators;
    delete changed.indicatorEvidence;
  }
  if (!isShort) reconsiderSelfReport(changed, scores);
  // Nobody is affected by what is no tip.
  else if (!changed.tip) delete changed.selfReport;
  return changed;
}

/** A setting the rules did not see has to be likelier than not; one that they saw is left for a clearly likelier one. */
const LEAST_VENUE = 0;
const CLEARLY_LIKELIER = 1;

function reconsiderVenue(facts: Facts, scores: Scores): void {
  const scored = VENUE_LABELS.map((label) => ({
    venue: label.slice('venue='.length),
    score: scores.of(label) ?? -Infinity,
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const { venue } = facts;
  const own = scored.find((entry) => entry.venue === venue)?.score;
  const enough = own === undefined ? LEAST_VENUE : own + CLEARLY_LIKELIER;
  if (best.score > enough || (own === undefined && best.score >= enough)) facts.venue = best.venue;
}

function reconsiderSelfReport(facts: Facts, scores: Scores): void {
  if (facts.tip === true && scores.decide('selfReport', facts.selfReport === true)) facts.selfReport = true;
  else delete facts.selfReport;
}

/**
 * What carries a sign is a tip, save where nearly every word speaks against it ("tired of being chained to my desk"):
 * of a hundred texts with signs below this line, strangers to the writer judging, five were tips.
 */
const SURELY_IDLE = -2.5;

/** Danger is a tip whatever else is said, and a sign nearly always; else the score decides. */
function reconsiderTip(facts: Facts, { doc }: RuleReading, scores: Scores): boolean {
  const ruleSaid = facts.tip === true;
  if (doc.words.length < LEAST_TIP_WORDS) return ruleSaid;
  if (ruleSaid && facts.urgency === 'immediate_danger') return true;
  if (ruleSaid && facts.indicators !== undefined)
    return doc.words.length < LEAST_GRAVE_WORDS || (scores.of('tip') ?? 0) > SURELY_IDLE;
  return scores.decide('tip', ruleSaid);
}

const SURELY_NOW = 3.5;

function reconsiderDanger(facts: Facts, { plain, hits }: RuleReading, scores: Scores): void {
  const ruleSaid = facts.urgency === 'immediate_danger';
  const holds = scores.decide('danger', ruleSaid);
  if (holds === ruleSaid) return;
  // Words of violence weigh the same whenever it was: only a very high score speaks of now.
  if (holds && isOnlyTold(plain, hits) && (scores.of('danger') ?? 0) < SURELY_NOW) return;
  facts.urgency = holds ? 'immediate_danger' : findPace(plain, hits, facts);
}

/** "una muchacha de 17", "a girl about 15": of no family of the texter's, and the age is said. No score outweighs that. */
const A_CHILD_AND_AGE =
  / (?:a|an|the|this|one|some|una?|la|el|las|los|unas|unos|otra|otro) (?:young |little |joven )?(?:girls?|boys?|kids?|teens?|teenagers?|muchach[oa]s?|chic[oa]s?|nin[oa]s?|chav[oa]s?|morr[oa]s?) (?:de |of |is |are |like |about |around |maybe |age |aged |looks |como |unos |tiene |parece |q |que )*1[0-7] /;

function reconsiderMinors(facts: Facts, { plain }: RuleReading, scores: Scores): void {
  const ruleSaid = facts.people?.minors === true;
  if (ruleSaid && A_CHILD_AND_AGE.test(plain.text)) return;
  const holds = scores.decide('minors', ruleSaid);
  if (holds === ruleSaid) return;
  const victims = facts.people?.victims;
  const counted = victims === undefined ? {} : { victims };
  if (holds) facts.people = { ...counted, minors: true };
  else if (victims !== undefined) facts.people = counted;
  else delete facts.people;
}

function reconsiderSigns(facts: Facts, { doc, plain }: RuleReading, scores: Scores): void {
  const known = new Map((facts.indicatorEvidence ?? []).map((evidence) => [evidence.code, evidence]));
  const evidence: IndicatorEvidence[] = [];
  // "Muchachas" with an older man look alike whatever their age: what is a sign only of a child needs one.
  const isChild = facts.people?.minors === true;
  for (const code of SIGN_LABELS) {
    const byRule = known.get(code);
    if (!scores.decide(code, byRule !== undefined)) known.delete(code);
    else if (byRule === undefined && (isChild || !code.startsWith('minor.'))) {
      const span = scores.spanOf(code);
      if (span !== undefined) evidence.push({ code, quote: quoteOfWords(doc, plain, span) });
    }
  }
  const all = [...known.values(), ...evidence];
  if (all.length > 0) {
    facts.indicators = all.map(({ code }) => code);
    facts.indicatorEvidence = all;
  } else {
    delete facts.indicators;
    delete facts.indicatorEvidence;
  }
}

/** The witness's words at these positions of the plain view. */
function quoteOfWords(doc: RuleReading['doc'], plain: Plain, [from, to]: readonly [number, number]): string {
  let start = 1;
  let word = 0;
  for (; word < from; word++) start = plain.text.indexOf(' ', start) + 1;
  let end = start;
  for (; word < to; word++) end = plain.text.indexOf(' ', end) + 1;
  return quoteOf(doc, plain, start, Math.max(start + 1, end - 1)).quote;
}
