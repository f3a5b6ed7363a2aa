/**
 * The sandbox page and its small API, for main to mount at /sandbox. Main decides whether there is a sandbox at all: never
 * when an account is set. Loopback only (sandbox-guard.ts).
 */

import { fileURLToPath } from 'node:url';
import { Router, static as serveFiles, type Response } from 'express';
import helmet from 'helmet';
import { sandboxActions } from './sandbox-actions.js';
import { type Sandbox } from './sandbox.js';
import { streamEvents, type SandboxClock } from './sandbox-events.js';
import { loopbackOnly } from './sandbox-guard.js';
import { typeOf } from './stand-ins/slack-file-store.js';

/** The page is plain files in src, with no build step; the path holds from src/sandbox and from dist/sandbox. */
const WEB_FOLDER = fileURLToPath(new URL('../../src/sandbox/web/', import.meta.url));

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
  router.get('/api/file/:id', (request, response) => {
    const file = slack.workspace.files.get(request.params.id);
    sendImage(response, file?.content, file === undefined ? '' : typeOf(file.name).mimetype);
  });
  router.get('/api/picture/:message/:id', (request, response) => {
    const found = twilio.media.of(request.params.message).find(({ sid }) => sid === request.params.id);
    sendImage(response, found?.content, found?.contentType ?? '');
  });
  router.use('/api', sandboxActions(sandbox));

  router.get('/', (_request, response) => {
    response.sendFile('index.html', { root: WEB_FOLDER, cacheControl: false });
  });
  router.use(serveFiles(WEB_FOLDER, { index: false, cacheControl: false, redirect: false }));
  return router;
}

/** Pictures alone: anything else could be more than a picture to a browser. Kept a little, since a channel is redrawn often. */
function sendImage(response: Response, content: Buffer | undefined, contentType: string): void {
  if (content === undefined || !/^image\/(png|jpeg|gif)$/.test(contentType)) response.status(404).end();
  else response.type(contentType).set('Cache-Control', 'private, max-age=300').send(content);
}
