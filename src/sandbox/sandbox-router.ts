/**
 * The sandbox page and its small API, for main to mount at /sandbox. Main decides whether there is a sandbox at all: never
 * when an account is set. Loopback only (sandbox-guard.ts).
 */

import { fileURLToPath } from 'node:url';
import { json, Router, static as serveFiles, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { type Sandbox } from './sandbox.js';
import { streamEvents, type SandboxClock } from './sandbox-events.js';
import { loopbackOnly } from './sandbox-guard.js';
import { viewWitness } from './sandbox-view.js';

/** The page is plain files in src, with no build step; the path holds from src/sandbox and from dist/sandbox. */
const WEB_FOLDER = fileURLToPath(new URL('../../src/sandbox/web/', import.meta.url));

const requests = {
  text: z.strictObject({
    from: z.string().regex(/^\+1\d{3}55501\d{2}$/),
    body: z.string().min(1).max(1600),
  }),
  dm: z.strictObject({ user: z.string().regex(/^U[A-Z0-9]+$/), text: z.string().min(1).max(4000) }),
  click: z.strictObject({
    channel: z.string(),
    ts: z.string(),
    actionId: z.string(),
    blockId: z.string().optional(),
  }),
};

export function sandboxRouter(options: { sandbox: Sandbox; clock: SandboxClock }): Router {
  const { sandbox, clock } = options;
  const { twilio, slack } = sandbox.standIns;
  const router = Router();
  router.use(loopbackOnly);
  router.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: false,
    }),
  );
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/api/events', (_request, response) => {
    streamEvents(sandbox, clock, response);
  });
  router.use(json({ limit: '64kb' }));
  router.post('/api/text', async (request, response) => {
    const text = parseOrRefuse(requests.text, request, response);
    if (text === undefined) return;
    const { status, messageSid } = await twilio.receive(text);
    response.json({ status, id: messageSid });
  });
  router.post('/api/dm', async (request, response) => {
    const dm = parseOrRefuse(requests.dm, request, response);
    if (dm === undefined) return;
    const { status, ts } = await slack.dm(dm);
    response.json({ status, ts });
  });
  router.post('/api/click', async (request, response) => {
    const press = parseOrRefuse(requests.click, request, response);
    if (press === undefined) return;
    const channel = slack.workspace.findChannel(press.channel);
    const user = channel?.user ?? sandbox.liaison.id;
    if (slack.findButton(press) === undefined) {
      response.status(404).json({ error: 'no_such_button' });
      return;
    }
    const { status } = await slack.click({ ...press, user });
    response.json({ status });
  });
  router.post('/api/reset-phone', (_request, response) => {
    sandbox.newWitness();
    response.json(viewWitness(sandbox));
  });

  router.get('/', (_request, response) => {
    response.sendFile('index.html', { root: WEB_FOLDER, cacheControl: false });
  });
  router.use(serveFiles(WEB_FOLDER, { index: false, cacheControl: false, redirect: false }));
  router.use(refuseUnreadable);
  return router;
}

/** A body that is no JSON; the error itself quotes the body, so it goes no further. */
function refuseUnreadable(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const isUnreadable = error instanceof Error && 'type' in error && error.type === 'entity.parse.failed';
  if (isUnreadable) response.status(400).json({ error: 'invalid_request' });
  else next(error);
}

function parseOrRefuse<T>(schema: z.ZodType<T>, request: Request, response: Response): T | undefined {
  const parsed = schema.safeParse(request.body);
  if (!parsed.success) response.status(400).json({ error: 'invalid_request' });
  return parsed.data;
}
