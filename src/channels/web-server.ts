/**
 * The one web server: security headers, the routers it is given in order, and one place where every fault
 * becomes a status and a coded log line. It trusts no proxy header: what the outside address is comes from
 * PUBLIC_URL. A router that serves pages sets a Content-Security-Policy of its own where this one is too strict.
 */

import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import helmet from 'helmet';
import { type Logger } from '../logger.js';
import { answerFault } from './faults.js';

/** Longer than the 60 s after which common load balancers drop an idle connection, so that they are the ones to close. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How long `stop` waits for open requests before it cuts them off; a webhook cut off is tried again by its sender. */
const STOP_TIMEOUT_MS = 15_000;

export interface WebServerOptions {
  /** Mounted at the root in this order. Each parses its own bodies. */
  routers: readonly Router[];
  logger: Logger;
}

export interface WebServer {
  app: Express;
  /** Resolves with the port once it listens; port 0 picks a free one. */
  start(address: { port: number; host?: string }): Promise<number>;
  /** Takes no new connection, lets open requests finish, then closes what is idle. */
  stop(): Promise<void>;
}

export function createWebServer({ routers, logger }: WebServerOptions): WebServer {
  const app = createApp(routers, logger);
  const server = createServer(app);
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return {
    app,
    start: ({ port, host }) => listen(server, port, host),
    stop: () => closeGracefully(server),
  };
}

function createApp(routers: readonly Router[], logger: Logger): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', false);
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
    }),
  );
  for (const router of routers) app.use(router);
  app.use((_request, response) => {
    response.status(404).json({ error: 'NOT_FOUND' });
  });
  const onFault: ErrorRequestHandler = (fault: unknown, request, response, _next) => {
    answerFault(response, fault, routeOf(request), logger);
  };
  app.use(onFault);
  return app;
}

/** The route as the code wrote it; the path as called may hold anything. */
function routeOf(request: { route?: unknown }): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'no route';
}

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function closeGracefully(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A keep-alive connection whose request ends after `close` would stay open until its own timeout.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, STOP_TIMEOUT_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
