/**
 * The sandbox: with no accounts set, the program talks to stand-ins of Twilio, Slack, the hotline's mailbox and webhook
 * that run in this very process on loopback. What they return are ordinary settings, so that the code path behind them
 * is the production one. Secrets are drawn anew at every start; nothing is kept on disk.
 */

import { randomBytes, randomInt } from 'node:crypto';
import { createLivePhone, type LivePhone } from './live-phone.js';
import { startHotlineWebhook, type HotlineWebhook } from './stand-ins/hotline-webhook.js';
import { startMailbox, type Mailbox } from './stand-ins/mailbox.js';
import { startSlackStandIn, type SlackStandIn } from './stand-ins/slack.js';
import { type SlackUser } from './stand-ins/slack-workspace.js';
import { startTwilioStandIn, type TwilioStandIn } from './stand-ins/twilio.js';
import { type WebhookTarget } from './stand-ins/webhook-post.js';

export interface StandIns {
  twilio: TwilioStandIn;
  slack: SlackStandIn;
  mailbox: Mailbox;
  hotline: HotlineWebhook;
}

/** The person at the sandbox's phone: a number, and a Slack user for the DM. */
export interface SandboxWitness {
  number: string;
  slackUser: string;
}

export interface Sandbox {
  standIns: StandIns;
  /** Variables as settings.ts reads them; PUBLIC_URL included. */
  environment: Record<string, string>;
  /** Liaison channels by USPS code, in place of those in config/states.yaml. */
  stateChannels: Record<string, string>;
  /** The line's own number, E.164. */
  number: string;
  /** Who presses buttons in the liaison channels, unless the page says it is somebody else. */
  liaison: SlackUser;
  /** Everybody the page can be. */
  people: readonly SlackUser[];
  /** The witness's phone in a call. */
  phone: LivePhone;
  witness(): SandboxWitness;
  /** A new number and a new Slack user: to the program, somebody it has never met. */
  newWitness(): SandboxWitness;
  /** Tells the stand-ins where the program listens, once that is known (PORT=0). */
  connect(target: WebhookTarget): void;
  /** Aborted by stop(): open event streams end with it. */
  stopped: AbortSignal;
  stop(): Promise<void>;
}

/** Numbers 555-0100 to 555-0199 belong to nobody: https://nationalnanpa.com/number_resource_info/555_numbers.html */
const LINE_NUMBER = '+15735550100';
const AREA_CODES =
  '205 209 217 251 256 304 309 312 314 316 319 334 402 405 417 423 479 501 515 563 573 580 605 615 618 620 630 636 641 660 662 701 712 731 763 785 815 816 865 870 901 913 918 931'.split(
    ' ',
  );
const HOTLINE_EMAIL = 'tips@hotline.example';
const KEEP_LAST = 500;

/** Fixed ids: cards of an earlier run still name a channel that exists. */
const LIAISON: SlackUser = { id: 'U0SANDBOX01', name: 'dana.reyes', realName: 'Dana Reyes' };
const COLLEAGUE: SlackUser = { id: 'U0SANDBOX02', name: 'sam.okafor', realName: 'Sam Okafor' };
const NEIGHBOUR: SlackUser = { id: 'U0SANDBOX03', name: 'lee.park', realName: 'Lee Park' };
const PEOPLE = [LIAISON, COLLEAGUE, NEIGHBOUR];
const EVERYBODY = PEOPLE.map(({ id }) => id);
const CHANNELS = {
  national: { id: 'C0SANDBOXUS', name: 'national', members: EVERYBODY },
  MO: { id: 'C0SANDBOXMO', name: 'mo-liaison', isPrivate: true, members: [LIAISON.id, COLLEAGUE.id] },
  IL: { id: 'C0SANDBOXIL', name: 'il-liaison', isPrivate: true, members: [LIAISON.id, NEIGHBOUR.id] },
  operators: { id: 'C0SANDBOXOP', name: 'operators', members: [LIAISON.id] },
} as const;
const GROUPS = [
  { id: 'S0SANDBOXMO', handle: 'mo-liaisons', name: 'Missouri liaisons', users: [LIAISON.id, COLLEAGUE.id] },
  { id: 'S0SANDBOXIL', handle: 'il-liaisons', name: 'Illinois liaisons', users: [LIAISON.id, NEIGHBOUR.id] },
];
/** Whoever else is called, the hotline first of all, picks up, accepts what is offered and talks for a little. */
const ELSEWHERE = { answer: 'human', ringsForSeconds: 3, keys: ['1'], talksForSeconds: 20 } as const;

export async function startSandbox(options: { publicUrl: string }): Promise<Sandbox> {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const botToken = `xoxb-${randomBytes(20).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
  const keepLast = KEEP_LAST;
  const [twilio, slack, mailbox, hotline] = await Promise.all([
    startTwilioStandIn({ accountSid, authToken, number: LINE_NUMBER, keepLast, statusDelayMs: 150 }),
    startSlackStandIn({
      botToken,
      signingSecret,
      keepLast,
      channels: Object.values(CHANNELS),
      users: PEOPLE,
      groups: GROUPS,
      retryDelaysMs: [1000, 5000, 15_000],
    }),
    startMailbox({ keepLast }),
    startHotlineWebhook({ secret: webhookSecret, keepLast }),
  ]);
  const standIns = { twilio, slack, mailbox, hotline };
  const stopping = new AbortController();
  const connect = (target: WebhookTarget) => {
    twilio.connect(target);
    slack.connect(target);
  };
  connect({ base: options.publicUrl });
  const drawn = new Set<string>();
  const phone = createLivePhone();
  const drawPhone = (): SandboxWitness => {
    const next = drawWitness(slack, drawn);
    twilio.calls.phone(next.number, phone);
    return next;
  };
  twilio.calls.answerUnknown(ELSEWHERE);
  let witness = drawPhone();

  return {
    standIns,
    environment: {
      PUBLIC_URL: options.publicUrl,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_NUMBER: LINE_NUMBER,
      TWILIO_API_URL: twilio.url,
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      SLACK_NATIONAL_CHANNEL: CHANNELS.national.id,
      SLACK_OPERATOR_CHANNEL: CHANNELS.operators.id,
      SMTP_URL: mailbox.url,
      HOTLINE_EMAIL,
      HOTLINE_WEBHOOK_URL: hotline.url,
      HOTLINE_WEBHOOK_SECRET: webhookSecret,
    },
    stateChannels: { MO: CHANNELS.MO.id, IL: CHANNELS.IL.id },
    number: LINE_NUMBER,
    liaison: LIAISON,
    people: PEOPLE,
    phone,
    witness: () => witness,
    newWitness: () => {
      twilio.calls.phone(witness.number, { answer: 'no-answer' });
      phone.hangUp();
      witness = drawPhone();
      return witness;
    },
    connect,
    stopped: stopping.signal,
    stop: async () => {
      stopping.abort();
      await Promise.all(Object.values(standIns).map((standIn) => standIn.stop()));
    },
  };
}

/** No number twice in a run: to the program each is somebody new. */
function drawWitness(slack: SlackStandIn, drawn: Set<string>): SandboxWitness {
  let number: string;
  do {
    const area = AREA_CODES[randomInt(AREA_CODES.length)] ?? '573';
    number = `+1${area}55501${String(randomInt(1, 100)).padStart(2, '0')}`;
  } while (drawn.has(number) && drawn.size < AREA_CODES.length * 90);
  drawn.add(number);
  const slackUser = `U0WITNESS${randomBytes(3).toString('hex').toUpperCase()}`;
  slack.workspace.addUser({ id: slackUser, name: 'witness', realName: 'Witness' });
  return { number, slackUser };
}
