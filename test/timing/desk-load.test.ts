/** Fifty tips at once for one channel that takes a post a second. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { insertTipRevision, tipRevisionPlace } from '../../src/store/queries/tip-revisions.js';
import { createReference, createReferenceBody } from '../../src/tip/reference.js';
import { type Report } from '../../src/tip/report.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { FIRST_CONTACT, hotelReport, makeTip, NOW } from '../support/tips.js';

const CHANNEL = 'C0SANDBOXMO';
const AT_ONCE = 50;
/** As the cards were sent: the most urgent first. */
const URGENCIES = ['past', 'unknown', 'recent', 'in_progress', 'immediate_danger'] as const;

let program: Program;
afterEach(() => program.stop());

async function writeTip(urgency: Report['urgency']): Promise<void> {
  const id = randomUUID();
  const witnessId = randomUUID();
  const { vault, application } = program;
  const reference = createReference('MO', createReferenceBody(randomBytes(5)));
  const tip = makeTip({ ...hotelReport(), urgency }, { id, reference });
  await program.rows(
    `insert into witnesses (id, channel, address_hash, address_sealed, alias) values ($1, 'sms', $2, $3, 'Brown Otter')`,
    [witnessId, randomBytes(32), vault.seal('+15735550142', `witnesses:${witnessId}:address`)],
  );
  await application.store.transaction((tx) =>
    insertTipRevision(tx, {
      ...{
        tipId: id,
        reference,
        revision: 1,
        status: 'submitted',
        urgency: tip.urgency,
        jurisdictions: ['MO'],
      },
      ...{ conversationId: randomUUID(), witnessId, isTest: false, firstContactAt: FIRST_CONTACT },
      ...{ submittedAt: NOW, routes: [], cardJurisdictions: ['MO'], now: new Date() },
      documentSealed: vault.seal(tip, tipRevisionPlace(id, 1)),
    }),
  );
}

describe('fifty tips at once for one channel', () => {
  it('one post a second, no storm of 429, the most urgent first, all of them, none twice', async () => {
    program = await startProgram({ web: false, environment: { SLACK_POST_INTERVAL_MS: '1100' } });
    program.slack.postLimit.isOn = true;
    const order = Array.from(
      { length: AT_ONCE },
      (_, index) => URGENCIES[index % URGENCIES.length] ?? 'past',
    );
    await Promise.all(order.map(writeTip));
    const cards = () =>
      program.slack.messagesIn(CHANNEL).filter(({ metadata }) => metadata?.event_type === 'sightline_card');
    // In Slack first, and a moment later in our own book: the test needs both.
    const posted = () =>
      program.rows<{ urgency: string }>(
        `select t.urgency from liaison_cards c join tips t on t.id = c.tip_id where c.state = 'posted' order by c.posted_at`,
      );
    await eventually(async () => (await posted()).length >= AT_ONCE, {
      timeoutMs: 90_000,
      what: 'all cards',
    });
    const posts = program.slack.postLimit.channels.get(CHANNEL);
    expect(cards()).toHaveLength(AT_ONCE);
    expect(new Set(cards().map(({ text }) => text)).size).toBe(AT_ONCE);
    expect(posts?.limited ?? 0).toBeLessThanOrEqual(2);
    // Those posted before the others were written could not know of them.
    const ranks = (await posted()).slice(3).map(({ urgency }) => URGENCIES.indexOf(urgency as never));
    expect(ranks).toEqual([...ranks].sort((one, other) => other - one));
    process.stdout.write(`fifty tips, one channel: ${posts?.limited ?? 0} refused with 429\n`);
  }, 120_000);
});
