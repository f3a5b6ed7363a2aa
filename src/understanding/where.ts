/**
 * Everything a text says of the place: business, address, road, town, states, ZIP, county, coordinates, and the
 * time zone they lie in. The finders run in the order of how sure they are, and what one has read no later one
 * reads as something else.
 */
import { findAddress } from './addresses.js';
import { findBusiness } from './business.js';
import { findCities } from './city-mentions.js';
import { type findCoordinates } from './coordinates.js';
import { findCounty } from './county.js';
import type { Facts, Language, Span, UnderstandContext } from './facts.js';
import { addForeignPlace } from './foreign-place.js';
import { canonicalName, type Gazetteer } from './gazetteer.js';
import type { Doc } from './normalize.js';
import { resolvePlace, type PlaceFacts } from './places.js';
import type { RoadFacts } from './roads.js';
import { findStates } from './state-mentions.js';
import { trainNames } from './transit.js';
import { INTERSTATE_STATES } from './words/roads.js';
import type { NamedChain } from './venue.js';

export interface WhereInput {
  doc: Doc;
  gazetteer: Gazetteer;
  language: Language;
  context: UnderstandContext;
  roads: RoadFacts;
  /** States that the bus or train's agency serves. */
  operatorStates: readonly string[] | undefined;
  coordinates: ReturnType<typeof findCoordinates>;
  /** Plates, phones, coordinates, a ride's number. */
  taken: readonly Span[];
}

export interface Where {
  facts: Facts;
  /** The stop that the words call the next, when it is a town. */
  nextStop?: string;
  /** Where a journey goes. */
  destination?: string;
  /** Stretches that name a place: the words of a street's or town's name set no scene. */
  names: readonly Span[];
  /** A town is named only to say that it is not the place. */
  denies: boolean;
  /** What the chain named is known to be, and whether the scene is in it. */
  chain?: NamedChain;
  /** IANA zone of the scene and, when another, of the next stop. */
  zone: string;
  stopZone: string;
}

const DEFAULT_ZONE = 'America/Chicago';

export function findWhere(input: WhereInput): Where {
  const { doc, gazetteer, language, roads, coordinates } = input;
  const business = findBusiness(doc);
  const address = findAddress(doc, gazetteer, [...input.taken, ...roads.spans]);
  const taken = [
    ...input.taken,
    ...roads.spans,
    ...address.spans,
    ...trainNames(doc),
    ...businessSpans(doc, business, gazetteer),
  ];
  const { place, names } = findPlace(input, taken, address, business.span);
  if (language !== 'en' && language !== 'es') addForeignPlace(place, doc.text, gazetteer);
  const { point, nextStop, destination, stopPoint, denies, ...said } = place;
  const facts: Facts = dropAbsent({
    ...said,
    address: address.address,
    ...roadFacts(roads, place.states),
    business: business.business,
  });
  addCoordinates(facts, coordinates, point, gazetteer);
  const county = coordinates === undefined ? findCounty(doc) : undefined;
  if (county !== undefined) facts.county = county;
  const zone = zoneOf(facts, point, input);
  const stopZone = stopPoint === undefined ? zone : gazetteer.zoneAt(stopPoint.latitude, stopPoint.longitude);
  return {
    facts,
    ...(nextStop === undefined ? {} : { nextStop }),
    ...(destination === undefined ? {} : { destination }),
    names: [
      ...address.spans.slice(0, 1),
      ...(business.nameSpan === undefined ? [] : [business.nameSpan]),
      ...names,
    ],
    denies: denies === true,
    ...(business.venue === undefined
      ? {}
      : { chain: { venue: business.venue, inside: business.inside === true } }),
    zone,
    stopZone,
  };
}

/** An absent fact stays absent. */
function dropAbsent(found: { [K in keyof Facts]?: Facts[K] | undefined }): Facts {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function findPlace(
  { doc, gazetteer, language, context, roads, operatorStates }: WhereInput,
  taken: readonly Span[],
  address: ReturnType<typeof findAddress>,
  business: Span | undefined,
): { place: PlaceFacts; names: Span[] } {
  const grammar = language === 'es' || language === 'pt' ? 'es' : 'en';
  const states = findStates(doc, taken, grammar);
  const cities = findCities({
    doc,
    gazetteer,
    states,
    taken,
    language: grammar,
    businessEnd: business?.[1],
  });
  const place = resolvePlace({
    doc,
    gazetteer,
    states,
    cities,
    ...(address.postalCode === undefined ? {} : { zip: address.postalCode }),
    ...(address.zipSpan === undefined ? {} : { zipSpan: address.zipSpan }),
    ...(roads.roadStates === undefined ? {} : { roadStates: roads.roadStates }),
    ...(roads.road === undefined ? {} : { road: roads.road }),
    ...(operatorStates === undefined ? {} : { operatorStates }),
    ...(context.homeState === undefined ? {} : { homeState: context.homeState }),
  });
  const names = cities.map(({ from, to }): Span => [
    doc.words[from]?.start ?? 0,
    doc.words[to - 1]?.end ?? 0,
  ]);
  return { place, names };
}

/**
 * "off 61" where no interstate 61 runs is the United States' route; "highway 64 exit 12" in a state that interstate 64
 * runs through is the interstate, since it has the exits.
 */
function roadFacts(
  { road, direction, mileMarker, exit, bare, roadStates }: RoadFacts,
  states: readonly string[] | undefined,
): { [K in keyof Facts]?: Facts[K] | undefined } {
  const elsewhere =
    bare === true &&
    roadStates !== undefined &&
    states !== undefined &&
    !states.some((state) => roadStates.includes(state));
  const number = /^Hwy (\d{1,3})$/.exec(road ?? '')?.[1];
  const interstate =
    number !== undefined &&
    exit !== undefined &&
    states?.some((state) => INTERSTATE_STATES.get(number)?.includes(state)) === true;
  if (interstate) return { road: `I-${number}`, direction, mileMarker, exit };
  return { road: elsewhere ? `US-${(road ?? '').slice(2)}` : road, direction, mileMarker, exit };
}

/** A state's or town's name inside a business's ("Georgia Peach Spa") is the business's, and so is what it deals in. */
function businessSpans(
  doc: Doc,
  { span, nameSpan }: ReturnType<typeof findBusiness>,
  gazetteer: Gazetteer,
): Span[] {
  if (span === undefined) return [];
  const kind: Span[] = nameSpan === undefined || nameSpan[1] >= span[1] ? [] : [[nameSpan[1], span[1]]];
  const words = doc.words.filter((word) => word.start >= span[0] && word.end <= span[1]);
  const plain = words.findIndex((word) => !word.capital);
  const head = plain < 0 ? words : words.slice(0, plain);
  if (!doc.shouting && head.length < 2) return kind;
  if (plain > 0 && gazetteer.findCities(canonicalName(head.map((word) => word.raw).join(' '))).length > 0)
    return kind;
  return [span];
}

function addCoordinates(
  facts: Facts,
  found: ReturnType<typeof findCoordinates>,
  point: PlaceFacts['point'],
  gazetteer: Gazetteer,
): void {
  if (found === undefined) {
    if (point === undefined || point.latitude === 0 || facts.ambiguousPlace === true) return;
    const county = gazetteer.countyAt(point.latitude, point.longitude, point.state);
    if (county !== undefined && (facts.states ?? []).includes(county.state)) facts.county = county.county;
    return;
  }
  facts.latitude = found.latitude;
  facts.longitude = found.longitude;
  const county = gazetteer.countyAt(found.latitude, found.longitude);
  if (county === undefined) return;
  facts.county = county.county;
  facts.states = [...new Set([county.state, ...(facts.states ?? [])])];
  const nearest = gazetteer.nearestCity(found.latitude, found.longitude, county.state);
  if (facts.city === undefined && nearest !== undefined) facts.city = nearest.name;
  delete facts.ambiguousPlace;
  delete facts.placeCandidates;
}

function zoneOf(facts: Facts, point: PlaceFacts['point'], { context, gazetteer }: WhereInput): string {
  if (facts.latitude !== undefined && facts.longitude !== undefined)
    return gazetteer.zoneAt(facts.latitude, facts.longitude);
  if (point !== undefined && point.latitude !== 0) return gazetteer.zoneAt(point.latitude, point.longitude);
  const state = facts.states?.[0] ?? context.homeState;
  return context.timeZone ?? (state === undefined ? undefined : gazetteer.stateZone(state)) ?? DEFAULT_ZONE;
}
