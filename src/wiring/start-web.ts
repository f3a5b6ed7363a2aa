/** The wiring of the role `web`: what answers requests, what Slack's people press, and flow files that change. */

import { type Channels } from '../channels/channels.js';
import { createWebServer } from '../channels/web-server.js';
import { loadConfiguration } from '../configuration.js';
import { joinInteractions } from '../desk-ports.js';
import { SightlineError } from '../errors.js';
import { type DeskDeps } from '../handoff/desk/desk-deps.js';
import { createDeskInteractions } from '../handoff/desk/desk-interactions.js';
import { createHotlineRouters } from '../handoff/hotline.js';
import { createOpenApiDocument } from '../handoff/openapi.js';
import { createAdminCommand } from '../handoff/operators/admin-command.js';
import { createTipOperations } from '../handoff/operators/tip-operations.js';
import { type Liaison } from '../liaison/desk.js';
import { createOpsRouter } from '../ops/routes.js';
import { watchFlows } from '../ops/watch-flows.js';
import { loadCrosswalks } from '../tip/exports/crosswalks-loader.js';
import { tipJsonSchema } from '../tip/schema.js';
import { type Parts, type Stops } from './parts.js';
import { type Calls } from './phone.js';

export async function startWeb(
  parts: Parts,
  {
    channels,
    liaison,
    desk,
    calls,
    stops,
  }: { channels: Channels; liaison: Liaison; desk: DeskDeps; calls: Calls; stops: Stops },
): Promise<number> {
  const { options, store, metrics, logger, now } = parts;
  const operations = createTipOperations(desk);
  channels.slack?.register(
    joinInteractions([
      liaison.interactions,
      createDeskInteractions(desk),
      createAdminCommand({
        ...{ ...desk, operations },
        exportOptions: async () => ({
          signLabels: parts.configuration.signLabelsByLanguage,
          crosswalks: await loadCrosswalks(options.settings.configDir),
        }),
      }),
    ]),
  );
  const server = createWebServer({
    routers: [
      ...channels.routers,
      ...calls.routers,
      ...createHotlineRouters({ settings: options.settings, store, logger, now }),
      createOpsRouter({
        store,
        metrics,
        tipSchema: tipJsonSchema,
        openApi: createOpenApiDocument(options.settings.publicUrl),
      }),
      ...(options.extraRouters ?? []),
    ],
    logger,
  });
  const port = await server
    .start({
      port: options.settings.port,
      ...(options.host === undefined ? {} : { host: options.host }),
    })
    .catch((cause: unknown) => {
      throw explainListenFault(cause, options.settings.port);
    });
  stops.push(() => server.stop());
  return port;
}

function explainListenFault(cause: unknown, port: number): unknown {
  const { code } = (cause ?? {}) as { code?: unknown };
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return cause;
  const why = code === 'EADDRINUSE' ? 'another program listens there' : 'this user may not listen there';
  return new SightlineError('SETTINGS_INVALID', `PORT ${port}: ${why}; set PORT to another port`, {
    cause,
  });
}

export function watchFlowFiles({ options, flows, logger }: Parts): () => void {
  return watchFlows({
    flowsDir: options.settings.flowsDir,
    logger,
    publish: async () => {
      const { flows: changed } = await loadConfiguration(options.settings);
      for (const flow of changed) {
        const published = await flows.publish(flow.source, flow.file);
        logger.info({ flow: published.id, version: published.version }, 'flow published');
      }
    },
  });
}
