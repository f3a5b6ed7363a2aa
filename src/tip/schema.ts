/**
 * The tip: the one document that leaves the house, towards the hotline and the states. Names are stable for
 * ever; a change that breaks a reader gets a new schema address, an addition does not.
 *
 * Every top-level key is always there. Inside an object only what is known is there: an absent key means "not
 * said" or "not asked", never "no". Words of the witness are kept as written.
 */

import { z } from 'zod';

export const TIP_SCHEMA_ID = 'https://sightline.example/schema/tip.json';

const instant = z.iso.datetime({ offset: false }).describe('ISO 8601, UTC');
const stateCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('USPS code of a state or territory');

const indicatorSchema = z
  .object({
    code: z.string().describe('Stable code of the sign, such as control.id_held'),
    source: z
      .enum(['said', 'chosen', 'inferred', 'confirmed'])
      .describe('said: read in the words; chosen: picked from a list; inferred; confirmed: asked and agreed'),
    quote: z.string().optional().describe('The words that showed it, as written'),
  })
  .describe('One sign of trafficking. One sign proves nothing.');

const peopleSchema = z
  .object({
    text: z.string().optional().describe('Who and how many, as written'),
    victims: z.int().min(0).optional().describe('How many people seem to be affected'),
    minors: z.boolean().optional().describe('At least one of them seems to be under 18'),
    witnessSafe: z.boolean().optional().describe('The witness said whether they themselves are safe'),
  })
  .describe('The people seen');

const vehicleSchema = z
  .object({
    description: z.string().optional().describe('As written: "gray altima"'),
    plate: z.string().optional().describe('Licence plate, possibly only a part, upper case'),
    state: stateCode.optional().describe('USPS code of the state that issued the plate'),
  })
  .describe('One vehicle. With several plates and one description, which belongs to which is not known.');

export const LOCATION_PRECISIONS = [
  'point',
  'address',
  'business',
  'road',
  'postal_code',
  'city',
  'county',
  'state',
  'described',
  'unknown',
] as const;

const locationSchema = z
  .object({
    text: z.string().optional().describe('The place as written'),
    address: z.string().optional().describe('Street address'),
    business: z.string().optional().describe('Name of the hotel, shop or company'),
    room: z.string().optional().describe('Room, unit or row'),
    city: z.string().optional(),
    county: z.string().optional(),
    state: stateCode.optional().describe('Only when exactly one state is known; see jurisdictions'),
    postalCode: z.string().optional().describe('ZIP code'),
    road: z.string().optional().describe('Highway or street: "I-44"'),
    direction: z.string().optional().describe('Direction of travel: N, NE, E…'),
    mileMarker: z.number().optional(),
    exit: z.string().optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    precision: z.enum(LOCATION_PRECISIONS).describe('The finest thing known about the place'),
    confirmed: z.boolean().describe('False while a part of the place is only inferred'),
  })
  .describe('Where it is');

const transitSchema = z
  .object({
    operator: z.string().optional().describe('Bus, rail or air line'),
    route: z.string().optional().describe('Line, train or flight, with its ends if said'),
    direction: z.string().optional(),
    nextStop: z.string().optional(),
    getsOffThere: z.boolean().optional().describe('They leave at the next stop, as far as the witness knows'),
    arrivalText: z.string().optional().describe('Arrival at the next stop as written: "4:20pm"'),
    arrivalAt: instant.optional().describe('The same as an instant: the deadline. ISO 8601, UTC'),
  })
  .describe('A journey in progress');

const occurredSchema = z
  .object({
    text: z.string().optional().describe('When, as written'),
    from: instant.optional().describe('Start. ISO 8601, UTC'),
    to: instant.optional().describe('End. ISO 8601, UTC'),
    timeZone: z.string().optional().describe('IANA time zone of the place'),
    happeningNow: z.boolean().optional().describe('The witness said that it is going on'),
  })
  .describe('When it happened');

const attachmentSchema = z
  .object({
    id: z.string().describe('Our id; the file itself is handed over separately'),
    contentType: z.string().optional(),
    receivedAt: instant,
    refused: z.string().optional().describe('It was not kept, and why: a code'),
    latitude: z.number().min(-90).max(90).optional().describe('Where it was taken, as the file itself said'),
    longitude: z.number().min(-180).max(180).optional(),
  })
  .describe('A photo or video the witness sent');

const callbackSchema = z
  .object({
    wanted: z.boolean().optional().describe('May the hotline call? Absent: not answered'),
    connectNow: z
      .boolean()
      .optional()
      .describe('The witness asked to be connected with the hotline by voice at once'),
    name: z.string().optional().describe('What to call them, as given'),
    phone: z.string().optional().describe('E.164'),
    language: z.string().optional().describe('Language for the call, as given or a BCP 47 code'),
    bestTime: z.string().optional().describe('When a call is safe, as written'),
    voicemailOk: z.boolean().optional().describe('Is it safe to leave a message? Absent or false: do not'),
  })
  .describe('How the witness can be reached. Nothing here when they stay anonymous.');

const consentSchema = z
  .object({
    shareWithState: z.boolean().optional().describe('May the state team see this? Absent: not asked yet'),
    followUp: z.boolean().optional().describe('May further questions be texted? Absent: not asked'),
  })
  .describe('What the witness agreed to');

const provenanceSchema = z
  .object({
    flow: z.string().describe('Id of the conversation flow'),
    version: z.int().min(1).describe('Version of the flow the conversation began on'),
    startedAt: instant.describe('First contact. ISO 8601, UTC'),
    submittedAt: instant.optional().describe('When the witness said to send. ISO 8601, UTC'),
    revisedAt: instant.describe('When this revision was made. ISO 8601, UTC'),
    test: z.boolean().describe('True for a test tip: act on nothing'),
    notKnown: z.array(z.string()).describe('What the witness was asked and does not know or skipped'),
    corrections: z
      .array(
        z.object({
          field: z.string().describe('Name of the corrected value in the conversation'),
          value: z.unknown().describe('The earlier value'),
          at: instant.describe('When the earlier value was taken. ISO 8601, UTC'),
        }),
      )
      .describe('Earlier values the witness corrected, oldest first within a field'),
  })
  .describe('How this document came to be');

export const tipSchema = z
  .object({
    schema: z.literal(TIP_SCHEMA_ID).describe('Address of this schema'),
    id: z.uuid().describe('The same for every revision of a tip'),
    reference: z
      .string()
      .regex(/^[A-Z]{2}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{2}$/)
      .describe('Short, speakable, with two check characters: MO-7K3QF-2X'),
    revision: z.int().min(1).describe('Counts up from 1; a higher one replaces all lower ones'),
    status: z
      .enum(['partial', 'submitted', 'withdrawn'])
      .describe(
        'partial: sent early, or the conversation fell silent; withdrawn: the witness took it back, and this document repeats nothing of the story',
      ),
    channel: z.enum(['sms', 'slack']).describe('How the witness wrote'),
    language: z.string().describe('Language the witness wrote in, BCP 47'),
    urgency: z
      .enum(['immediate_danger', 'in_progress', 'recent', 'past', 'unknown'])
      .describe('immediate_danger: violence or a threat to life now; recent: within about a day'),
    selfReport: z.boolean().describe('The person writing is the person affected'),
    narrative: z
      .array(z.object({ at: instant, text: z.string() }))
      .describe('Every text that said something, verbatim, in order'),
    indicators: z.array(indicatorSchema),
    people: peopleSchema,
    vehicles: z.array(vehicleSchema),
    venue: z.string().nullable().describe('Kind of place, such as hotel or transit_vehicle; null: not known'),
    location: locationSchema,
    transit: transitSchema.nullable(),
    occurred: occurredSchema,
    jurisdictions: z.array(stateCode).describe('Every state concerned; empty: none known, so the nation'),
    attachments: z.array(attachmentSchema),
    callback: callbackSchema,
    consent: consentSchema,
    provenance: provenanceSchema,
  })
  .describe('A tip about suspected human trafficking, as told by a witness. Unverified.');

export type Tip = z.infer<typeof tipSchema>;
export type TipStatus = Tip['status'];
export type TipAttachment = z.infer<typeof attachmentSchema>;

/** The published JSON Schema (draft 2020-12); built on first use. */
export const tipJsonSchema: () => Record<string, unknown> = (() => {
  let built: Record<string, unknown> | undefined;
  return () => (built ??= createJsonSchema());
})();

function createJsonSchema(): Record<string, unknown> {
  // `input`: readers must accept unknown keys, so that an addition breaks nobody.
  const { $schema, ...schema } = z.toJSONSchema(tipSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, $id: TIP_SCHEMA_ID, title: 'Sightline tip', ...schema };
}
