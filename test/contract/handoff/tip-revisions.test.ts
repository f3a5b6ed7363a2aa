/** What the conversation room writes with one call, inside its own transaction. */

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { insertTipRevision, type TipRevisionRow } from '../../../src/store/queries/tip-revisions.js';
import { type Tx } from '../../../src/store/store.js';
import { createWorld, type World } from '../../support/handoff-servers.js';
import { busReport, FIRST_CONTACT, hotelReport, NOW, withFields } from '../../support/tips.js';

let world: World;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

const row = (changes: Partial<TipRevisionRow> = {}): TipRevisionRow => ({
  tipId: randomUUID(),
  reference: 'MO-7K3QF-N4',
  revision: 1,
  status: 'submitted',
  urgency: 'recent',
  jurisdictions: ['MO'],
  conversationId: randomUUID(),
  witnessId: randomUUID(),
  isTest: false,
  firstContactAt: FIRST_CONTACT,
  submittedAt: NOW,
  documentSealed: Buffer.from('sealed'),
  routes: ['webhook', 'email'],
  cardJurisdictions: ['MO'],
  now: NOW,
  ...changes,
});

describe('insertTipRevision', () => {
  it('has a new card looked at when its first rung may be due, and an older one at once', async () => {
    const firstRungAt = new Date(Date.now() + 3_600_000);
    const first = row({ firstRungAt });
    await world.store.transaction((tx) => insertTipRevision(tx, first));
    const dueIn = async () => {
      const { rows } = await world.store.pool.query<{ minutes: number }>(
        `select round(extract(epoch from run_at - now()) / 60)::int as minutes from graphile_worker.jobs
         where key like 'escalate:%'`,
      );
      return rows.map(({ minutes }) => minutes);
    };
    expect(await dueIn()).toEqual([60]);
    await world.store.transaction((tx) => insertTipRevision(tx, { ...first, revision: 2 }));
    expect(await dueIn()).toEqual([0]);
  });

  it('writes tip, revision, deliveries, cards, event and jobs in two round trips', async () => {
    const names: string[] = [];
    const ids = await world.store.transaction((tx) => {
      const counting: Tx = {
        query: (name, text, values) => {
          names.push(name);
          return tx.query(name, text, values);
        },
      };
      return insertTipRevision(counting, row({ urgency: 'immediate_danger' }));
    });
    expect(names).toHaveLength(2);
    expect(ids.deliveryIds).toHaveLength(2);
    expect(ids.cardIds).toHaveLength(1);
    const jobs = await world.jobs();
    expect(jobs.map(({ kind, priority }) => `${kind} ${priority}`).sort()).toEqual([
      'escalate 0',
      'handOffTip -10',
      'handOffTip -10',
      'notifyLiaison -10',
    ]);
    expect(new Set(jobs.map(({ payload }) => payload.deliveryId ?? payload.cardId))).toEqual(
      new Set([...ids.deliveryIds, ...ids.cardIds]),
    );
  });

  it('leaves nothing when the transaction is rolled back', async () => {
    await expect(
      world.store.transaction(async (tx) => {
        await insertTipRevision(tx, row());
        throw new Error('the step failed after it');
      }),
    ).rejects.toThrow('the step failed');
    expect(await world.jobs()).toEqual([]);
    const { rows } = await world.store.pool.query('select id from tips');
    expect(rows).toEqual([]);
  });

  it('keeps cards that are there, adds new ones, and updates both', async () => {
    const first = await world.writeRevision();
    const second = await world.writeRevision({
      of: first,
      report: withFields(busReport(), { shareWithState: true }),
    });
    expect(second.cardIds).toHaveLength(2);
    expect(second.cardIds).toContain(first.cardIds[0]);
    // The waiting job of the first card was replaced, not doubled.
    expect(await world.jobs('notifyLiaison')).toHaveLength(2);
    expect(await world.jobs('handOffTip')).toHaveLength(4);
  });

  it.each([1, 3])('refuses revision %d after 1: it does not follow', async (revision) => {
    const first = row();
    await world.store.transaction((tx) => insertTipRevision(tx, first));
    await expect(
      world.store.transaction((tx) => insertTipRevision(tx, { ...first, revision })),
    ).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await world.jobs('handOffTip')).toHaveLength(2);
  });

  it('remembers the first time it was submitted', async () => {
    const first = row();
    await world.store.transaction((tx) => insertTipRevision(tx, first));
    const second = { ...first, revision: 2, submittedAt: new Date('2030-01-01T00:00:00Z') };
    await world.store.transaction((tx) => insertTipRevision(tx, second));
    expect(await world.row('tips', first.tipId)).toMatchObject({ revision: 2, submitted_at: NOW });
  });

  it('stores no readable word', async () => {
    const { tip } = await world.writeRevision({ report: hotelReport() });
    const { rows } = await world.store.pool.query<{ text: string }>(
      `select coalesce(string_agg(t::text, ''), '') || coalesce((select string_agg(r::text, '') from tip_revisions r), '') as text
       from tips t where id = $1`,
      [tip.id],
    );
    expect(rows[0]?.text).not.toMatch(/zanzibarine|Joplin|Quillamette/);
  });
});
