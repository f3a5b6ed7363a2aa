/**
 * The plan by which a tip reaches the hotline, as configured in config/hotline.yaml (read by `hotline-plan-loader.ts`),
 * and what follows from it for one revision: the routes to try at once, and those to try next. Pure.
 */

import { z } from 'zod';
import { parseDuration } from './duration.js';
import { isTimeZone, isWithinHours, WEEKDAYS } from './hours.js';
import { type Tip } from './schema.js';

export const HOTLINE_ROUTES = ['webhook', 'email', 'voice', 'desk'] as const;
export type HotlineRouteName = (typeof HOTLINE_ROUTES)[number];

const URGENCIES = ['immediate_danger', 'in_progress', 'recent', 'past', 'unknown'] as const;

const duration = z
  .string('write it as 30s, 5m or 1h')
  .refine((text) => parseDuration(text) !== undefined, 'write it as 30s, 5m or 1h, at least 1s')
  .transform((text) => parseDuration(text) ?? 0);

const clockTime = z
  .string("write it as '08:00', in quotes")
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write it as '08:00', in quotes");

const hoursSchema = z.union(
  [
    z.literal('always'),
    z.strictObject({
      from: clockTime,
      to: clockTime,
      days: z
        .array(z.enum(WEEKDAYS))
        .min(1)
        .default([...WEEKDAYS]),
    }),
  ],
  "write always, or { from: '08:00', to: '20:00' } with days: [mon, tue] if not every day",
);
export type RouteHours = z.output<typeof hoursSchema>;

const limit = z.int('must be a whole number').min(1, 'must be 1 or more; leave it out for no limit');

/** What can be known of a route at all: nobody answers a mail with a receipt. */
const PROOFS: Readonly<Record<HotlineRouteName, readonly string[]>> = {
  webhook: ['receipt', 'call_back', 'nothing'],
  email: ['nothing'],
  voice: ['person', 'nothing'],
  desk: ['person'],
};

function routeSchema(route: HotlineRouteName) {
  return z.strictObject({
    urgencies: z
      .union(
        [z.literal('all'), z.array(z.enum(URGENCIES)).min(1)],
        `write all, or a list of ${URGENCIES.join(', ')}`,
      )
      .transform((given): readonly Tip['urgency'][] => (given === 'all' ? URGENCIES : given)),
    hours: hoursSchema,
    limits: z.strictObject({ perMinute: limit.optional(), perHour: limit.optional() }),
    acknowledgedBy: z.enum(
      ['receipt', 'call_back', 'person', 'nothing'].filter((proof) => PROOFS[route].includes(proof)),
      `${route} can have: ${PROOFS[route].join(', ')}`,
    ),
    parallelInDanger: z.boolean('must be true or false'),
  });
}

export type RouteLimits = { perMinute?: number | undefined; perHour?: number | undefined };

export const hotlinePlanSchema = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'not an IANA time zone such as America/Chicago'),
  order: z
    .array(z.array(z.enum(HOTLINE_ROUTES, `a route is one of ${HOTLINE_ROUTES.join(', ')}`)).min(1))
    .min(1, 'name at least one route')
    .refine((steps) => new Set(steps.flat()).size === steps.flat().length, 'names a route twice'),
  routes: z.strictObject({
    webhook: routeSchema('webhook'),
    email: routeSchema('email'),
    voice: routeSchema('voice'),
    desk: routeSchema('desk'),
  }),
  deadlines: z.strictObject(
    Object.fromEntries(URGENCIES.map((urgency) => [urgency, duration])) as Record<
      Tip['urgency'],
      typeof duration
    >,
  ),
  breaker: z
    .strictObject({
      failures: z.int('must be a whole number').min(1, 'must be 1 or more'),
      restsFrom: duration,
      restsUpTo: duration,
    })
    .refine(({ restsFrom, restsUpTo }) => restsFrom <= restsUpTo, 'restsUpTo is shorter than restsFrom'),
  desk: z.strictObject({ takenWithin: duration, filedWithin: duration }),
  digest: z.strictObject({ at: clockTime }),
});

/** Durations in milliseconds. */
export type HotlinePlan = z.output<typeof hotlinePlanSchema>;

export interface PlanQuestion {
  urgency: Tip['urgency'];
  /** A test rings nobody and gives no one work. */
  test: boolean;
  /** The routes that are set up. */
  configured: readonly HotlineRouteName[];
  /** Routes this revision has a delivery on. */
  tried: readonly HotlineRouteName[];
  now: Date;
}

const NOT_FOR_TESTS: readonly HotlineRouteName[] = ['voice', 'desk'];

/** The routes of the first step that has any; in danger also all that are parallel. */
export function firstRoutes(plan: HotlinePlan, question: PlanQuestion): HotlineRouteName[] {
  const first = nextRoutes(plan, question);
  if (question.urgency !== 'immediate_danger') return first;
  const beside = plan.order
    .flat()
    .filter((route) => plan.routes[route].parallelInDanger && mayTake(plan, route, question));
  return [...new Set([...first, ...beside])];
}

/** The routes of the next step that has any left. Empty: none, now; see `laterRoutes`. */
export function nextRoutes(plan: HotlinePlan, question: PlanQuestion): HotlineRouteName[] {
  for (const step of plan.order) {
    const open = step.filter((route) => mayTake(plan, route, question));
    if (open.length > 0) return open;
  }
  return [];
}

/** Left over only because of the hour: worth looking again. */
export function laterRoutes(plan: HotlinePlan, question: PlanQuestion): HotlineRouteName[] {
  return plan.order
    .flat()
    .filter((route) => isCandidate(plan, route, question) && !mayTake(plan, route, question));
}

function mayTake(plan: HotlinePlan, route: HotlineRouteName, question: PlanQuestion): boolean {
  return (
    isCandidate(plan, route, question) && isWithinHours(plan.routes[route].hours, question.now, plan.timeZone)
  );
}

function isCandidate(plan: HotlinePlan, route: HotlineRouteName, question: PlanQuestion): boolean {
  return (
    question.configured.includes(route) &&
    !question.tried.includes(route) &&
    plan.routes[route].urgencies.includes(question.urgency) &&
    !(question.test && NOT_FOR_TESTS.includes(route))
  );
}

/** What `insertTipRevision` is told of the hotline. */
export interface HandOffPlan {
  routes: HotlineRouteName[];
  configuredRoutes: readonly HotlineRouteName[];
  deadlineAt: Date;
}

export function planHandOff(plan: HotlinePlan, question: Omit<PlanQuestion, 'tried'>): HandOffPlan {
  const { configured, urgency, now } = question;
  const routes = firstRoutes(plan, { ...question, tried: [] });
  // With nothing to wait for, the operators hear of it at once.
  const waitMs = routes.length === 0 ? 0 : plan.deadlines[urgency];
  return { routes, configuredRoutes: configured, deadlineAt: new Date(now.getTime() + waitMs) };
}
