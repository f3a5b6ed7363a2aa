/**
 * Crosswalks: our codes in the words of a public standard. Data, not code: config/crosswalks/. This module says
 * what such a file may hold and what an entry means for one tip. It never guesses: a code of ours that has no
 * entry, or whose entry does not hold for this tip, comes back with the reason instead of a code.
 */

import { z } from 'zod';
import { type Tip } from '../schema.js';

/** What the rest of a tip must show before a code counts: a sign of work, or of sex. */
export const CONDITIONS = ['labor', 'sex'] as const;
type Condition = (typeof CONDITIONS)[number];

export interface Target {
  code: string;
  /** Why the code is true of some tips with our code only; absent: true of every one. */
  part?: string;
  when?: Condition;
}

/** What one code of ours becomes in one list of a standard, or why it becomes nothing. */
export type Entry = { targets: readonly Target[] } | { none: string };

const codeListSchema = z.strictObject({
  name: z.string().min(1),
  source: z.url('must be the address of the list'),
  version: z.string().min(1),
  date: z.iso.date('must be the day it was last checked, such as 2026-11-22'),
  /** False: the list itself could not be opened, and `note` says what stands in for it. */
  verified: z.boolean('must be true or false'),
  note: z.string().min(1, 'say how it was checked'),
  codes: z
    .array(z.string().min(1))
    .min(1, 'must hold the codes of the standard')
    .refine((codes) => new Set(codes).size === codes.length, 'holds a code twice'),
});
export type CodeList = z.infer<typeof codeListSchema>;

export interface Crosswalk<List extends string> {
  standard: string;
  version: string;
  lists: Readonly<Record<List | (string & {}), CodeList>>;
  /** Our code → list of the standard → entry. */
  entries: Readonly<Record<string, Readonly<Record<List, Entry>>>>;
}

export interface Crosswalks {
  niem: Crosswalk<'traffickedVenue' | 'exploitationIndustry'>;
  htcds: Crosswalk<'vic_MethodsOfControl' | 'vic_TypeOfExploitation'>;
}

export interface CrosswalkShape<List extends string> {
  /** `venues` or `signs`: the part of the file with a row for each code of ours. */
  rows: string;
  /** Every code of ours. */
  ours: readonly string[];
  /** The lists that every row maps to. */
  mapped: readonly List[];
  /** Lists that only have to be there. */
  listed?: readonly string[];
}

/** The schema of one file. It needs the file itself, since the lists in it decide which codes the rows may name. */
export function crosswalkSchema<List extends string>(
  shape: CrosswalkShape<List>,
  content: unknown,
): z.ZodType<Crosswalk<List>> {
  const row = strictRecord(shape.mapped, (list) => entrySchema(readCodes(content, list), list));
  return z
    .strictObject({
      standard: z.string().min(1),
      version: z.string().min(1),
      lists: strictRecord([...shape.mapped, ...(shape.listed ?? [])], () => codeListSchema),
      [shape.rows]: strictRecord(shape.ours, () => row),
    })
    .transform((file) => ({
      standard: file.standard as string,
      version: file.version as string,
      lists: file.lists as Crosswalk<List>['lists'],
      entries: file[shape.rows] as Crosswalk<List>['entries'],
    }));
}

/** Exactly these keys: one more or one fewer is a mistake. */
function strictRecord(keys: readonly string[], schemaOf: (key: string) => z.ZodType): z.ZodType {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, schemaOf(key)])));
}

/** The codes of a list as the file has them, before it is known to be right; undefined when it has none. */
function readCodes(content: unknown, list: string): readonly unknown[] | undefined {
  const file = content as { lists?: Record<string, { codes?: unknown } | null> | null } | null;
  const codes = file?.lists?.[list]?.codes;
  return Array.isArray(codes) ? codes : undefined;
}

const reason = z.string('must be text in quotes').min(8, 'say why, in a few words');
const noneSchema = z.strictObject({ none: reason });
const HOW =
  "write a code of the list, { code, part: 'why' }, { code, when: labor or sex }, a list of these, or { none: 'why' }";

function entrySchema(codes: readonly unknown[] | undefined, list: string): z.ZodType<Entry> {
  const code = z
    .string(HOW)
    .refine(
      (value) => codes === undefined || codes.includes(value),
      `is not a code in lists.${list}; use one that is, or { none: 'why' }`,
    );
  const targetSchema = z.preprocess(
    (value) => (typeof value === 'string' ? { code: value } : value),
    z.strictObject(
      { code, part: reason.optional(), when: z.enum(CONDITIONS, 'must be labor or sex').optional() },
      HOW,
    ),
  );
  return z.unknown().transform((value, context): Entry => {
    if (isNone(value)) return settle(noneSchema.safeParse(value), context) ?? z.NEVER;
    const targets = settle(z.array(targetSchema).min(1, HOW).safeParse([value].flat()), context);
    return targets === undefined ? z.NEVER : { targets: targets as Target[] };
  });
}

function isNone(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'none' in value;
}

/** Hands a part's mistakes on to the whole; a list's own index is left out of the path when it is not in the file. */
function settle<Output>(
  parsed: z.ZodSafeParseResult<Output>,
  context: z.core.$RefinementCtx,
): Output | undefined {
  if (parsed.success) return parsed.data;
  const whole = context.value;
  for (const issue of parsed.error.issues) {
    const path = Array.isArray(whole) || isNone(whole) ? issue.path : issue.path.slice(1);
    context.addIssue({
      code: 'custom',
      path: whole !== null && typeof whole === 'object' ? path : [],
      message: whole === undefined ? `is missing; ${HOW}` : describe(issue),
    });
  }
  return undefined;
}

function describe(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys'
    ? `${issue.keys.join(', ')}: not a known name; a why with a comma needs quotes`
    : issue.message;
}

/** What an entry means for one tip. */
export type Applied = { targets: readonly Target[] } | { none: string };

/** One code of ours in one list of a standard, for this tip. A code without a row is not a fault: it has no word. */
export function applyCrosswalk<List extends string>(
  { entries }: Pick<Crosswalk<List>, 'entries'>,
  list: List,
  ours: string,
  tip: Pick<Tip, 'indicators'>,
): Applied {
  const row = Object.hasOwn(entries, ours) ? entries[ours] : undefined;
  if (row === undefined) return { none: 'not one of the codes this crosswalk was made for' };
  const entry = row[list];
  if ('none' in entry) return entry;
  const targets = entry.targets.filter(({ when }) => when === undefined || HOLDS[when](tip));
  return targets.length > 0 ? { targets } : { none: explainUnmet(entry.targets) };
}

const HOLDS: Readonly<Record<Condition, (tip: Pick<Tip, 'indicators'>) => boolean>> = {
  labor: ({ indicators }) =>
    indicators.some(({ code }) => code.startsWith('labor.') || code === 'minor.working'),
  sex: ({ indicators }) => indicators.some(({ code }) => code.startsWith('sex.')),
};

function explainUnmet(targets: readonly Target[]): string {
  const needed = [...new Set(targets.map(({ when }) => when))].join(' or ');
  return `only for a tip with a sign of ${needed}, and this one has none`;
}
