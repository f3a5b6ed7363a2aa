/**
 * What operators do with tips, from the command line and from Slack: see where they stand, have a delivery tried again,
 * take a tip back. Who may is decided before. Nothing here shows a witness's words except `read`.
 */

import {
  type AdminTip,
  findAdminTip,
  type HistoryLine,
  listHistory,
  type ListedTip,
  listTips,
  retryDeliveries,
} from '../../store/queries/tip-admin.js';
import { insertTipRevision, tipRevisionPlace } from '../../store/queries/tip-revisions.js';
import { recordStep } from '../../store/queries/turn-taking.js';
import { type DeliveryRoute } from '../../store/schema.js';
import { type Store, type Tx } from '../../store/store.js';
import { type Vault } from '../../store/vault.js';
import { HOTLINE_ROUTES } from '../../tip/hotline-plan.js';
import { type Tip } from '../../tip/schema.js';

export interface OperationsDeps {
  store: Pick<Store, 'transaction'>;
  vault: Pick<Vault, 'openObject' | 'seal'>;
  now: () => Date;
}

export type Outcome<Done> =
  { kind: 'done'; value: Done } | { kind: 'unknown' } | { kind: 'nothing'; why: string };

export interface ShownTip {
  tip: Omit<AdminTip, 'documentSealed'>;
  history: HistoryLine[];
}

export interface TipOperations {
  list(filter: { limit: number; open: boolean; tests: boolean }): Promise<ListedTip[]>;
  show(reference: string): Promise<Outcome<ShownTip>>;
  /** With the witness's words; who read them is kept. */
  read(reference: string, actor: string): Promise<Outcome<Tip>>;
  /** The routes that are tried again. `actor`: who wants it. */
  retry(reference: string, actor: string): Promise<Outcome<DeliveryRoute[]>>;
  /** What has not left stays; who has it is told that it was taken back. */
  withdraw(reference: string, actor: string): Promise<Outcome<{ revision: number }>>;
}

export function createTipOperations(deps: OperationsDeps): TipOperations {
  const onTip = <Done>(
    reference: string,
    work: (tx: Tx, tip: AdminTip) => Promise<Outcome<Done>>,
    lock = false,
  ): Promise<Outcome<Done>> =>
    deps.store.transaction(async (tx) => {
      const tip = await findAdminTip(tx, reference.trim().toUpperCase(), lock);
      return tip === undefined ? { kind: 'unknown' } : work(tx, tip);
    });
  return {
    list: (filter) => deps.store.transaction((tx) => listTips(tx, filter)),
    show: (reference) =>
      onTip(reference, async (tx, { documentSealed: _sealed, ...tip }) => ({
        kind: 'done',
        value: { tip, history: await listHistory(tx, tip.id) },
      })),
    read: (reference, actor) =>
      onTip(reference, async (tx, tip) => {
        await recordStep(tx, {
          tipId: tip.id,
          kind: 'read_by_operator',
          detail: null,
          userId: actor,
          now: deps.now(),
        });
        return { kind: 'done', value: openDocument(deps, tip) };
      }),
    retry: (reference, actor) =>
      onTip(reference, async (tx, tip) => {
        const routes = await retryDeliveries(tx, tip, actor, deps.now());
        return routes.length === 0
          ? { kind: 'nothing', why: 'every delivery of its newest revision has left already' }
          : { kind: 'done', value: routes };
      }),
    withdraw: (reference, actor) => onTip(reference, (tx, tip) => withdraw(deps, tx, tip, actor), true),
  };
}

function openDocument({ vault }: OperationsDeps, { id, revision, documentSealed }: AdminTip): Tip {
  return vault.openObject(documentSealed, tipRevisionPlace(id, revision)) as Tip;
}

async function withdraw(
  deps: OperationsDeps,
  tx: Tx,
  known: AdminTip,
  actor: string,
): Promise<Outcome<{ revision: number }>> {
  if (known.status === 'withdrawn') return { kind: 'nothing', why: 'it was taken back before' };
  const now = deps.now();
  const revision = known.revision + 1;
  const before = openDocument(deps, known);
  const tip: Tip = {
    ...before,
    revision,
    status: 'withdrawn',
    provenance: { ...before.provenance, revisedAt: now.toISOString() },
  };
  await insertTipRevision(tx, {
    ...{ tipId: known.id, reference: known.reference, revision, status: 'withdrawn', urgency: known.urgency },
    ...{
      jurisdictions: known.jurisdictions,
      conversationId: known.conversationId,
      witnessId: known.witnessId,
    },
    ...{ isTest: known.isTest, firstContactAt: known.firstContactAt, submittedAt: undefined, now },
    documentSealed: deps.vault.seal(tip, tipRevisionPlace(known.id, revision)),
    // Only those that had it, set up here or not: the worker knows, and tells when one is not. Cards are shown anew.
    routes: [],
    configuredRoutes: HOTLINE_ROUTES,
    cardJurisdictions: [],
  });
  await recordStep(tx, { tipId: known.id, kind: 'withdrawn_by_operator', detail: null, userId: actor, now });
  return { kind: 'done', value: { revision } };
}
