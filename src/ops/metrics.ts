/** Metrics for Prometheus. Labels are codes from fixed lists; never an address, a word or a number. */

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { type ChannelName } from '../store/schema.js';

export interface Metrics {
  registry: Registry;
  messageReceived(
    channel: ChannelName,
    outcome: 'accepted' | 'duplicate' | 'failed',
    durationMs: number,
  ): void;
  jobDone: (kind: string, outcome: 'done' | 'failed', durationMs: number) => void;
  /** Read anew before each scrape. */
  routesAre(routes: readonly { route: string; rests: boolean }[]): void;
  stop(): void;
}

const SECONDS_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const received = new Histogram({
    name: 'sightline_message_receive_seconds',
    help: 'Time from webhook to commit, by channel and outcome.',
    labelNames: ['channel', 'outcome'],
    buckets: SECONDS_BUCKETS,
    registers: [registry],
  });
  const jobs = new Histogram({
    name: 'sightline_job_seconds',
    help: 'Time a job took, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    buckets: SECONDS_BUCKETS,
    registers: [registry],
  });
  const failures = new Counter({
    name: 'sightline_job_failures_total',
    help: 'Failed attempts, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const resting = new Gauge({
    name: 'sightline_hotline_route_rests',
    help: '1 while a route to the hotline rests after failing in a row, by route.',
    labelNames: ['route'],
    registers: [registry],
  });
  return {
    registry,
    routesAre: (routes) => {
      for (const { route, rests } of routes) resting.set({ route }, rests ? 1 : 0);
    },
    messageReceived: (channel, outcome, durationMs) => {
      received.observe({ channel, outcome }, durationMs / 1000);
    },
    jobDone: (kind, outcome, durationMs) => {
      jobs.observe({ kind, outcome }, durationMs / 1000);
      if (outcome === 'failed') failures.inc({ kind });
    },
    stop: () => {
      registry.clear();
    },
  };
}
