/**
 * A program that follows a script, for the page alone: it answers the hotel story as CONVERSATIONS.md tells it and hands the
 * tip over through the stand-ins, with the real clients. The real program takes its place by SIGHTLINE_URL.
 */

import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import express, { type Request } from 'express';
import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { sandboxRouter } from '../../src/sandbox/sandbox-router.js';
import { type SandboxTip } from '../../src/sandbox/sandbox-view.js';
import { ANSWERS, cardBlocks, mailText, tipDocument } from './hotel-script.js';

export interface RunningProgram {
  url: string;
  stop: () => Promise<void>;
}

export async function startScriptedProgram(): Promise<RunningProgram> {
  const sandbox = await startSandbox({ publicUrl: 'http://127.0.0.1' });
  const tips: SandboxTip[] = [];
  const app = express();
  app.use('/sandbox', sandboxRouter({ sandbox, clock: { listTips: () => Promise.resolve(tips) } }));
  app.use(express.urlencoded({ extended: false }), express.json());
  const script = createScript(sandbox, tips);
  app.post(
    '/twilio/sms',
    (request: Request<Record<string, string>, unknown, Record<string, string>>, response) => {
      response.type('text/xml').send('<Response/>');
      script.textArrived(String(request.body.From));
    },
  );
  app.post(
    '/slack/events',
    (
      request: Request<Record<string, string>, unknown, { payload?: string; event?: { channel: string } }>,
      response,
    ) => {
      response.sendStatus(200);
      if (request.body.payload !== undefined) script.buttonPressed();
      if (request.body.event !== undefined) script.dmArrived(request.body.event.channel);
    },
  );

  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => {
      resolve(listening);
    });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.connect({ base: url });
  return {
    url,
    stop: async () => {
      await sandbox.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createScript(sandbox: Sandbox, tips: SandboxTip[]) {
  const { environment: env, standIns } = sandbox;
  const slack = new WebClient(env.SLACK_BOT_TOKEN, { slackApiUrl: standIns.slack.apiUrl });
  const mail = createTransport(standIns.mailbox.url);
  const moChannel = String(sandbox.stateChannels.MO);
  let cardTs = '';
  let firstContactAt = new Date();
  let turn = 0;

  async function answer(to: string): Promise<void> {
    const text = ANSWERS[turn] ?? 'Added to your tip. Thank you.';
    turn += 1;
    if (turn === 1) firstContactAt = new Date();
    await new Promise((resolve) => setTimeout(resolve, 250));
    await fetch(
      `${standIns.twilio.url}/2010-04-01/Accounts/${String(env.TWILIO_ACCOUNT_SID)}/Messages.json`,
      {
        method: 'POST',
        headers: {
          Authorization: `Basic ${btoa(`${String(env.TWILIO_ACCOUNT_SID)}:${String(env.TWILIO_AUTH_TOKEN)}`)}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ To: to, From: sandbox.number, Body: text }).toString(),
      },
    );
    if (turn === ANSWERS.length) await handOff();
  }

  async function handOff(): Promise<void> {
    const submittedAt = new Date();
    const tip: SandboxTip = {
      reference: 'MO-7K3QF-2X',
      urgency: 'in_progress',
      revision: 1,
      firstContactAt,
      submittedAt,
      deliveries: ['webhook', 'email'].map((route) => ({ route, state: 'queued', handedOverAt: null })),
      cards: [{ jurisdiction: 'MO', postedAt: null, acknowledgedAt: null }],
    };
    tips.unshift(tip);
    const body = JSON.stringify(tipDocument(firstContactAt, submittedAt));
    const now = new Date();
    await fetch(standIns.hotline.url, {
      method: 'POST',
      headers: {
        'webhook-id': 'tip-1.1',
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(String(env.HOTLINE_WEBHOOK_SECRET)).sign('tip-1.1', now, body),
      },
      body,
    });
    delivered(tip, 'webhook');
    await mail.sendMail({
      from: 'tips@sightline.example',
      to: String(env.HOTLINE_EMAIL),
      subject: 'Happening now | MO-7K3QF-2X | MO | revision 1',
      text: mailText,
      attachments: [{ filename: 'MO-7K3QF-2X.1.json', content: body, contentType: 'application/json' }],
    });
    delivered(tip, 'email');
    const card = await slack.chat.postMessage({
      channel: moChannel,
      text: 'Tip MO-7K3QF-2X',
      blocks: cardBlocks(firstContactAt, undefined),
    });
    cardTs = String(card.ts);
    tip.cards = [{ jurisdiction: 'MO', postedAt: new Date(), acknowledgedAt: null }];
  }

  function delivered(tip: SandboxTip, route: string): void {
    tip.deliveries = tip.deliveries.map((delivery) =>
      delivery.route === route ? { route, state: 'handed_over', handedOverAt: new Date() } : delivery,
    );
  }

  async function acknowledge(): Promise<void> {
    const acknowledgedAt = new Date();
    await slack.chat.update({
      channel: moChannel,
      ts: cardTs,
      text: 'Tip MO-7K3QF-2X',
      blocks: cardBlocks(firstContactAt, acknowledgedAt),
    });
    const [tip] = tips;
    if (tip !== undefined) tip.cards = tip.cards.map((card) => ({ ...card, acknowledgedAt }));
  }

  const start = (work: Promise<unknown>) => {
    work.catch(() => undefined);
  };
  return {
    textArrived: (from: string) => {
      start(answer(from));
    },
    buttonPressed: () => {
      start(acknowledge());
    },
    dmArrived: (channel: string) => {
      start(
        slack.chat.postMessage({
          channel,
          text: 'May the hotline call you?',
          blocks: [
            { type: 'section', text: { type: 'plain_text', text: 'May the hotline call you?' } },
            {
              type: 'actions',
              elements: ['Yes', 'No, stay anonymous'].map((label, index) => ({
                type: 'button',
                text: { type: 'plain_text', text: label },
                action_id: `callback:${index}`,
              })),
            },
          ],
        }),
      );
    },
  };
}
