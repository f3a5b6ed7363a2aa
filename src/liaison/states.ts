/** The states and territories as configured: name, time zone, policy, channel. Read by `states-loader.ts`. */

import { z } from 'zod';

/** USPS codes of the 50 states, the District of Columbia and the five inhabited territories. */
export const STATE_CODES = [
  ...['AL', 'AK', 'AZ', 'AR', 'CA', 'CO', 'CT', 'DE', 'DC', 'FL', 'GA', 'HI', 'ID', 'IL', 'IN', 'IA', 'KS'],
  ...['KY', 'LA', 'ME', 'MD', 'MA', 'MI', 'MN', 'MS', 'MO', 'MT', 'NE', 'NV', 'NH', 'NJ', 'NM', 'NY', 'NC'],
  ...['ND', 'OH', 'OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VT', 'VA', 'WA', 'WV', 'WI', 'WY'],
  ...['AS', 'GU', 'MP', 'PR', 'VI'],
] as const;

const number = z.string().regex(/^\d{3}-\d{3}-\d{4}$/, 'write it as 844-363-6448, in quotes');

/** Slack people and user groups. */
const holders = z.array(
  z
    .string()
    .regex(
      /^[UWS][A-Z0-9]{6,}$/,
      'must be a Slack user id such as U0123456789 or a user group id such as S0123456789',
    ),
);

const stateSchema = z.strictObject({
  name: z.string().min(1),
  timeZone: z.string().refine(isTimeZone, 'not an IANA time zone such as America/Chicago'),
  policy: z.enum(['own', 'nhth', 'both'], 'must be own, nhth or both'),
  line: z
    .strictObject({ phone: number.optional(), text: number.optional(), note: z.string().optional() })
    .optional(),
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]{6,}$/, 'must be a Slack channel id such as C0123456789, not a name')
    .optional(),
  /** Who may see the number of a witness; without it, those of `defaults`. */
  reveal: holders.optional(),
  source: z.string().min(1, 'say where policy and numbers come from'),
  date: z.iso.date('write the day it was last checked as 2026-11-22'),
});

const defaultsSchema = z.strictObject({ reveal: holders.default([]) });

export const statesFileSchema = z.strictObject({
  /** For states that say nothing else, and for the national desk. */
  defaults: defaultsSchema.default({ reveal: [] }),
  states: z.strictObject(Object.fromEntries(STATE_CODES.map((code) => [code, stateSchema]))),
});

export type State = z.infer<typeof stateSchema>;

export type StatesFile = z.infer<typeof statesFileSchema>;
export type DeskDefaults = StatesFile['defaults'];

/** By USPS code; all 56 are there. */
export type States = Readonly<Record<string, State>>;

export function stateName(states: States, code: string): string {
  return states[code]?.name ?? code;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
