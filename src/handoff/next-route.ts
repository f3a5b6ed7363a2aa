/**
 * Looks whether a tip revision reached the hotline in time, and begins the next step when it did not. Safe to run at any
 * time and any number of times: it decides by what is stored.
 *
 * | of this revision                                | then                                                  |
 * |-------------------------------------------------|-------------------------------------------------------|
 * | a newer one is there, or the tip was withdrawn  | nothing: that one has its own way                     |
 * | one delivery handed over or acknowledged        | nothing                                               |
 * | one may still leave, and its time is not up     | looks again when it is                                |
 * | all failed, rest, or had their time             | the next step's deliveries; the operators are told    |
 * | and no route is left                            | the operators are told, once; later those out of hours |
 */

import { type Logger } from '../logger.js';
import { addDeliveries, lockStanding, type StandingDelivery } from '../store/queries/route-order.js';
import { recordStep } from '../store/queries/turn-taking.js';
import { addJobs, job, type JobPayloads, type JobSpec, PRIORITY, routeDeadlineJob } from '../store/queue.js';
import { type Store, type Tx } from '../store/store.js';
import { type HotlinePlan, type HotlineRouteName, laterRoutes, nextRoutes } from '../tip/hotline-plan.js';
import { type Tip } from '../tip/schema.js';

export interface NextRouteDeps {
  store: Pick<Store, 'transaction'>;
  plan: HotlinePlan;
  /** The routes that are set up. */
  configured: readonly HotlineRouteName[];
  logger: Logger;
  now: () => Date;
}

export type CheckRoutes = (payload: JobPayloads['routeDeadline']) => Promise<void>;

/** How often to look for a route whose hours begin. */
const LOOK_AGAIN_MS = 5 * 60_000;

export function createCheckRoutes(deps: NextRouteDeps): CheckRoutes {
  return async ({ tipId, revision }) => {
    const began = await deps.store.transaction((tx) => check(deps, tx, tipId, revision));
    if (began.length > 0)
      deps.logger.warn({ tipId, revision, route: began.join('+') }, 'the next route to the hotline is tried');
  };
}

async function check(
  deps: NextRouteDeps,
  tx: Tx,
  tipId: string,
  revision: number,
): Promise<readonly HotlineRouteName[]> {
  const standing = await lockStanding(tx, tipId, revision);
  if (standing === undefined) return [];
  const { tip, deliveries } = standing;
  if (tip.revision !== revision || tip.status === 'withdrawn' || deliveries.some(isThere)) return [];
  const now = deps.now();
  const urgency = tip.urgency as Tip['urgency'];
  const dueAt = findDueAt(deliveries, tip.createdAt, deps.plan.deadlines[urgency]);
  if (dueAt > now && deliveries.some(mayStillLeave)) {
    await addJobs(tx, [routeDeadlineJob(tipId, revision, bySystemClock(deps, dueAt))]);
    return [];
  }
  const question = {
    ...{ urgency, now, test: tip.isTest, configured: deps.configured },
    tried: deliveries.map(({ route }) => route),
  };
  const routes = nextRoutes(deps.plan, question);
  const about = { tipId, revision, deliveries, now };
  const step = { tipId, userId: 'sightline', now };
  if (routes.length > 0) {
    await addDeliveries(tx, { tipId, revision, routes, urgent: urgency === 'immediate_danger', now });
    const nextAt = bySystemClock(deps, new Date(now.getTime() + deps.plan.deadlines[urgency]));
    await recordStep(tx, { ...step, kind: 'next_route', detail: `r${revision} ${routes.join('+')}` });
    await addJobs(tx, [tellNext(about, routes), routeDeadlineJob(tipId, revision, nextAt)]);
    return routes;
  }
  const again = laterRoutes(deps.plan, question).length > 0;
  const atDesk = deliveries.some(({ route, state }) => route === 'desk' && state !== 'failed');
  const jobs = again
    ? [routeDeadlineJob(tipId, revision, bySystemClock(deps, new Date(now.getTime() + LOOK_AGAIN_MS)))]
    : [];
  // A test has its own alarm, and a task at the desk tells by itself that nobody took it.
  if (tip.toldNone || tip.isTest || atDesk) await addJobs(tx, jobs);
  else {
    await recordStep(tx, { ...step, kind: 'no_route_left', detail: `r${revision}` });
    await addJobs(tx, [...jobs, tellNone(about)]);
  }
  return [];
}

function isThere({ state }: StandingDelivery): boolean {
  return state === 'handed_over' || state === 'acknowledged';
}

function mayStillLeave({ state, resting }: StandingDelivery): boolean {
  return (state === 'queued' || state === 'attempting') && !resting;
}

/** The newest step's time; with no delivery at all there is nothing to wait for. */
function findDueAt(deliveries: readonly StandingDelivery[], createdAt: Date, deadlineMs: number): Date {
  const newest = deliveries.at(-1)?.createdAt;
  return newest === undefined ? createdAt : new Date(newest.getTime() + deadlineMs);
}

/** Jobs run by the system's clock, which a test's clock may be ahead of. */
function bySystemClock({ now }: Pick<NextRouteDeps, 'now'>, at: Date): Date {
  return new Date(Date.now() + at.getTime() - now().getTime());
}

interface About {
  tipId: string;
  revision: number;
  deliveries: readonly StandingDelivery[];
}

function tellNext({ tipId, revision, deliveries }: About, routes: readonly string[]): JobSpec {
  const tried = deliveries.map(({ route, state }) => `${route} ${state}`).join(', ');
  const detail = `r${revision} not handed over (${tried}); next: ${routes.join(', ')}`;
  return job('alertOperators', { code: 'NEXT_ROUTE', detail, tipId }, { priority: PRIORITY.danger });
}

function tellNone({ tipId, revision, deliveries }: About): JobSpec {
  const tried = deliveries.map(({ route, state }) => `${route} ${state}`).join(', ') || 'none is set up';
  const detail = `r${revision} has reached nobody and no route is left (${tried}): call the hotline, then npm run tips -- show`;
  return job('alertOperators', { code: 'NO_ROUTE_LEFT', detail, tipId }, { priority: PRIORITY.danger });
}
