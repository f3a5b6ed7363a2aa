/** Golden conversations as YAML that an administrator can read and write. Pure. */

import { parse, stringify } from 'yaml';
import { SightlineError } from '../errors.js';
import { type GoldenConversation, goldenConversation } from './golden.js';

/** Throws FLOW_INVALID naming the file and what is wrong. */
export function parseGolden(text: string, file: string): GoldenConversation {
  const parsed = goldenConversation.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${file} ${issue.path.join('.')}: ${issue.message}`);
  throw new SightlineError('FLOW_INVALID', problems.join('\n'));
}

/** Answers of several lines stand as they are shown. */
export function stringifyGolden(golden: GoldenConversation): string {
  const turns = golden.turns.map(({ effects, ...rest }) =>
    effects.length > 0 ? { ...rest, effects } : rest,
  );
  const { always, note, ...head } = golden;
  const ordered = {
    title: head.title,
    ...(note === undefined ? {} : { note }),
    flow: head.flow,
    channel: head.channel,
    startsAt: head.startsAt,
    ...(Object.keys(always).length > 0 ? { always } : {}),
    turns,
  };
  return stringify(ordered, { lineWidth: 0, blockQuote: 'literal', singleQuote: true });
}
