/**
 * A flow document: what an administrator writes in YAML and can read aloud. It holds every word the bot says,
 * the questions in order, when each is asked, and what it collects. It never holds logic: conditions are
 * declared from a short list, and everything a carrier or the law fixes (STOP, HELP) lives in code.
 *
 * `parse.ts` turns text into a document and names every mistake; `lint.ts` judges a document that parses.
 */

import { z } from 'zod';
import { type FieldName } from '../tip/report.js';

export const LANGUAGES = ['en', 'es'] as const;
export type FlowLanguage = (typeof LANGUAGES)[number];

/** Languages the flow does not speak, but recognises and answers once with fixed texts. */
export const OTHER_LANGUAGES = ['zh', 'vi', 'tl', 'ht', 'ru', 'ar', 'fr', 'ko', 'pt'] as const;
export type OtherLanguage = (typeof OTHER_LANGUAGES)[number];

/** Every field a step can collect; the compiler holds this list equal to ReportFields. */
export const FIELD_NAMES = [
  ...([
    'placeText',
    'address',
    'business',
    'room',
    'venue',
    'city',
    'county',
    'states',
    'postalCode',
  ] as const),
  ...(['road', 'direction', 'mileMarker', 'exit', 'latitude', 'longitude'] as const),
  ...(['indicators', 'peopleText', 'victims', 'minors', 'vehicle', 'plates'] as const),
  ...(['transit', 'getsOffAtNextStop', 'timeText', 'timeFrom', 'timeTo', 'happeningNow'] as const),
  ...(['callbackWanted', 'callbackPhone', 'callbackName', 'callbackTime', 'callbackLanguage'] as const),
  ...(['voicemailOk', 'shareWithState', 'followUp', 'witnessSafe'] as const),
] as const satisfies readonly FieldName[];
/** Fails to compile when a field of the report is not listed above. */
export type EveryFieldIsListed = [Exclude<FieldName, (typeof FIELD_NAMES)[number]>] extends [never]
  ? true
  : never;
export const everyFieldIsListed: EveryFieldIsListed = true;

/** Words that steer a conversation; each language has its own. The carrier's words are not among them. */
export const COMMANDS = [
  ...(['back', 'skip', 'review', 'send', 'restart', 'new', 'call', 'danger', 'withdraw'] as const),
  /** Ends what people of the team ask, not the texting: that is STOP. */
  ...(['stopAsking'] as const),
] as const;
export type Command = (typeof COMMANDS)[number];

/** Short questions and greetings that are not a tip. `small-talk.ts` recognises them. */
export const TOPICS = [
  ...([
    'hello',
    'who',
    'bot',
    'anonymous',
    'police',
    'cost',
    'wrongNumber',
    'thanks',
    'ok',
    'spam',
    'pictures',
  ] as const),
] as const;
export type Topic = (typeof TOPICS)[number];

/** What the bot says besides its questions. `{variables}` are filled in; `compose.ts` lists them. */
export const MESSAGES = [
  /** First words of a conversation: what this is, who reads it, 911, STOP and HELP. */
  'intro',
  /** The same, shorter, when the first answer had to be about danger or to a person affected. */
  'introLater',
  /** The other language is offered once. */
  'languageOffer',
  'languageChanged',
  'gotIt',
  'changed',
  'thanks',
  'noted',
  'notUnderstood',
  /** A second miss: the words are kept as they are. */
  'takenAsWritten',
  /** A third: a human is offered. */
  'human',
  'danger',
  'dangerAgain',
  'stopped',
  'help',
  'started',
  'call',
  'skipped',
  'restarted',
  'newTip',
  'nothingYet',
  'sent',
  /** The same for a person affected. */
  'sentAffected',
  'alreadySent',
  'added',
  'sentThanks',
  'sentIdle',
  /** On a channel whose pictures are not kept. */
  'noPictures',
  /** The witness wants to be asked nothing more. */
  'stoppedAsking',
  'withdrawn',
  'nothingToWithdraw',
  /** The review was not answered: the hotline alone gets what was told. */
  'leftAtReview',
  /** ICU text with {count} and {states}: "Missouri team". */
  'teams',
] as const;
export type MessageKey = (typeof MESSAGES)[number];

/** The small words of a recap: "room {room}", "there now", "next stop {stop}". */
export const RECAP_WORDS = [
  ...(['room', 'people', 'minors', 'now', 'nextStop', 'arrival', 'plate', 'exit', 'mile'] as const),
  ...(['call', 'callAt'] as const),
] as const;
export type RecapWord = (typeof RECAP_WORDS)[number];

const identifier = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a key starts with a small letter and has only letters and digits');
const wording = z.string().trim().min(1);
/** One text per language. A missing language is the linter's business, so that it can name the step. */
const localized = z.partialRecord(z.enum(LANGUAGES), wording);
const wordList = z.partialRecord(z.enum(LANGUAGES), z.array(wording).min(1));
const fieldName = z.enum(FIELD_NAMES);
const urgency = z.enum(['in_progress', 'recent', 'past']);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** `transit.nextStop` looks inside the one field that has parts. */
const fieldPath = z.union([
  fieldName,
  z.enum(['transit.operator', 'transit.route', 'transit.nextStop', 'transit.arrival']),
]);
export type FieldPath = z.infer<typeof fieldPath>;
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

/** A condition an administrator can read aloud. A plain list means "all of these". */
export type Condition =
  | { known: FieldPath | FieldPath[] }
  | { missing: FieldPath | FieldPath[] }
  /** Asked for, and not known to the witness. */
  | { unknown: FieldName | FieldName[] }
  | { inferred: FieldPath | FieldPath[] }
  | { is: Partial<Record<FieldName, Scalar | Scalar[]>> }
  | { fewer: { signs?: number | undefined; words?: number | undefined; questions?: number | undefined } }
  | { ambiguous: 'place' }
  | { danger: boolean }
  | { told: boolean }
  | { firstMessage: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };
type Scalar = string | number | boolean;

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ known: oneOrMore(fieldPath) }),
    z.strictObject({ missing: oneOrMore(fieldPath) }),
    z.strictObject({ unknown: oneOrMore(fieldName) }),
    z.strictObject({ inferred: oneOrMore(fieldPath) }),
    z.strictObject({ is: z.partialRecord(fieldName, oneOrMore(scalar)) }),
    z.strictObject({
      fewer: z.strictObject({
        signs: z.int().min(1).optional(),
        words: z.int().min(1).optional(),
        /** Questions asked so far: an extra one is for those who were asked little. */
        questions: z.int().min(1).optional(),
      }),
    }),
    z.strictObject({ ambiguous: z.literal('place') }),
    z.strictObject({ danger: z.boolean() }),
    z.strictObject({ told: z.boolean() }),
    z.strictObject({ firstMessage: z.boolean() }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);

const choice = z.strictObject({
  key: identifier,
  label: localized,
  /** The plain words this choice stands for; they are understood as a courtesy. */
  means: z.enum(['yes', 'no', 'unsure']).optional(),
  words: wordList.optional(),
  /** Fields this choice fills. */
  sets: z.partialRecord(fieldName, scalar).optional(),
  /** Inferred fields this choice settles. */
  confirms: z.array(fieldName).min(1).optional(),
  /** Fields this choice takes back. */
  forgets: z.array(fieldName).min(1).optional(),
  urgency: urgency.optional(),
  /** Asks to be connected to the hotline by voice. */
  call: z.literal(true).optional(),
  /** The person writes for somebody else, after all. */
  forSomeoneElse: z.literal(true).optional(),
  says: localized.optional(),
  /** A step key, or `listening`: nothing more is asked, and the next text is taken as it comes. */
  goto: identifier.optional(),
  /** Hands the tip off as submitted. */
  send: z.literal(true).optional(),
  channels: z
    .array(z.enum(['sms', 'slack', 'sim']))
    .min(1)
    .optional(),
});
export type Choice = z.infer<typeof choice>;

const step = z.strictObject({
  key: identifier,
  /** Who is asked: someone who saw something (default), the person affected, or both. */
  for: z.enum(['witness', 'affected', 'everyone']).default('witness'),
  /** Asked when all of this holds, and nothing it collects is known. `never`: only when sent here. */
  when: z.union([z.literal('never'), z.array(condition).min(1), condition]).optional(),
  /** Asked at the end of the message that says the tip is sent. Nothing waits for the answer. */
  with: z.literal('sent').optional(),
  /** Fields an answer fills. With none of them known, the step is still needed. */
  collects: z.array(fieldName).default([]),
  /** Whatever is answered here is handed off as submitted at once. */
  send: z.literal(true).optional(),
  /** The field that takes the words as they are, when nothing more exact was understood. */
  takes: z.enum(['placeText', 'peopleText', 'vehicle', 'timeText', 'callbackTime', 'story']).optional(),
  text: localized,
  again: localized,
  multiple: z.boolean().default(false),
  choices: z.array(choice).optional(),
  /** Choices made from what is known: the likely places, or signs that suit the venue (at most six). */
  choicesFrom: z.enum(['candidates', 'signs']).optional(),
});
export type Step = z.infer<typeof step>;

const otherLanguage = z.strictObject({ first: wording, again: wording, danger: wording });

export const flowDocument = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id has small letters, digits and hyphens'),
  title: localized,
  languages: z.array(z.enum(LANGUAGES)).min(1),
  timers: z.strictObject({
    silence: z.string().regex(/^\d+(s|m|h)$/, 'a time is a number with s, m or h, such as 15m'),
  }),
  limits: z.strictObject({
    /** How often one question may be misunderstood before the words are taken as they are. */
    misunderstood: z.int().min(1).max(5),
    segments: z.int().min(1).max(3),
  }),
  /** Whether a state's team gets the tip in danger before the witness was asked. */
  share: z.strictObject({ inDanger: z.boolean() }),
  commands: z.record(z.enum(COMMANDS), wordList),
  languageWords: z.record(z.enum(LANGUAGES), z.array(wording).min(1)),
  interrupts: z.strictObject({ danger: identifier, affected: identifier }),
  messages: z.record(z.enum(MESSAGES), localized),
  recap: z.record(z.enum(RECAP_WORDS), localized),
  answers: z.record(
    z.enum(TOPICS),
    z.strictObject({
      text: localized,
      /** `ask`: the open question follows. `rest`: nothing follows. */
      then: z.enum(['ask', 'rest']),
      /** The introduction already says it. */
      introSaysIt: z.boolean().default(false),
    }),
  ),
  otherLanguages: z.partialRecord(z.enum(OTHER_LANGUAGES), otherLanguage),
  steps: z.array(step).min(1),
  /** What each sign is called, short. */
  signs: z.record(z.string().regex(/^[a-z_.]+$/), localized),
  /** Which signs are offered where, best first; `other` is for every other venue. */
  signsByVenue: z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string()).min(1).max(6)),
});
export type FlowDocument = z.infer<typeof flowDocument>;
export type Localized = z.infer<typeof localized>;
