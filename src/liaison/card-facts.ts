/**
 * The facts of a tip as a list for a liaison: one line a fact, in the order in which they decide what to do.
 * Everything here may hold words of the witness, so everything is rich text.
 */

import {
  type RichTextBlock,
  type RichTextElement,
  type RichTextList,
  type RichTextSection,
} from '@slack/web-api';
import { type TipSection } from '../tip/changes.js';
import { languageLabel, type SignLabels, signLabel } from '../tip/labels.js';
import { type Tip } from '../tip/schema.js';
import { clean, cut, type Hidden, hide, line, link, localTime, rich } from './card-text.js';

export interface FactsInput {
  tip: Tip;
  changes: readonly TipSection[];
  signLabels: SignLabels;
  timeZone: string;
  hidden: Hidden;
}

const MAX = {
  place: 400,
  quote: 140,
  label: 120,
  signs: 12,
  people: 300,
  vehicle: 120,
  vehicles: 6,
  journey: 200,
};
const MAX_STORY = 2400;

export function factsBlock(input: FactsInput): RichTextBlock {
  const { tip } = input;
  const say = (text: string, max: number): string =>
    cut(hide(clean(text).replaceAll('\n', ' '), input.hidden), max);
  const signs = listSigns(input, say);
  return {
    type: 'rich_text',
    elements: [
      ...bullets(0, [
        fact(input, 'place', 'Where', placeElements(tip, say)),
        signs.length === 0 ? undefined : fact(input, 'signs', 'Seen', [rich(String(tip.indicators.length))]),
      ]),
      ...bullets(1, signs),
      ...bullets(0, [
        fact(input, 'people', 'Who', textElements(describePeople(tip, say))),
        fact(input, 'vehicle', 'Vehicle', textElements(describeVehicles(tip, say))),
        fact(input, 'journey', 'Journey', textElements(describeJourney(tip, say))),
        fact(input, 'time', 'When', textElements(describeTime(tip, input.timeZone, say))),
        fact(input, 'call-back', 'Call-back', textElements(describeCallback(tip, say))),
      ]),
    ],
  };
}

function bullets(indent: number, rows: readonly (RichTextSection | undefined)[]): RichTextList[] {
  const elements = rows.filter((row) => row !== undefined);
  return elements.length === 0
    ? []
    : [{ type: 'rich_text_list', style: 'bullet', elements, ...(indent === 0 ? {} : { indent }) }];
}

function listSigns({ tip, signLabels }: FactsInput, say: Say): RichTextSection[] {
  const signs = tip.indicators.slice(0, MAX.signs).map(({ code, quote, source }) => {
    const label = cut(signLabel(code, signLabels), MAX.label) + (source === 'inferred' ? ' (inferred)' : '');
    const words = quote === undefined ? '' : say(quote, MAX.quote);
    return line(rich(label), ...(words === '' ? [] : [rich(`  “${words}”`, { italic: true })]));
  });
  const more = tip.indicators.length - signs.length;
  return more > 0 ? [...signs, line(rich(`and ${more} more`))] : signs;
}

/** The story, verbatim but for the witness's own name and number; the newest words stay when it is too long. */
export function storyBlock(tip: Tip, hidden: Hidden): RichTextBlock | undefined {
  const texts = tip.narrative.map(({ text }) => hide(clean(text), hidden)).filter((text) => text !== '');
  if (texts.length === 0) return undefined;
  const [first = '', ...later] = texts;
  const opening = cut(first, MAX_STORY / 2);
  const rest = later.join('\n');
  const room = MAX_STORY - opening.length;
  const ending = rest.length <= room ? rest : `…${rest.slice(-(room - 1)).replace(/^[\udc00-\udfff]/, '')}`;
  return {
    type: 'rich_text',
    elements: [
      line(rich('In the witness’s words', { bold: true })),
      {
        type: 'rich_text_quote',
        elements: [rich([opening, ending].filter((part) => part !== '').join('\n'))],
      },
    ],
  };
}

type Say = (text: string, max: number) => string;

function fact(
  { changes }: FactsInput,
  name: TipSection,
  label: string,
  elements: readonly RichTextElement[],
): RichTextSection | undefined {
  if (elements.length === 0) return undefined;
  const mark = changes.includes(name) ? [rich(' (changed)', { italic: true })] : [];
  return line(rich(label, { bold: true }), ...mark, rich('  '), ...elements);
}

function textElements(text: string): RichTextElement[] {
  return text === '' ? [] : [rich(text)];
}

function placeElements(tip: Tip, say: Say): RichTextElement[] {
  const { location: at } = tip;
  const parts = [
    at.business,
    ...prefixed('room', at.room),
    at.address,
    [at.road, at.direction, ...prefixed('mile', at.mileMarker), ...prefixed('exit', at.exit)]
      .filter(Boolean)
      .join(' '),
    at.city,
    at.county === undefined ? undefined : `${at.county.replace(/ County$/i, '')} County`,
    [at.state, at.postalCode].filter(Boolean).join(' '),
  ].filter((part): part is string => part !== undefined && part !== '');
  const words = [
    say(parts.join(', '), MAX.place),
    parts.length > 0 && !at.confirmed ? '(not confirmed)' : '',
    at.text === undefined ? '' : `“${say(at.text, MAX.place)}”`,
  ].filter((part) => part !== '');
  const url = mapUrl(tip);
  if (words.length === 0 && url === undefined) return tip.transit === null ? [rich('not known')] : [];
  const text = words.join('  ');
  if (url === undefined) return [rich(text)];
  return text === '' ? [link(url, 'Map')] : [rich(`${text}  `), link(url, 'Map')];
}

function prefixed(word: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [`${word} ${value}`];
}

/** From coordinates, or from the parts of an address that were understood; never from free text. */
function mapUrl({ location: at }: Tip): string | undefined {
  const query =
    at.latitude !== undefined && at.longitude !== undefined
      ? `${at.latitude},${at.longitude}`
      : at.city === undefined && at.postalCode === undefined
        ? undefined
        : [at.address ?? at.business, at.city, at.state, at.postalCode].filter(Boolean).join(', ');
  return query === undefined
    ? undefined
    : `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(cut(clean(query), 200))}`;
}

function describePeople({ people, selfReport }: Tip, say: Say): string {
  return [
    selfReport ? 'the person writing is affected' : '',
    people.victims === undefined ? '' : `${people.victims} affected`,
    people.minors === undefined ? '' : people.minors ? 'UNDER 18 among them' : 'no one under 18',
    people.text === undefined ? '' : `“${say(people.text, MAX.people)}”`,
    people.witnessSafe === undefined
      ? ''
      : people.witnessSafe
        ? 'witness says they are safe'
        : 'WITNESS NOT SAFE',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function describeVehicles({ vehicles }: Tip, say: Say): string {
  const shown = vehicles
    .slice(0, MAX.vehicles)
    .map(({ description, plate, state }) =>
      [
        description === undefined ? '' : say(description, MAX.vehicle),
        plate === undefined ? '' : `plate ${say(plate, 20)}${state === undefined ? '' : ` (${state})`}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    );
  return [...shown, ...(vehicles.length > shown.length ? ['…'] : [])].join(' · ');
}

function describeJourney({ transit }: Tip, say: Say): string {
  if (transit === null) return '';
  const { operator, route, direction, nextStop, getsOffThere, arrivalText } = transit;
  return [
    [operator, route, direction].filter(Boolean).join(' '),
    nextStop === undefined ? '' : `next stop ${nextStop}`,
    getsOffThere === undefined ? '' : getsOffThere ? 'they get off there' : 'they stay on after it',
    arrivalText === undefined ? '' : `arrives “${arrivalText}”`,
  ]
    .filter((part) => part !== '')
    .map((part) => say(part, MAX.journey))
    .join(' · ');
}

function describeTime({ occurred }: Tip, timeZone: string, say: Say): string {
  const { from, to, text, happeningNow } = occurred;
  const range = [from, to].filter((at) => at !== undefined).map((at) => localTime(new Date(at), timeZone));
  return [
    happeningNow === undefined ? '' : happeningNow ? 'going on now' : 'not going on now',
    [...new Set(range)].join(' to '),
    text === undefined ? '' : `“${say(text, MAX.quote)}”`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Never the number: the hotline has it, the desk has an alias. */
function describeCallback({ callback, language }: Tip, say: Say): string {
  const { wanted, connectNow, bestTime, voicemailOk } = callback;
  const asked = connectNow === true ? 'asked to be connected by voice' : '';
  if (wanted === false) return [asked, 'no, stays anonymous'].filter(Boolean).join(' · ');
  if (wanted === undefined) return asked;
  return [
    asked,
    'yes, through the hotline',
    `in ${say(callback.language ?? languageLabel(language), 40)}`,
    bestTime === undefined ? '' : `when safe: “${say(bestTime, MAX.quote)}”`,
    voicemailOk === true ? 'voicemail OK' : 'no voicemail',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
