/**
 * Reads one text by the rules and says what is in it: put together from one finder per kind of fact.
 *
 * The order matters. What is surely a number plate, a phone or a road is found first and its words are taken, so
 * that no later finder can read a plate's state as a place or a phone as a ZIP. Nothing here guesses beyond
 * what the words say; a fact that is not said is absent.
 */
import { arrivalInstant } from './arrivals.js';
import { findContact } from './contact.js';
import { findCoordinates } from './coordinates.js';
import { isCorrection, isUnsure } from './doubt.js';
import type { Facts, IndicatorEvidence, Span, TransitFacts, UnderstandContext } from './facts.js';
import type { Gazetteer } from './gazetteer.js';
import { detectLanguage } from './language.js';
import { plainView, quoteOf, readDoc, type Doc, type Plain } from './normalize.js';
import { findMinors, findPeople } from './people.js';
import { findPhones } from './phones.js';
import { compilePhrases, type FindPhrases, type PhraseHit } from './phrases.js';
import { findPlates } from './plates.js';
import { findRoads } from './roads.js';
import { findRoom } from './rooms.js';
import { findSelfReport } from './self-report.js';
import { readSigns, type SignInput } from './signs.js';
import { findTime } from './times.js';
import { isTip } from './tip.js';
import { findTransit, type TransitWords } from './transit.js';
import { findUrgency } from './urgency.js';
import { findVehicle } from './vehicles.js';
import { findVenue } from './venue.js';
import { findWhere, type Where } from './where.js';
import { DANGER } from './words/danger.js';
import { MEANINGS } from './words/meanings.js';
import { OPERATOR_STATES, trainStates } from './words/operators.js';
import { EVERYDAY_SIGNS } from './words/signs-everyday.js';
import { SITUATIONS } from './words/signs-situations.js';
import { ENGLISH_SIGNS } from './words/signs-english.js';
import { SPANISH_SIGNS } from './words/signs-spanish.js';
import { SCENES } from './words/venue-scenes.js';
import { VENUES } from './words/venues.js';
import { VOCABULARY } from './words/vocabulary.js';

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
    [ENGLISH_SIGNS, SPANISH_SIGNS, EVERYDAY_SIGNS, SITUATIONS, DANGER, MEANINGS, VENUES, SCENES],
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
  const mainLanguage = language === 'en' || language === 'es';
  const plain = plainView(doc, language === 'es' || language === 'pt' ? 'es' : 'en');
  const hits = findPhrases(plain).filter((hit) => mainLanguage || !hit.code.startsWith('self'));

  const coordinates = findCoordinates(doc.text);
  const phones = findPhones(doc);
  const transit = findTransit(doc);
  const taken: Span[] = [...phones.spans, ...(coordinates === undefined ? [] : [coordinates.span])];
  const roads = findRoads(doc, transit.spans);
  const plates = findPlates(doc, [...taken, ...roads.spans]);
  taken.push(...plates.spans);
  const operatorStates = trainStates(doc.flat) ?? OPERATOR_STATES.get(transit.operator ?? '');
  const where = findWhere({ doc, gazetteer, language, context, roads, operatorStates, coordinates, taken });
  const contact = findContact({
    doc,
    hasPhone: phones.callbackPhone !== undefined,
    places: where.names,
    mainLanguage,
  });
  const children = mainLanguage ? findMinors(plain) : [];

  const facts: Facts = { lang: language };
  assign(facts, {
    ...where.facts,
    venue: venueOf(doc, plain, hits, where, transit),
    plates: plates.plates,
    plateStates: plates.plateStates,
    vehicle: findVehicle(doc),
    callbackPhone: phones.callbackPhone,
    callbackName: contact.callbackName,
    noCallback: contact.noCallback,
    callbackTime: contact.callbackTime,
    people: findPeople(doc, plain, mainLanguage, children),
    transit: transitFacts(transit, where, context.now),
  });
  assign(facts, { room: findRoom(doc, facts.venue) });
  assign(
    facts,
    findTime({
      doc,
      now: context.now,
      zone: where.zone,
      spanish: language === 'es',
      taken: [...transit.spans, ...phones.spans, ...callbackSpans(doc, contact.callbackTime)],
    }),
  );
  if (mainLanguage) {
    const selfReport = findSelfReport(plain, hits);
    addMeanings(facts, { doc, plain, hits, children, venue: facts.venue, selfReport }, where.denies);
  }
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

function venueOf(
  doc: Doc,
  plain: Plain,
  hits: readonly PhraseHit[],
  where: Where,
  { operator, route }: TransitWords,
): string | undefined {
  const setting = hits.filter((hit) => !isInName(doc, plain, hit, where.names));
  const venue = findVenue(setting, plain.text, where.chain, route !== undefined);
  return venue ?? (operator !== undefined ? 'transit_vehicle' : undefined);
}

/** The words of a name set no scene: Orchard Ridge Drive is no farm, Overland Park no park. */
function isInName(doc: Doc, plain: Plain, hit: PhraseHit, names: readonly Span[]): boolean {
  if (names.length === 0 || !/^(?:venue|scene|hint)=/.test(hit.code)) return false;
  const { span } = quoteOf(doc, plain, hit.start, hit.end);
  return names.some(([start, end]) => span[0] >= start && span[1] <= end);
}

function transitFacts(words: TransitWords, where: Where, now: Date): TransitFacts | undefined {
  const { operator, route, arrival } = words;
  const end = words.arrivesAtTheEnd === true ? where.destination : undefined;
  const nextStop = where.nextStop ?? words.nextStop ?? end;
  const arrivalAt = arrival === undefined ? undefined : arrivalInstant(arrival, now, where.stopZone);
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

function addMeanings(facts: Facts, input: SignInput, denies: boolean): void {
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
  if (isUnsure(doc, plain)) facts.unsure = true;
  if (isCorrection(doc, plain, facts, denies)) facts.correction = true;
}
