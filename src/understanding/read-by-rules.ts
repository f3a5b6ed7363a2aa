/**
 * Reads one text by the rules and says what is in it: put together from one finder per kind of fact.
 *
 * The order matters. What is surely a number plate, a phone or a road is found first and its words are taken, so
 * that no later finder can read a plate's state as a place or a phone as a ZIP. Nothing here guesses beyond
 * what the words say; a fact that is not said is absent.
 */
import { findAddress } from './addresses.js';
import { findBusiness } from './business.js';
import { findCities } from './city-mentions.js';
import { findContact } from './contact.js';
import { findCoordinates } from './coordinates.js';
import { findCounty } from './county.js';
import type { Facts, IndicatorEvidence, Span, TransitFacts, UnderstandContext } from './facts.js';
import { canonicalName, type Gazetteer } from './gazetteer.js';
import { addForeignPlace } from './foreign-place.js';
import { detectLanguage } from './language.js';
import { plainView, quoteOf, readDoc, type Doc, type Plain } from './normalize.js';
import { findMinors, findPeople } from './people.js';
import { findPhones } from './phones.js';
import { compilePhrases, type FindPhrases, type PhraseHit } from './phrases.js';
import { resolvePlace, type PlaceFacts } from './places.js';
import { findPlates } from './plates.js';
import { findRoads, type RoadFacts } from './roads.js';
import { findRoom } from './rooms.js';
import { findSelfReport } from './self-report.js';
import { readSigns, type SignInput } from './signs.js';
import { findStates } from './state-mentions.js';
import { findTime, nextClock } from './times.js';
import { isTip } from './tip.js';
import { findTransit, trainNames, type TransitWords } from './transit.js';
import { findUrgency } from './urgency.js';
import { findVehicle } from './vehicles.js';
import { findVenue } from './venue.js';
import { DANGER } from './words/danger.js';
import { MEANINGS } from './words/meanings.js';
import { EVERYDAY_SIGNS } from './words/signs-everyday.js';
import { ENGLISH_SIGNS } from './words/signs-english.js';
import { ENGLISH_SIGNS_MORE } from './words/signs-english-more.js';
import { SPANISH_SIGNS } from './words/signs-spanish.js';
import { VENUES } from './words/venues.js';
import { VOCABULARY } from './words/vocabulary.js';

/** Doubt is about the question asked when it opens the text or is most of it; elsewhere it is about a detail. */
const OPENING_CHARS = 8;
const SHORT_WORDS = 7;
const DEFAULT_ZONE = 'America/Chicago';

/** What the rules make of a text, and what they made it from. */
export interface RuleReading {
  facts: Facts;
  doc: Doc;
  plain: Plain;
  hits: readonly PhraseHit[];
  mainLanguage: boolean;
}

export type ReadByRules = (text: string, context: UnderstandContext) => RuleReading;

/** Makes the reader once, at start: compiling the phrases takes about 100 ms. */
export function createReadByRules(gazetteer: Gazetteer): ReadByRules {
  const findPhrases = compilePhrases(
    [ENGLISH_SIGNS, ENGLISH_SIGNS_MORE, SPANISH_SIGNS, EVERYDAY_SIGNS, DANGER, MEANINGS, VENUES],
    VOCABULARY,
  );
  return (text, context) => read(text, context, gazetteer, findPhrases);
}

function read(
  text: string,
  context: UnderstandContext,
  gazetteer: Gazetteer,
  findPhrases: FindPhrases,
): RuleReading {
  const doc = readDoc(text);
  const language = detectLanguage(doc, context.language);
  const grammar = language === 'es' || language === 'pt' ? 'es' : 'en';
  const mainLanguage = language === 'en' || language === 'es';
  const plain = plainView(doc, grammar);
  const hits = mainLanguage
    ? findPhrases(plain)
    : findPhrases(plain).filter((hit) => !hit.code.startsWith('self'));

  const coordinates = findCoordinates(doc.text);
  const phones = findPhones(doc);
  const taken: Span[] = [...phones.spans, ...(coordinates === undefined ? [] : [coordinates.span])];
  const roads = findRoads(doc);
  const plates = findPlates(doc, [...taken, ...roads.spans]);
  taken.push(...plates.spans);
  const business = findBusiness(doc);
  const address = findAddress(doc, gazetteer, [...taken, ...roads.spans]);
  const transit = findTransit(doc);
  const place = findPlace({
    doc,
    gazetteer,
    language: grammar,
    taken: [
      ...taken,
      ...roads.spans,
      ...address.spans,
      ...trainNames(doc),
      ...businessSpans(doc, business.span, gazetteer),
    ],
    roads,
    zip: address.postalCode,
    zipSpan: address.zipSpan,
    homeState: context.homeState,
  });
  if (!mainLanguage) addForeignPlace(place, doc.text, gazetteer);
  const contact = findContact(doc, phones.callbackPhone !== undefined);

  const children = mainLanguage ? findMinors(plain) : [];
  const facts: Facts = { lang: language };
  assign(facts, {
    states: place.states,
    inferredStates: place.inferredStates,
    city: place.city,
    postalCode: place.postalCode,
    ambiguousPlace: place.ambiguousPlace,
    placeCandidates: place.placeCandidates,
    address: address.address,
    road: roads.road,
    direction: roads.direction,
    mileMarker: roads.mileMarker,
    exit: roads.exit,
    business: business.business,
    venue: findVenue(
      hits.filter((hit) => !isAddress(doc, plain, hit, address.spans[0])),
      plain.text,
    ),
    plates: plates.plates,
    plateStates: plates.plateStates,
    vehicle: findVehicle(doc),
    callbackPhone: phones.callbackPhone,
    callbackName: contact.callbackName,
    noCallback: contact.noCallback,
    callbackTime: contact.callbackTime,
    people: findPeople(doc, plain, mainLanguage, children),
  });
  assign(facts, { room: findRoom(doc, facts.venue) });
  addCoordinates(facts, coordinates, place, gazetteer);
  if (coordinates === undefined) assign(facts, { county: findCounty(doc) ?? facts.county });
  const zone = zoneOf(facts, place, context, gazetteer);
  if (
    roads.bare === true &&
    roads.roadStates !== undefined &&
    facts.states !== undefined &&
    !facts.states.some((state) => roads.roadStates?.includes(state))
  )
    facts.road = `US-${(roads.road ?? '').slice(2)}`;
  if (facts.venue === undefined && (transit.operator !== undefined || transit.route !== undefined))
    facts.venue = 'transit_vehicle';
  if (facts.road?.startsWith('Route ') === true && transit.route !== undefined) delete facts.road;
  assign(facts, { transit: transitFacts(transit, place, context.now, zone) });
  assign(
    facts,
    findTime({
      doc,
      now: context.now,
      zone,
      spanish: language === 'es',
      taken: [...transit.spans, ...phones.spans, ...callbackSpans(doc, contact.callbackTime)],
    }),
  );
  if (mainLanguage)
    addMeanings(facts, {
      doc,
      plain,
      hits,
      children,
      venue: facts.venue,
      selfReport: findSelfReport(plain, hits),
    });
  facts.tip = isTip({ facts, hits, doc, mainLanguage });
  // "this movie is killing me lol": nobody is affected by what is no tip.
  if (!facts.tip) delete facts.selfReport;
  return { facts, doc, plain, hits, mainLanguage };
}

/** Copies what is there; an absent fact stays absent. */
function assign(facts: Facts, found: { [K in keyof Facts]?: Facts[K] | undefined }): void {
  for (const [key, value] of Object.entries(found))
    if (value !== undefined) Object.assign(facts, { [key]: value });
}

interface PlaceArguments {
  doc: Doc;
  gazetteer: Gazetteer;
  language: 'en' | 'es';
  taken: readonly Span[];
  roads: RoadFacts;
  zip: string | undefined;
  zipSpan: Span | undefined;
  homeState: string | undefined;
}

function findPlace({
  doc,
  gazetteer,
  language,
  taken,
  roads,
  zip,
  zipSpan,
  homeState,
}: PlaceArguments): PlaceFacts {
  const states = findStates(doc, taken, language);
  const cities = findCities(doc, gazetteer, states, taken);
  return resolvePlace({
    doc,
    gazetteer,
    states,
    cities,
    ...(zip === undefined ? {} : { zip }),
    ...(zipSpan === undefined ? {} : { zipSpan }),
    ...(roads.roadStates === undefined ? {} : { roadStates: roads.roadStates }),
    ...(homeState === undefined ? {} : { homeState }),
  });
}

/** A state's or town's name inside a business's ("Georgia Peach Spa") is the business's. */
/** The words of a street's name set no scene: Orchard Ridge Drive is no farm. */
function isAddress(doc: Doc, plain: Plain, hit: PhraseHit, address: Span | undefined): boolean {
  if (address === undefined || !/^(?:venue|scene|hint)=/.test(hit.code)) return false;
  const { span } = quoteOf(doc, plain, hit.start, hit.end);
  return span[0] >= address[0] && span[1] <= address[1];
}

function businessSpans(doc: Doc, span: Span | undefined, gazetteer: Gazetteer): Span[] {
  if (span === undefined) return [];
  const words = doc.words.filter((word) => word.start >= span[0] && word.end <= span[1]);
  const plain = words.findIndex((word) => !word.capital);
  const head = plain < 0 ? words : words.slice(0, plain);
  if (!doc.shouting && head.length < 2) return [];
  if (plain > 0 && gazetteer.findCities(canonicalName(head.map((word) => word.raw).join(' '))).length > 0)
    return [];
  return [span];
}

function addCoordinates(
  facts: Facts,
  found: ReturnType<typeof findCoordinates>,
  place: PlaceFacts,
  gazetteer: Gazetteer,
): void {
  if (found === undefined) {
    if (place.point === undefined || place.point.latitude === 0 || facts.ambiguousPlace === true) return;
    const county = gazetteer.countyAt(place.point.latitude, place.point.longitude, place.point.state);
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

function zoneOf(facts: Facts, place: PlaceFacts, context: UnderstandContext, gazetteer: Gazetteer): string {
  if (facts.latitude !== undefined && facts.longitude !== undefined)
    return gazetteer.zoneAt(facts.latitude, facts.longitude);
  if (place.point !== undefined && place.point.latitude !== 0)
    return gazetteer.zoneAt(place.point.latitude, place.point.longitude);
  const state = facts.states?.[0] ?? context.homeState;
  return context.timeZone ?? (state === undefined ? undefined : gazetteer.stateZone(state)) ?? DEFAULT_ZONE;
}

function transitFacts(
  words: TransitWords,
  place: PlaceFacts,
  now: Date,
  zone: string,
): TransitFacts | undefined {
  const { operator, route, arrival } = words;
  const nextStop = place.nextStop ?? words.nextStop;
  const arrivalAt = arrival === undefined ? undefined : nextClock(arrival, now, zone);
  const facts: TransitFacts = {
    ...(operator === undefined ? {} : { operator }),
    ...(route === undefined ? {} : { route }),
    ...(nextStop === undefined ? {} : { nextStop }),
    ...(arrival === undefined ? {} : { arrival }),
    ...(arrivalAt === undefined ? {} : { arrivalAt }),
  };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

function callbackSpans(doc: Doc, time: string | undefined): Span[] {
  if (time === undefined) return [];
  const start = doc.text.indexOf(time);
  return start < 0 ? [] : [[start, start + time.length]];
}

function addMeanings(facts: Facts, input: SignInput): void {
  const { doc, plain, hits } = input;
  const signs = readSigns(input);
  const evidence: IndicatorEvidence[] = signs.map(({ code, start, end }) => ({
    code,
    quote: quoteOf(doc, plain, start, end).quote,
  }));
  if (evidence.length > 0) {
    facts.indicators = [...new Set(evidence.map(({ code }) => code))];
    facts.indicatorEvidence = evidence;
  }
  if (input.selfReport) facts.selfReport = true;
  facts.urgency = findUrgency(doc, plain, hits, facts);
  if (
    hits.some(
      (hit) => hit.code === 'unsure' && (hit.start < OPENING_CHARS || doc.words.length <= SHORT_WORDS),
    )
  )
    facts.unsure = true;
  if (hits.some((hit) => hit.code === 'correction')) facts.correction = true;
}
