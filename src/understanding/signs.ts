/**
 * The warning signs among the phrases found: one piece of evidence per code, the longest.
 *
 * Some signs need two things said: a child, and an adult who directs it; a child, and work. Others need a setting:
 * nobody "refuses entry" but in a room that others clean.
 */
import type { Doc, Plain } from './normalize.js';
import type { PhraseHit } from './phrases.js';

export interface SignInput {
  doc: Doc;
  plain: Plain;
  hits: readonly PhraseHit[];
  /** Where the text speaks of an affected child. */
  children: readonly number[];
  venue: string | undefined;
  /** The texter is the one affected. */
  selfReport: boolean;
}

const CODE = /^(?:control|condition|labor|sex|minor|venue)\.|^asks_for_help$/;
const NEAR_CHARS = 110;
const FAR_CHARS = 260;

export function readSigns(input: SignInput): PhraseHit[] {
  const best = new Map<string, PhraseHit>();
  const offer = (code: string, hit: PhraseHit | undefined): void => {
    if (hit === undefined) return;
    const known = best.get(code);
    if (known === undefined || hit.end - hit.start > known.end - known.start)
      best.set(code, { ...hit, code });
  };
  for (const hit of input.hits) if (CODE.test(hit.code) && isMeant(hit, input)) offer(hit.code, hit);
  const { children, hits } = input;
  const beside = (code: string, distance: number): PhraseHit | undefined =>
    hits.find((hit) => hit.code === code && children.some((at) => Math.abs(at - hit.start) <= distance));
  offer('minor.older_controller', beside('co.adult', FAR_CHARS));
  if (WORK_VENUES.has(input.venue ?? '') || !best.has('sex.commercial_sex'))
    offer('minor.working', workingChild(input));
  if (beside('co.goods', NEAR_CHARS) !== undefined)
    offer('minor.unexplained_goods', beside('co.noexplain', NEAR_CHARS));
  offer('labor.excess_hours', longHours(input.plain));
  if (!best.has('labor.unpaid') && !best.has('labor.false_promise'))
    offer(
      'labor.unpaid',
      hits.find((hit) => hit.code === 'co.underpaid'),
    );
  if (best.has('sex.commercial_sex'))
    offer(
      'sex.controller',
      hits.find((hit) => hit.code === 'co.pimp'),
    );
  if (LIVE_IN_VENUES.has(input.venue ?? ''))
    offer(
      'labor.lives_at_work',
      hits.find((hit) => hit.code === 'co.liveodd'),
    );
  prune(best, input);
  return [...best.values()].sort((a, b) => a.start - b.start || a.code.localeCompare(b.code));
}

/** Places of work where nobody should have to live. */
const LIVE_IN_VENUES = new Set([
  'hotel',
  'restaurant_or_bar',
  'factory',
  'massage_or_salon',
  'store',
  'farm',
]);
const WORK_VENUES = new Set(['farm', 'factory', 'construction', 'restaurant_or_bar', 'door_to_door']);
const WORK_WORD_AFTER = 70;

/** A child, and soon after (or just before) it the work it does. */
function workingChild({ hits, children, plain }: SignInput): PhraseHit | undefined {
  return hits.find(
    (hit) =>
      hit.code === 'co.childwork' &&
      !/^ (?:them|her|him|us) /.test(plain.text.slice(hit.end, hit.end + 6)) &&
      children.some((at) => hit.start - at <= WORK_WORD_AFTER && at - hit.start <= 34) &&
      !/ (?:her|his|my|the|a|i|we|our|who|boss|mom|dad|she said she|nurse|teacher|driver|i am|social|at|from|to|after|for|sex) $/.test(
        plain.text.slice(Math.max(0, hit.start - 12), hit.start),
      ) &&
      !/^(?:working the|work(?:er|s)? here|job|sex)/.test(plain.text.slice(hit.start, hit.start + 12)),
  );
}

const CHILD_SIGNS = new Set(['minor.older_controller', 'minor.unexplained_goods', 'minor.working']);

/** Signs that need a setting or another speaker to mean what they seem to. */
function isMeant(hit: PhraseHit, input: SignInput): boolean {
  const { plain, children, venue, hits } = input;
  const quote = plain.text.slice(hit.start, hit.end);
  const after = plain.text.slice(hit.end, hit.end + 24);
  if (hit.code === 'minor.unexplained_goods' && !hits.some((other) => other.code === 'co.noexplain'))
    return false;
  if (CHILD_SIGNS.has(hit.code)) return children.length > 0;
  // "i'm scared to give my name": the witness's own
  if (
    hit.code === 'condition.fearful' &&
    hits.some((other) => other.code === 'self.idle' && other.start < hit.end && hit.start < other.end)
  )
    return false;
  if (hit.code === 'control.isolated' && !input.selfReport && /\blet (?:me|us) call\b/.test(quote))
    return false;
  if (hit.code === 'asks_for_help') return isTheirCry(hit, input);
  if (UNMEANT.some(([code, words]) => code === hit.code && words.test(`${quote}|${after}`))) return false;
  if (
    hit.code === 'control.id_held' &&
    HAS_OWN.test(plain.text.slice(Math.max(0, hit.start - 12), hit.end + 30))
  )
    return false;
  if (hit.code === 'labor.excess_hours' && /^(?:day and night|dia y noche|around the clock)$/.test(quote))
    return / (?:work\w*|clean\w*|cook\w*|pick\w*|sew\w*|trabaj\w*|limpi\w*|shifts?|hours) /.test(plain.text);
  if (
    hit.code === 'control.not_free_to_leave' &&
    /^ (?:a|to) (?:la |the )?(?:escuela|school|doctor|medico|hospital|bano|bathroom|er|clinic|clinica) (?!alone|sola)/.test(
      after,
    )
  )
    return false;
  if (hit.code === 'control.lost') return !isOwnDoubt(plain.text, hit) || isOwnPlace(plain.text, hit);
  if (hit.code === 'venue.refuses_entry')
    return (
      venue === 'hotel' ||
      /clean|housek|maid|inspec|disturb|dnd|limpi|molest|toall|towel|camarista|maintenance/.test(quote) ||
      hits.some((other) => other.code === 'venue=hotel')
    );
  if (hit.code === 'venue.cash_many_rooms')
    return hits.some((other) => other.code === 'venue=hotel') || /room|cuarto|habitac|hour|door/.test(quote);
  return true;
}

/** "I don't know where", "no se donde": the texter's own not knowing. */
const isOwnDoubt = (text: string, { start, end }: PhraseHit): boolean =>
  / (?:i|yo|we) (?:\w+ ){0,2}$/.test(text.slice(Math.max(0, start - 16), start)) ||
  /^(?:(?:i|yo|we) |(?:no|ni) (?:me )?(?:se|sabemos) )/.test(text.slice(start, end));
const OWN_PLACE =
  /(?:where|donde|adonde) (?:i|we|they (?:took|are|have)|he (?:took|is|has)|am|this|estoy|estamos|ando|andamos|voy|vamos|me|nos|quede)\b|\b(?:what|which|que|cual) (?:city|town|state|place|part|ciudad|estado|pueblo|parte|lugar) (?:i|we|this|it|im|is|am|es|estoy|estamos|ando|andamos|sea)\b/;

/** Does a doubt about where concern the place where the texter is? "idk where" answers a question about another. */
export const isOwnPlace = (text: string, { start, end }: PhraseHit): boolean =>
  OWN_PLACE.test(text.slice(start, end + 24));

/** "He has his own passport", "i keep my passport", "si tienen sus papeles": nobody holds it. */
const HAS_OWN =
  / (?:(?:has|have|had|got|keeps?|carr(?:y|ies)|with) (?:both |all )?(?:his|her|hers|their|theirs|my|our) own (?:\w+ )?(?:passports?|ids?|papers|documents|licenses?|visas?|cards?)|(?:i|we) (?:do |still |did )?(?:have|keep|kept|got|had) (?:my|our) (?:own )?(?:passports?|ids?|papers|documents|licenses?)|(?:si|ellos|ellas|ella|el) (?:tienen?|traen?) (?:su|sus) (?:propi[oa]s? )?(?:pasaportes?|papeles|documentos) (?!la |el |los )) /;

/** Loose words that mean something else: quitting a job, a wage by the hour, a pupil's own telephone. */
const UNMEANT: readonly (readonly [string, RegExp])[] = [
  ['control.not_free_to_leave', /quit\|/],
  ['control.spoken_for', /\| con /],
  // "adonde van", "van 7 quincenas sin pago", "el camion sale a las 3", "subieron a golpes": nobody is driven together
  [
    'venue.moved_in_group',
    /^van (?!(?:llen[oa]|con|de|blanc\w*|negr\w*|gris|roj\w*|que|donde|los (?:recoge|lleva|trae|baja)|las (?:recoge|lleva|trae|baja)) )|^(?:bus|camion|autobus|tren|carro|trailer|traila)\b (?!(?:llen[oa]|con|de|que|y) |(?:los |las |nos )?(?:llev|tra|recog|baj|sub|dej|mov|muev|carg)\w+)|(?:lleva|llevan|llevo) (?:ya )?(?:como )?\d+ (?:dias|semanas|meses|anos|quincenas)|(?:recogen?|mete) (?:los cheques|el dinero|el carro|planazos)|golpes|amarrad|jalando|brazo|punta|cheques|dinero/,
  ],
  [
    'control.lost',
    /^(?:no|ni) (?:me |yo )?se (?:bien )?(?:la |el |que |cual |ni )*(?:calle|numero|nombre|direccion)\b/,
  ],
  ['control.isolated', /^(?:trae|tiene|carga|tienen) (?:un |su |dos |\d )?(?:celular|telefono|cel) ?\w*\|/],
  ['control.money_held', /\b(?:rent|rides?|food|housing|van|room)\b.*\|/],
  ['condition.neglected', /\| ?(?:alone|sola)|bathroom\|.*alone/],
  ['labor.excess_hours', /^\d+ (?:la|por|una|a|an|per|the|dolares) (?:hora|hour)/],
];

/** "Send someone", "AYUDA": the witness's own cry is not the affected person's, unless they are the same. */
function isTheirCry(hit: PhraseHit, { plain, selfReport }: SignInput): boolean {
  if (selfReport) return true;
  const quote = plain.text.slice(hit.start, hit.end);
  if (/^begg\w* (?:him|her|them) to stop/.test(plain.text.slice(hit.start, hit.end + 16))) return false;
  if (
    !/^(?:please|send|get|come|call|hurry|help|ayud\w+|auxilio|socorro|manden|envien|vengan|llam\w+|save|rescue|por favor|sos|911)\b/.test(
      quote,
    )
  )
    return true;
  const before = plain.text.slice(Math.max(0, hit.start - 60), hit.start);
  return / (?:said|says|asked|asks|begged|begging|pidio|pide|pidiendo|dijo|dice|decia|mouthed|whispered|screaming|yelling|note|told|wrote|sign|nota|papel|paper|napkin|message|text|texted|saying|gritando|sent|window|ella|signal|signals) /.test(
    before,
  );
}

function prune(best: Map<string, PhraseHit>, { plain, hits }: SignInput): void {
  const quote = (code: string): string => {
    const hit = best.get(code);
    return hit === undefined ? '' : plain.text.slice(hit.start, hit.end);
  };
  if (
    best.has('labor.unsafe') &&
    /^(?:(?:no|sin|not|hay|ni|clean|tienen|shade|sombra|breaks?|or|and|any|o|y|con|este|heat|dan|nos|give|get|do|drinking|running) )*(?:agua|water)?(?: (?:no|ni|breaks?|or|and|shade|sombra|con|este|calor|caloron|heat|in|the))*$/.test(
      quote('condition.neglected')
        .replace(/no hay agua/, 'agua')
        .trim(),
    )
  )
    best.delete('condition.neglected');
  const otherSex = [...best.keys()].some((code) => code.startsWith('sex.') && code !== 'sex.controller');
  if (
    !otherSex &&
    !/pimp|padrot|daddy|prostit|escort|strip|dance|sex|proxeneta|madrota|chulo/.test(
      quote('sex.controller'),
    ) &&
    !/1000|make.*(?:night|nite|day)/.test(quote('sex.controller'))
  )
    best.delete('sex.controller');
  if (
    !otherSex &&
    !hits.some((hit) => /^venue=(?:hotel|truck_stop|street)$/.test(hit.code)) &&
    quote('sex.controller').startsWith('drop')
  )
    best.delete('sex.controller');
}

const RANGE =
  /(?<= )(?:from |de |desde |las |between )*(\d{1,2})(?: \d\d)? ?(am|pm|de la manana)?(?: (?:to|til|till|until|thru|through|hasta|a|and|y))?(?: las)? (\d{1,2}|midnight|medianoche|dark|noon) ?(am|pm|de la noche)?(?= )/g;
const LONG_DAY_HOURS = 12;

/** "6am-11pm", "from 5 am til midnight": a working day of twelve hours or more. */
function longHours(plain: Plain): PhraseHit | undefined {
  if (
    !/ (?:work|works|worked|working|trabaj\w+|shift|cleans|cooks|open|day|days|labor\w*|hours) /.test(
      plain.text,
    )
  )
    return undefined;
  const text = plain.text.replace(/(\d)(am|pm)\b/g, '$1 $2').replace(/ {2,}/g, ' ');
  if (text.length > plain.text.length + 40) return undefined;
  for (const match of text.matchAll(RANGE)) {
    const [all, first, firstHalf, last, lastHalf] = match;
    if (firstHalf === undefined && lastHalf === undefined && !/midnight|medianoche|dark/.test(last ?? ''))
      continue;
    const start = (Number(first) % 12) + (firstHalf === 'pm' ? 12 : 0);
    const end = /midnight|medianoche/.test(last ?? '')
      ? 24
      : (last ?? '').includes('dark')
        ? 20
        : (Number(last) % 12) + (lastHalf === 'am' ? 24 : 12);
    if (
      Number(first) >= 1 &&
      Number(first) <= 12 &&
      firstHalf !== 'pm' &&
      end - start >= LONG_DAY_HOURS &&
      end - start <= 21
    ) {
      const at = plain.text.indexOf(` ${first ?? ''}`, 0);
      return {
        code: 'labor.excess_hours',
        start: Math.max(1, at + 1),
        end: Math.min(plain.text.length - 1, Math.max(1, at + 1) + all.length),
      };
    }
  }
  return undefined;
}
