/** The page's calls that change something: a text, a press, a form, a slash command, a call. Mounted below /sandbox/api. */

import { json, Router, type NextFunction, type Request, type Response } from 'express';
import { type z } from 'zod';
import { PAGE_REQUESTS } from './sandbox-requests.js';
import { type Sandbox } from './sandbox.js';
import { viewWitness } from './sandbox-view.js';

export function sandboxActions(sandbox: Sandbox): Router {
  const { twilio, slack } = sandbox.standIns;
  const router = Router();
  const on = <T>(
    path: string,
    schema: z.ZodType<T>,
    act: (body: T, response: Response) => Promise<unknown>,
  ) =>
    router.post(path, async (request, response) => {
      const parsed = schema.safeParse(request.body);
      if (!parsed.success) {
        response.status(400).json({ error: 'invalid_request' });
        return;
      }
      const answer = await act(parsed.data, response);
      if (!response.headersSent) response.json(answer);
    });

  router.use('/text', json({ limit: '8mb' }));
  router.use(json({ limit: '64kb' }));

  on('/text', PAGE_REQUESTS.text, async ({ from, body, pictures }) => {
    const media = pictures.map(({ contentType, data }) => ({
      contentType,
      content: Buffer.from(data, 'base64'),
    }));
    const { status, messageSid } = await twilio.receive({ from, body, media });
    return { status, id: messageSid };
  });
  on('/dm', PAGE_REQUESTS.dm, async (dm) => {
    const { status, ts } = await slack.dm(dm);
    return { status, ts };
  });
  on('/click', PAGE_REQUESTS.click, async ({ user, channel, ts, ...element }, response) => {
    const place = slack.workspace.findChannel(channel);
    const presser = place?.user ?? user ?? sandbox.liaison.id;
    if (slack.findButton({ channel, ts, ...element }) === undefined) {
      response.status(404);
      return { error: 'no_such_button' };
    }
    const { status } = await slack.pressButton(presser, ts, dropEmpty(element));
    return { status };
  });
  on('/view-press', PAGE_REQUESTS.viewPress, async ({ user, viewId, ...element }) => {
    const { status } = await slack.pressInView(user, viewId, dropEmpty(element));
    return { status };
  });
  on('/view-submit', PAGE_REQUESTS.viewSubmit, async ({ user, viewId, values }) => {
    const { status, action, errors, violations } = await slack.submitView(user, viewId, values);
    return { status, action, errors, violations };
  });
  on('/view-close', PAGE_REQUESTS.viewClose, async ({ user, viewId }) => {
    const answer = await slack.closeView(user, viewId);
    return { status: answer?.status ?? 200 };
  });
  on('/command', PAGE_REQUESTS.command, async ({ user, channel, command, text }) => {
    const { status, violations } = await slack.slashCommand(user, channel, command, text);
    return { status, violations };
  });
  on('/home', PAGE_REQUESTS.home, async ({ user }) => {
    const { status } = await slack.openHome(user);
    return { status };
  });
  on('/call', PAGE_REQUESTS.call, (order) => {
    const { phone } = sandbox;
    if (order.action === 'press') phone.pressKey(order.key);
    else if (order.action === 'pick-up') phone.pickUp();
    else if (order.action === 'hang-up') phone.hangUp();
    else if (phone.state.status === 'idle') {
      phone.startCall(sandbox.number);
      // Goes on until somebody hangs up; the page hears of it by the event stream.
      void twilio.calls.callIn({ from: sandbox.witness().number, party: phone });
    }
    return Promise.resolve(phone.state);
  });
  router.post('/reset-phone', (_request, response) => {
    sandbox.newWitness();
    response.json(viewWitness(sandbox));
  });
  router.use(refuseUnreadable);
  router.use(refuseImpossible);
  return router;
}

/** A person can only press what they see: the stand-in throws where the page is behind the times. */
function refuseImpossible(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof Error && !response.headersSent) response.status(409).json({ error: error.message });
  else next(error);
}

interface PageElement {
  actionId: string;
  blockId?: string | undefined;
  value?: string | string[] | null | undefined;
}

function dropEmpty({ actionId, blockId, value }: PageElement) {
  return { actionId, ...(blockId !== undefined && { blockId }), ...(value !== undefined && { value }) };
}

/** A body that is no JSON; the error itself quotes the body, so it goes no further. */
function refuseUnreadable(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const isUnreadable = error instanceof Error && 'type' in error && error.type === 'entity.parse.failed';
  if (isUnreadable) response.status(400).json({ error: 'invalid_request' });
  else next(error);
}
