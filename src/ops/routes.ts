/** GET /healthz, /readyz, /metrics, /schema/tip.json and /schema/openapi.json. */

import { Router } from 'express';
import { type Store } from '../store/store.js';
import { checkReadiness, listRestingRoutes } from './health.js';
import { type Metrics } from './metrics.js';

export interface OpsRouterDeps {
  store: Store;
  metrics: Metrics;
  tipSchema: () => object;
  openApi: () => object;
}

export function createOpsRouter(deps: OpsRouterDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    const readiness = await checkReadiness(deps.store);
    response.status(readiness.ready ? 200 : 503).json(readiness);
  });
  router.get('/metrics', async (_request, response) => {
    // Without the database the other figures are still worth having.
    deps.metrics.routesAre(await listRestingRoutes(deps.store).catch(() => []));
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
  router.get('/schema/tip.json', (_request, response) => {
    response.type('application/schema+json').send(JSON.stringify(deps.tipSchema(), null, 2));
  });
  // The media type of OpenAPI: https://www.iana.org/assignments/media-types/application/vnd.oai.openapi+json
  router.get('/schema/openapi.json', (_request, response) => {
    response.type('application/vnd.oai.openapi+json').send(JSON.stringify(deps.openApi(), null, 2));
  });
  return router;
}
