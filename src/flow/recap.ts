/**
 * What was understood, said back in a few words: "Motel 6 Joplin MO, room 214, 2 girls ~15, there now". Parts
 * come in order of worth, so that a message over budget loses the least first. A witness's words are kept to GSM-7.
 */

import { type FieldName, type Report, findValue } from '../tip/report.js';
import { type RecapWord } from './schema.js';
import { clip, toGsm7 } from './segments.js';
import { stateName } from './state-names.js';
import { type FlowTexts, type Variables, say } from './texts.js';

const LONGEST_PART = 44;
const LONGEST_WORDS = 20;
const MOST_SIGNS = 3;

/** The document's small words of a recap, and its short names of signs. */
interface Words {
  recap: (key: RecapWord, variables?: Variables) => string;
  sign: (code: string) => string;
}
type PartReader = (report: Report, words: Words) => string | readonly string[] | undefined;

/** Each part with the fields it shows, best first. */
const PARTS: readonly { fields: readonly FieldName[]; read: PartReader }[] = [
  { fields: ['transit'], read: (report) => describeRide(report) },
  {
    fields: [
      'business',
      'address',
      'road',
      'exit',
      'mileMarker',
      'city',
      'states',
      'placeText',
      'postalCode',
    ],
    read: (report, words) =>
      findValue(report, 'transit')?.operator ? undefined : describePlace(report, words),
  },
  {
    fields: ['room'],
    read: (report, words) => fill(findValue(report, 'room'), (room) => words.recap('room', { room })),
  },
  { fields: ['peopleText', 'victims', 'minors'], read: describePeople },
  {
    fields: ['transit'],
    read: (report, words) =>
      fill(findValue(report, 'transit')?.nextStop, (stop) => words.recap('nextStop', { stop: toGsm7(stop) })),
  },
  {
    fields: ['transit'],
    read: (report, words) =>
      fill(findValue(report, 'transit')?.arrival, (time) =>
        // "there at" and "in 25 min" make "there in 25 min".
        words.recap('arrival', { time: toGsm7(time) }).replace(/ at (?=in )/, ' '),
      ),
  },
  {
    fields: ['happeningNow'],
    read: (report, words) => (findValue(report, 'happeningNow') === true ? words.recap('now') : undefined),
  },
  { fields: ['indicators'], read: (report, words) => describeSigns(report, words) },
  { fields: ['vehicle'], read: (report) => findValue(report, 'vehicle') },
  {
    fields: ['plates'],
    read: (report, words) =>
      findValue(report, 'plates')
        ?.map(({ plate, state }) =>
          words.recap('plate', { plate: state === undefined ? plate : `${state} ${plate}` }),
        )
        .join(', '),
  },
  {
    fields: ['timeText'],
    read: (report) =>
      findValue(report, 'happeningNow') === true ? undefined : findValue(report, 'timeText'),
  },
  { fields: ['callbackWanted', 'callbackTime'], read: describeCall },
];

export function wordsOf(report: Report, texts: FlowTexts): Words {
  return {
    recap: (key, variables = {}) => say(texts, `recap.${key}`, report.language, variables),
    sign: (code) => say(texts, `sign.${code}`, report.language, {}),
  };
}

/** The parts of a recap, best first; with `only`, just those that show one of these fields. */
export function recapParts(report: Report, texts: FlowTexts, only?: readonly FieldName[]): string[] {
  const words = wordsOf(report, texts);
  return PARTS.filter(({ fields }) => !only || fields.some((name) => only.includes(name)))
    .flatMap(({ read }) => read(report, words) ?? [])
    .filter((part) => part !== '')
    .map((part) => clip(toGsm7(part), LONGEST_PART));
}

/** "Motel 6, Joplin MO"; the exact place first, then the town. */
export function describePlace(report: Report, words: Words): string | undefined {
  const city = findValue(report, 'city');
  const states = (findValue(report, 'states') ?? []).slice(0, 2).join('/');
  const town = [city, city !== undefined || states !== '' ? states : ''].filter(Boolean).join(' ');
  const road = [findValue(report, 'road'), findValue(report, 'direction')].filter(Boolean).join(' ');
  const exact = [
    fill(findValue(report, 'business'), capitalise),
    findValue(report, 'address'),
    road,
    fill(findValue(report, 'exit'), (exit) => words.recap('exit', { exit })),
    fill(findValue(report, 'mileMarker'), (marker) => words.recap('mile', { marker })),
  ].filter((part): part is string => part !== undefined && part !== '');
  const near = city === undefined && exact.length + town.length > 0 ? wordsBesides(report, exact) : '';
  const place = [...exact, near, town || (findValue(report, 'county') ?? '')].filter(Boolean).join(', ');
  return place === '' ? (findValue(report, 'placeText') ?? findValue(report, 'postalCode')) : place;
}

/** What was said of the place besides what was understood of it: a town nobody found, a landmark. */
function wordsBesides(report: Report, exact: readonly string[]): string {
  const said = findValue(report, 'placeText')?.split('; ') ?? [];
  const known = exact.map((part) => part.toLowerCase());
  const besides = said.filter((words) => !known.some((part) => words.toLowerCase().includes(part)));
  return clip(besides.at(-1) ?? '', LONGEST_WORDS);
}

/** The states whose teams would get the tip: "Missouri and Illinois". */
export function describeStates(report: Report): { count: number; states: string } {
  const states = findValue(report, 'states') ?? [];
  if (states.length > 3) return { count: states.length, states: states.slice(0, 4).join(' ') };
  const names = states.length > 2 ? states : states.map(stateName);
  const last = names.at(-1) ?? '';
  // Spanish says "e" before the sound of i: "Missouri e Illinois".
  const and = report.language === 'es' ? (/^I(?!o)/.test(last) ? 'e' : 'y') : 'and';
  return {
    count: states.length,
    states: names.length > 1 ? `${names.slice(0, -1).join(', ')} ${and} ${last}` : last,
  };
}

function describeRide(report: Report): string | undefined {
  const transit = findValue(report, 'transit');
  if (transit?.operator === undefined) return undefined;
  const states = (findValue(report, 'states') ?? []).join('-');
  return [transit.operator, transit.route, states].filter(Boolean).join(' ');
}

function describePeople(report: Report, words: Words): string | undefined {
  const people = findValue(report, 'peopleText');
  if (people !== undefined) return people;
  const count = findValue(report, 'victims');
  const minors = findValue(report, 'minors') === true ? words.recap('minors') : undefined;
  return [count === undefined ? undefined : words.recap('people', { count }), minors]
    .filter(Boolean)
    .join(', ');
}

function describeSigns(report: Report, words: Words): string[] {
  return (findValue(report, 'indicators') ?? []).slice(0, MOST_SIGNS).map(({ code }) => words.sign(code));
}

function describeCall(report: Report, words: Words): string | undefined {
  if (findValue(report, 'callbackWanted') !== true) return undefined;
  const time = findValue(report, 'callbackTime');
  return time === undefined ? words.recap('call') : words.recap('callAt', { time: toGsm7(time) });
}

/** "motel 6" → "Motel 6"; a name with capitals of its own stays. */
function capitalise(name: string): string {
  return name === name.toLowerCase()
    ? name.replace(/(?<=^|\s)\p{L}/gu, (letter) => letter.toUpperCase())
    : name;
}

function fill<T>(value: T | undefined, describe: (value: T) => string): string | undefined {
  return value === undefined ? undefined : describe(value);
}
