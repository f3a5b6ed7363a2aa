/**
 * How urgent it is. Danger is an event: violence or a threat to life now. A word of violence in an idiom, a song, a
 * denial or a story of another time is none, nor is the gun that a guard wears every day.
 */
import type { Facts, Urgency } from './facts.js';
import type { Doc, Plain } from './normalize.js';
import type { PhraseHit } from './phrases.js';

export function findUrgency(doc: Doc, plain: Plain, hits: readonly PhraseHit[], facts: Facts): Urgency {
  return isDanger(doc, plain.text, hits) ? 'immediate_danger' : findPace(plain, hits, facts);
}

/** How urgent it is where no life is in danger. */
export function findPace(plain: Plain, hits: readonly PhraseHit[], facts: Facts): Urgency {
  const has = (code: string): boolean => hits.some((hit) => hit.code === code);
  const told = toldOfAnotherTime(plain.text, hits);
  if (told !== undefined) return told;
  if (hits.some((hit) => hit.code === 'urgency.now' && isMeantNow(plain.text, hit))) return 'in_progress';
  if (has('urgency.recent')) return 'recent';
  if (has('urgency.past') || has('danger.past')) return 'past';
  if (has('urgency.here')) return 'in_progress';
  if (
    facts.venue === 'transit_vehicle' ||
    facts.transit?.nextStop !== undefined ||
    facts.transit?.arrival !== undefined
  )
    return 'in_progress';
  return has('urgency.habit') ? 'past' : 'unknown';
}

const SONG = /[\u{1f3a4}\u{1f3b5}\u{1f3b6}\u266a\u266b]/u;
const LAUGHTER =
  / (?:lol|lmao|lmfao|rofl|ha|haha\w*|hehe\w*|jaja\w*|jeje\w*) |[\u{1f602}\u{1f923}\u{1f606}\u{1f480}\u{1f62d}\u{1f605}]/u;

function isDanger(doc: Doc, text: string, hits: readonly PhraseHit[]): boolean {
  if (SONG.test(doc.text)) return false;
  const of = (code: string): PhraseHit[] => hits.filter((hit) => hit.code === code);
  const past = of('danger.past');
  const idioms = of('danger.not');
  const calm = of('danger.calm');
  const laughing = LAUGHTER.test(` ${doc.flat} `);
  const idle = idleKinds(hits);
  if (idle >= 2 || (laughing && idle > 0)) return false;
  const isReal = (hit: PhraseHit): boolean =>
    !isArmour(text, hit) &&
    !isDenied(text, hit.start) &&
    !idioms.some((idiom) => idiom.start < hit.end && hit.start < idiom.end) &&
    !calm.some((word) => sameSentence(text, hit, word)) &&
    !(laughing && LIGHTLY_SAID.test(text.slice(hit.start, hit.end))) &&
    !(past.some((when) => sameSentence(text, hit, when)) && !isAboutNow(text, hit));
  const now = of('danger.now').filter(isReal);
  if (idle > 0 && !laughing && hits.every((hit) => hit.code !== 'idle.laugh') && now.length < 2) return false;
  if (idle === 0 && !laughing && SIGNAL.test(doc.text.slice(0, 320))) return true;
  return (
    now.length > 0 ||
    of('danger.carried').some((hit) => isReal(hit) && !EVERY_DAY_ARMS.test(sentenceOf(text, hit))) ||
    (!laughing &&
      idle === 0 &&
      past.length === 0 &&
      cueWeight(hits.filter((hit) => hit.code.startsWith('cue.') && isReal(hit))) >= ENOUGH)
  );
}

/** How many kinds of idle talk the text has: games, jokes, one's own job, the weather. */
export function idleKinds(hits: readonly PhraseHit[]): number {
  return new Set(hits.map((hit) => hit.code).filter((code) => code.startsWith('idle.'))).size;
}

/** A knife, a gun or an SOS drawn where somebody cannot write. */
const SIGNAL =
  /\u{1f198}|[\u{1f52a}\u{1f52b}\u{1fa78}].*\b(?:he|they|she|help|room|rm|cuarto|me|el)\b|\b(?:he|they|she|help|me|el)\b.*[\u{1f52a}\u{1f52b}\u{1fa78}]/u;

/** What each kind of cue adds, once: none is danger alone, and a hurry or a plea only beside something grave. */
const CUE_WEIGHTS: Readonly<Record<string, number>> = {
  'cue.peril': 0.5,
  'cue.harm': 0.5,
  'cue.threat': 0.6,
  'cue.weapon': 0.6,
  'cue.hunted': 0.5,
  'cue.hiding': 0.4,
  'cue.plea': 0.4,
  'cue.soon': 0.2,
};
const ENOUGH = 0.9;

function cueWeight(cues: readonly PhraseHit[]): number {
  let weight = 0;
  for (const code of new Set(cues.map((cue) => cue.code))) weight += CUE_WEIGHTS[code] ?? 0;
  return weight;
}

/** Is violence told, and all of it of another time? */
export function isOnlyTold(plain: Plain, hits: readonly PhraseHit[]): boolean {
  const past = hits.filter(({ code }) => code === 'danger.past');
  const violence = hits.filter(({ code }) => code === 'danger.now' || code === 'danger.carried');
  return (
    violence.length > 0 &&
    violence.every(
      (hit) => past.some((when) => sameSentence(plain.text, hit, when)) && !isAboutNow(plain.text, hit),
    )
  );
}

/** Violence that is told of another time sets the time of the whole, though other things go on. */
function toldOfAnotherTime(text: string, hits: readonly PhraseHit[]): Urgency | undefined {
  const violence = hits.filter((hit) => hit.code === 'danger.now');
  const near = (code: string): boolean =>
    hits.some((when) => when.code === code && violence.some((hit) => sameSentence(text, hit, when)));
  if (!near('danger.past')) return undefined;
  return near('urgency.recent') && !/ (?:years?|months?|weeks?) (?:ago|back) /.test(text) ? 'recent' : 'past';
}

/** What people say of work and exams with a laugh. */
const LIGHTLY_SAID = /\b(?:kill|die|dying|dead|murder|shoot|strangl|chok|punch|slap|smack|mat|mor|muer)/;
const RIGHT_NOW =
  / (?:right now|as we speak|this second|this minute|now|again|ahorita|ahora|tonight|still|todavia) /;
/** A guard, a hunter, a man whose gun is there every day: frightening, but no attack. */
const EVERY_DAY_ARMS =
  / (?:sits?|sitting|stands?|standing|posted|guards?|guarding|security|gates?|fence|perimeter|patrols?|patrolling|watch(?:es|ing)?|hip|belt|holster|waist|wears?|always|every|usually|nights?|hunt\w*|collects?|truck|drawer|office|cuida\w*|vigila\w*|siempre|for|para|porton|guardias?|cintura|diario|noches) /;

/** "no one is in danger", "nobody is being hit", "nadie esta herido". */
const NO_ONE =
  / (?:no one|nobody|none of (?:them|us)|nadie|ninguno|ninguna)(?: (?:is|was|are|were|has|been|being|got|gets|seems|looks|esta|estan|fue|ha|sido|in|en|any|real|here)){0,4} $/;
const NOT_SO =
  /(?<! si) (?:no|not|never|without|sin|ni|nunca|tampoco) (?!(?:stop|stopping|quit|wake|let|breathe|respond|know|sure|only|just|one|deja|dejan|para|paran|food|water|more|doubt|wait|se) )(?:[^ .,]+ ){0,2}$/;
/** "Nobody stops him beating her" denies nothing. */
const STILL_SO =
  / (?:stop|stops|stopping|quit|quits|deja|dejan|know|sure|help|helps|helping|care|cares|believe|let|lets) /;

export function isDenied(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 48), start);
  const denial = NO_ONE.exec(before) ?? NOT_SO.exec(before);
  return denial !== null && !STILL_SO.test(` ${denial[0]} `);
}

/** A gun safe, and a guard who wears a gun, threaten nobody yet. */
function isArmour(text: string, hit: PhraseHit): boolean {
  if (
    !/ (?:guns?|pistols?|rifles?|shotguns?|weapons?|knife|knives|pistola|arma|armas|armed|armados?)\b/.test(
      ` ${text.slice(hit.start, hit.end)}`,
    )
  )
    return false;
  const after = text.slice(hit.end, hit.end + 12);
  const before = text.slice(Math.max(0, hit.start - 28), hit.start);
  return (
    / (?:safe|store|shop|range|show|rack|cabinet|license) /.test(after) ||
    / (?:security|guard|guards|cop|cops|police|officer|sheriff|guardia|guardias) (?:[^ .]+ ){0,2}$/.test(
      before,
    )
  );
}

/** "Safe now", "gone now", "for now": no hurry. */
function isMeantNow(text: string, hit: PhraseHit): boolean {
  return (
    !/ (?:safe|until|for|not|away|ok|okay|fine|free|better|out|gone|over) $/.test(
      text.slice(Math.max(0, hit.start - 8), hit.start),
    ) &&
    !/ (?:not (?:happening|going on|there|here|in|sure|that i)|no one is [^ ]+|nobody is [^ ]+|is not|was not) (?:[^ .]+ ){0,3}$/.test(
      text.slice(Math.max(0, hit.start - 40), hit.start),
    ) &&
    !/^now (?:he|she|they|her|his|we|i|my|the|its|it|that|este|ella) /.test(
      text.slice(hit.start, hit.end + 8),
    )
  );
}

/** "Now" or "again" beside the blow itself, in its own sentence. */
function isAboutNow(text: string, hit: PhraseHit): boolean {
  const before = text.slice(Math.max(0, hit.start - 12), hit.start);
  const after = text.slice(hit.end - 1, hit.end + 14);
  const stop = after.indexOf(' . ');
  return RIGHT_NOW.test(
    before.slice(before.lastIndexOf(' . ') + 1) +
      text.slice(hit.start, hit.end - 1) +
      (stop < 0 ? after : after.slice(0, stop + 1)),
  );
}

function sentenceOf(text: string, hit: PhraseHit): string {
  const from = text.lastIndexOf(' . ', hit.start);
  const to = text.indexOf(' . ', hit.end - 1);
  return text.slice(Math.max(0, from), to < 0 ? text.length : to + 1);
}

function sameSentence(text: string, a: PhraseHit, b: PhraseHit): boolean {
  const [from, to] = a.start < b.start ? [a.end, b.start] : [b.end, a.start];
  return from >= to || !text.slice(Math.max(0, from - 1), to + 1).includes(' . ');
}
