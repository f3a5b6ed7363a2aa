/** GET /healthz, /readyz, /metrics and /schema/tip.json. */

import { Router } from 'express';
import { type Store } from '../store/store.js';
import { checkReadiness } from './health.js';
import { type Metrics } from './metrics.js';

export function createOpsRouter(deps: { store: Store; metrics: Metrics; tipSchema: () => object }): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const readiness = await checkReadiness(deps.store);
    response.status(readiness.ready ? 200 : 503).json(readiness);
  });
  router.get('/metrics', async (_request, response) => {
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
  router.get('/schema/tip.json', (_request, response) => {
    response.type('application/schema+json').send(JSON.stringify(deps.tipSchema(), null, 2));
  });
  return router;
}
