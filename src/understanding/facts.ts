/**
 * What a free text says, as plain data. The field names are those of the evaluation guide, so that a line of
 * `npm run understand` is exactly this object. An absent field means "not said", never "no".
 */

/** Where in the text a fact was read: half-open character offsets into the text as given. */
export type Span = readonly [start: number, end: number];

export type Language = 'en' | 'es' | 'zh' | 'vi' | 'tl' | 'ht' | 'ru' | 'ar' | 'fr' | 'ko' | 'pt';

export type Urgency = 'immediate_danger' | 'in_progress' | 'recent' | 'past' | 'unknown';

/** A place that could be several: the city as said, and the states it may lie in, best guess first. */
export interface PlaceCandidate {
  city: string;
  state: string;
  population?: number;
}

/** A sign of trafficking (DOMAIN.md section 3) with the words that showed it. */
export interface IndicatorEvidence {
  code: string;
  quote: string;
}

export interface TransitFacts {
  operator?: string;
  route?: string;
  nextStop?: string;
  /** As written: "4:20pm". */
  arrival?: string;
  /** The instant, when the time zone is known (ISO 8601 UTC). */
  arrivalAt?: string;
}

export interface Facts {
  lang?: Language;
  /** True when the text reports or asks about a suspected situation; false for greetings, questions, spam. */
  tip?: boolean;
  /** USPS codes of every state the scene or journey touches. */
  states?: string[];
  /** States taken from a city or ZIP alone (never written out): the flow confirms these. */
  inferredStates?: string[];
  city?: string;
  county?: string;
  postalCode?: string;
  address?: string;
  /** Room, apartment, lot or unit: "214", "3B". */
  room?: string;
  road?: string;
  direction?: 'N' | 'S' | 'E' | 'W' | 'NE' | 'NW' | 'SE' | 'SW';
  mileMarker?: number;
  exit?: string;
  business?: string;
  venue?: string;
  /** True when the city named lies in several states and nothing settles which. */
  ambiguousPlace?: boolean;
  placeCandidates?: PlaceCandidate[];
  latitude?: number;
  longitude?: number;
  transit?: TransitFacts;
  /** When it happened, as written. */
  time?: string;
  /** ISO 8601 UTC instants, when `time` could be resolved. */
  timeFrom?: string;
  timeTo?: string;
  urgency?: Urgency;
  selfReport?: boolean;
  people?: { victims?: number; minors?: boolean };
  /** Without spaces or hyphens, upper case. */
  plates?: string[];
  /** Plate → USPS code of the issuing state, where it was said. */
  plateStates?: Record<string, string>;
  vehicle?: string;
  /** E.164. */
  callbackPhone?: string;
  callbackName?: string;
  /** True when the witness does not want to be called. */
  noCallback?: boolean;
  /** When a call is safe, as written ("after 6"). */
  callbackTime?: string;
  indicators?: string[];
  indicatorEvidence?: IndicatorEvidence[];
  /** "idk", "not sure": the text says that the answer is not known. */
  unsure?: boolean;
  /** The words say that an earlier value was wrong ("no wait it's Joplin"). */
  correction?: boolean;
}

/** What the caller knows about the moment; never about the sender's identity. */
export interface UnderstandContext {
  /** The instant the text was received. */
  now: Date;
  /** USPS code of the programme's own state, to rank ambiguous places; optional. */
  homeState?: string;
  /** The language of the conversation so far, used for texts too short to tell. */
  language?: 'en' | 'es';
  /** IANA zone for times when the text names no place. */
  timeZone?: string;
}

/** Reads one text. Pure, deterministic, linear in the text's length; made once at start from its tables. */
export type Understand = (text: string, context: UnderstandContext) => Facts;
