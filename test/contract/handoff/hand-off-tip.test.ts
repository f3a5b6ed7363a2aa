/** What holds for every route. */

import { describe, expect, it } from '@jest/globals';
import { createHandOff } from '../../../src/handoff/hand-off-tip.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { failureOf } from '../../support/handoff-servers.js';

const bench = new HandOffBench();

describe('every route', () => {
  it('one that is no longer configured tells the operators', async () => {
    const { deliveryIds } = await bench.world.writeRevision({ routes: ['email'] });
    const withoutEmail = createHandOff({ ...bench.world, routes: { webhook: bench.routes.webhook } });
    await failureOf(withoutEmail({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }));
    expect(await bench.world.jobs('alertOperators')).toMatchObject([
      { payload: { code: 'DELIVERY_REFUSED' } },
    ]);
  });

  it('a document that does not open is final, and told', async () => {
    const { deliveryIds, tip } = await bench.world.writeRevision({ routes: ['webhook'] });
    await bench.world.store.pool.query(
      `update tip_revisions set document_sealed = '\\x01' where tip_id = $1`,
      [tip.id],
    );
    const deliveryId = deliveryIds[0] ?? '';
    await failureOf(bench.handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 }));
    expect(await bench.readRow(deliveryId)).toMatchObject({
      state: 'failed',
      last_error_code: 'DECRYPTION_FAILED',
    });
    expect(await bench.world.jobs('alertOperators')).toMatchObject([
      { payload: { code: 'DELIVERY_FAILED' } },
    ]);
  });

  it('an unknown delivery is a fault', async () => {
    const deliveryId = '0198f3a0-1111-7000-8000-00000000dead';
    await expect(bench.handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 })).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });

  it('withdrawn before anything left: nothing leaves', async () => {
    const first = await bench.world.writeRevision();
    const withdrawn = await bench.world.writeRevision({ of: first, tip: { status: 'withdrawn' } });
    for (const deliveryId of [...first.deliveryIds, ...withdrawn.deliveryIds]) {
      await bench.handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 });
      expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'withdrawn', handed_over_at: null });
    }
    expect(bench.hotline.posts.filter(({ webhookId }) => webhookId.startsWith(first.tip.id))).toEqual([]);
  });

  it('withdrawn after it left: the hotline is told', async () => {
    const first = await bench.world.writeRevision({ routes: ['webhook'] });
    await bench.runUntilDone(first.deliveryIds[0] ?? '');
    const withdrawn = await bench.world.writeRevision({
      of: first,
      tip: { status: 'withdrawn' },
      routes: ['webhook'],
    });
    await bench.runUntilDone(withdrawn.deliveryIds[0] ?? '');
    expect(bench.postsOf(withdrawn)[0]?.document).toMatchObject({ data: { status: 'withdrawn' } });
  });
});
