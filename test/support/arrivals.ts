/** What has arrived of one tip at the stand-ins, and what is still open in our own book. */

import { cardsOf, type Program } from './program.js';

/** [webhook, mail, card], each counted by the tip's reference. */
export function countArrived(program: Program, reference: string): number[] {
  return [
    program.hotline.posts.filter(({ document }) => JSON.stringify(document).includes(reference)).length,
    program.mailbox.mails.filter(({ subject }) => subject.includes(reference)).length,
    cardsOf(program).filter((card) => card.text.includes(reference)).length,
  ];
}

export function openOf(program: Program, reference: string) {
  return program.rows(
    `select 1 from deliveries d join tips t on t.id = d.tip_id where t.reference = $1 and d.state in ('queued', 'attempting')
     union all select 1 from liaison_cards c join tips t on t.id = c.tip_id where t.reference = $1 and c.state <> 'posted'`,
    [reference],
  );
}

export function readReference(answer: string): string {
  const [reference] = /\b[A-Z]{2}-[0-9A-Z]{5}-[0-9A-Z]{2}\b/.exec(answer) ?? [];
  if (reference === undefined) throw new Error('an answer without a reference');
  return reference;
}

/** Matches what posts into Missouri's channel. */
export function isPostOf({ sandbox }: Program) {
  return ({ method, args }: { method: string; args: Record<string, unknown> }): boolean =>
    method === 'chat.postMessage' && args.channel === sandbox.stateChannels.MO;
}
