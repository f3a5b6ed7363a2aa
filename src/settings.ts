/**
 * The environment as one typed object. Everything is optional: with nothing set the program is a sandbox on
 * an embedded database. Every mistake is named with its variable and its remedy, all at once, and a value is
 * never repeated in a message, since some are secrets.
 *
 * `.env.example` is generated from this file (`npm run env-example`); a test holds the two together.
 */

import { resolve } from 'node:path';
import { z } from 'zod';
import { SightlineError } from './errors.js';

const url = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const slackChannel = z
  .string()
  .regex(/^[CG][A-Z0-9]{6,}$/, 'must be a Slack channel id such as C0123456789, not a name');
const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$|^\d{5,6}$/, 'must be E.164 such as +15735550100, or a short code');

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be E.164 such as +15735550100');

/** Each variable with what it is for; the order is the order in .env.example. */
export const ENVIRONMENT = {
  PORT: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('Port of the web server; 0 picks a free one.'),
  PUBLIC_URL: url
    .optional()
    .describe('The address Twilio and Slack reach, as configured there. Signatures are checked against it.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional()
    .describe('PostgreSQL 15 or newer. Unset: an embedded PostgreSQL under DATA_DIR.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the embedded database and the generated data key.'),
  DATA_KEY: z
    .string()
    .optional()
    .describe(
      '32 bytes as base64 or hex: encrypts everything at rest. Make one: openssl rand -base64 32. Unset: kept in DATA_DIR.',
    ),
  CONFIG_DIR: z
    .string()
    .min(1)
    .default('config')
    .describe('Folder of programme.yaml, states.yaml, signs.yaml.'),
  FLOWS_DIR: z.string().min(1).default('flows').describe('Folder of the conversation flows.'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    )
    .default('info')
    .describe('How much to log. Logs carry ids and codes only.'),
  REPLY_SETTLE_MS: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .max(10_000)
    .default(1500)
    .describe('How long an answer to an open question waits for more texts, in milliseconds.'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hex digits')
    .optional()
    .describe('Twilio account.'),
  TWILIO_AUTH_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Twilio auth token; also checks the signature of what Twilio sends.'),
  TWILIO_NUMBER: e164.optional().describe('The number witnesses text. This or TWILIO_MESSAGING_SERVICE_SID.'),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG[0-9a-f]{32}$/, 'must be MG and 32 hex digits')
    .optional()
    .describe('Messaging Service that sends; this or TWILIO_NUMBER.'),
  TWILIO_VOICE_NUMBER: phone
    .optional()
    .describe('Number that calls are made from. Default: TWILIO_NUMBER, unless that is a short code.'),
  TWILIO_API_URL: url.optional().describe('Base address of the Twilio API. Default: https://api.twilio.com.'),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'must start with xoxb-')
    .optional()
    .describe('Bot token of the Slack app (config/slack-manifest.yaml).'),
  SLACK_SIGNING_SECRET: z.string().min(8).optional().describe('Signing secret of the Slack app.'),
  SLACK_API_URL: url.optional().describe('Base address of the Slack API. Default: https://slack.com/api/.'),
  SLACK_NATIONAL_CHANNEL: slackChannel
    .optional()
    .describe('Channel id that gets tips whose state has no channel of its own.'),
  SLACK_OPERATOR_CHANNEL: slackChannel
    .optional()
    .describe('Channel id where failures are told to the operators.'),
  SLACK_POST_INTERVAL_MS: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .max(60_000)
    .default(1100)
    .describe('Between two posts in one Slack channel, in milliseconds; Slack takes about one a second.'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional()
    .describe('Mail server, with user and password in the address.'),
  OPERATOR_EMAIL: z
    .email('must be an e-mail address')
    .optional()
    .describe('Where alerts are mailed when Slack cannot take them; needs SMTP_URL.'),
  OPERATOR_PHONE: phone
    .optional()
    .describe('Phone that alerts are texted to when Slack cannot take them; needs Twilio.'),
  HOTLINE_PHONE: phone
    .optional()
    .describe('Phone of the hotline: every tip is also spoken there. Only by agreement; needs Twilio.'),
  HOTLINE_EMAIL: z.email('must be an e-mail address').optional().describe('Mailbox of the hotline.'),
  MAIL_FROM: z
    .email('must be an e-mail address')
    .optional()
    .describe(
      'Sender of the mails, to whom bounces go. Default: the user of SMTP_URL, when that is an address.',
    ),
  HOTLINE_PGP_KEY: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File with the armored public PGP key of the hotline: mails are encrypted to it, or do not leave.',
    ),
  BOUNCE_IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\/[^:@/]+:[^@/]+@/, 'must be imaps://user:password@host/mailbox')
    .optional()
    .describe(
      'Mailbox of MAIL_FROM, where bounces are looked for every minute. User and password URL-encoded.',
    ),
  HOTLINE_WEBHOOK_URL: url.optional().describe('Where signed tips are posted.'),
  HOTLINE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+=*( +whsec_[A-Za-z0-9+/]+=*)*$/, 'must start with whsec_, then base64')
    .optional()
    .describe(
      'Standard Webhooks secret shared with the hotline. While it is being replaced two, separated by a space: the first signs, both are accepted.',
    ),
  HEARTBEAT_MINUTES: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .max(1440)
    .default(0)
    .describe(
      'How often a test tip, marked as a test, goes through the whole program to every route of the hotline, such as 60; 0: never. Agree on it with the hotline first.',
    ),
} as const;

const environmentSchema = z.object(ENVIRONMENT);

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  from: { number: string } | { messagingServiceSid: string };
  /** Undefined: no calls. */
  voiceNumber?: string | undefined;
  apiUrl: string | undefined;
}

export interface SlackSettings {
  botToken: string;
  signingSecret: string;
  apiUrl: string | undefined;
  nationalChannel: string | undefined;
  operatorChannel: string | undefined;
  postIntervalMs: number;
}

export interface EmailSettings {
  smtpUrl: string;
  to: string;
  from: string | undefined;
  pgpKeyFile: string | undefined;
  bounceImapUrl: string | undefined;
}

export interface Settings {
  port: number;
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  dataDir: string;
  dataKey: string | undefined;
  configDir: string;
  flowsDir: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  replySettleMs: number;
  twilio: TwilioSettings | undefined;
  slack: SlackSettings | undefined;
  email: EmailSettings | undefined;
  webhook: { url: string; secret: string } | undefined;
  hotlinePhone: string | undefined;
  /** The mail server, whatever is mailed. */
  mail: { smtpUrl: string; from: string | undefined } | undefined;
  /** Where alerts go when Slack cannot take them. */
  operators: { email: string | undefined; phone: string | undefined };
  /** 0: none. */
  heartbeatMinutes: number;
}

/** Reads the environment; throws SETTINGS_INVALID that lists every mistake with its remedy. */
export function parseSettings(environment: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in ENVIRONMENT && value !== ''),
  );
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new SightlineError('SETTINGS_INVALID', `the environment has mistakes:\n  ${mistakes.join('\n  ')}`);
  }
  const env = parsed.data;
  const mistakes = findIncompleteGroups(env);
  if (mistakes.length > 0)
    throw new SightlineError(
      'SETTINGS_INVALID',
      `the environment is incomplete:\n  ${mistakes.join('\n  ')}`,
    );
  return {
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, ''),
    databaseUrl: env.DATABASE_URL,
    dataDir: resolve(env.DATA_DIR),
    dataKey: env.DATA_KEY,
    configDir: resolve(env.CONFIG_DIR),
    flowsDir: resolve(env.FLOWS_DIR),
    logLevel: env.LOG_LEVEL,
    replySettleMs: env.REPLY_SETTLE_MS,
    twilio: pickTwilio(env),
    slack: pickSlack(env),
    email: pickEmail(env),
    webhook:
      env.HOTLINE_WEBHOOK_URL && env.HOTLINE_WEBHOOK_SECRET
        ? { url: env.HOTLINE_WEBHOOK_URL, secret: env.HOTLINE_WEBHOOK_SECRET }
        : undefined,
    hotlinePhone: env.HOTLINE_PHONE,
    mail: env.SMTP_URL === undefined ? undefined : { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    operators: { email: env.OPERATOR_EMAIL, phone: env.OPERATOR_PHONE },
    heartbeatMinutes: env.HEARTBEAT_MINUTES,
  };
}

type Environment = z.infer<typeof environmentSchema>;

/** Variables that only make sense together. */
const GROUPS: readonly (readonly (keyof Environment)[])[] = [
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'],
  ['HOTLINE_WEBHOOK_URL', 'HOTLINE_WEBHOOK_SECRET'],
];

/** Variables that mean nothing without another. */
const NEEDS_SMTP = [
  'HOTLINE_EMAIL',
  'OPERATOR_EMAIL',
  'MAIL_FROM',
  'HOTLINE_PGP_KEY',
  'BOUNCE_IMAP_URL',
] as const satisfies (keyof Environment)[];

function findIncompleteGroups(env: Environment): string[] {
  const mistakes = GROUPS.flatMap((group) => {
    const missing = group.filter((name) => env[name] === undefined);
    return missing.length === 0 || missing.length === group.length
      ? []
      : [
          `${missing.join(', ')}: needed together with ${group.filter((name) => env[name] !== undefined).join(', ')}`,
        ];
  });
  if (env.SMTP_URL === undefined)
    for (const name of NEEDS_SMTP)
      if (env[name] !== undefined) mistakes.push(`${name}: says something about mails; set SMTP_URL as well`);
  if (env.SMTP_URL !== undefined && env.HOTLINE_EMAIL === undefined && env.OPERATOR_EMAIL === undefined)
    mistakes.push('HOTLINE_EMAIL: needed together with SMTP_URL, or OPERATOR_EMAIL');
  if (env.OPERATOR_PHONE !== undefined && env.TWILIO_ACCOUNT_SID === undefined)
    mistakes.push('TWILIO_ACCOUNT_SID: needed together with OPERATOR_PHONE');
  if (env.HOTLINE_PHONE !== undefined && pickVoiceNumber(env) === undefined)
    mistakes.push('TWILIO_VOICE_NUMBER: needed together with HOTLINE_PHONE, a number that can call');
  if (
    env.TWILIO_ACCOUNT_SID !== undefined &&
    env.TWILIO_NUMBER === undefined &&
    env.TWILIO_MESSAGING_SERVICE_SID === undefined
  )
    mistakes.push('TWILIO_NUMBER or TWILIO_MESSAGING_SERVICE_SID: one is needed to send');
  if (
    (env.TWILIO_ACCOUNT_SID !== undefined || env.SLACK_BOT_TOKEN !== undefined) &&
    env.PUBLIC_URL === undefined
  )
    mistakes.push('PUBLIC_URL: needed to check signatures, for example https://tips.example.org');
  return mistakes;
}

function pickTwilio(env: Environment): TwilioSettings | undefined {
  if (env.TWILIO_ACCOUNT_SID === undefined || env.TWILIO_AUTH_TOKEN === undefined) return undefined;
  const from =
    env.TWILIO_MESSAGING_SERVICE_SID === undefined
      ? { number: env.TWILIO_NUMBER ?? '' }
      : { messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID };
  return {
    accountSid: env.TWILIO_ACCOUNT_SID,
    authToken: env.TWILIO_AUTH_TOKEN,
    from,
    voiceNumber: pickVoiceNumber(env),
    apiUrl: env.TWILIO_API_URL,
  };
}

/** A short code cannot call. */
function pickVoiceNumber(env: Environment): string | undefined {
  return (
    env.TWILIO_VOICE_NUMBER ?? (env.TWILIO_NUMBER?.startsWith('+') === true ? env.TWILIO_NUMBER : undefined)
  );
}

function pickEmail(env: Environment): EmailSettings | undefined {
  if (env.SMTP_URL === undefined || env.HOTLINE_EMAIL === undefined) return undefined;
  return {
    smtpUrl: env.SMTP_URL,
    to: env.HOTLINE_EMAIL,
    from: env.MAIL_FROM,
    pgpKeyFile: env.HOTLINE_PGP_KEY === undefined ? undefined : resolve(env.HOTLINE_PGP_KEY),
    bounceImapUrl: env.BOUNCE_IMAP_URL,
  };
}

function pickSlack(env: Environment): SlackSettings | undefined {
  if (env.SLACK_BOT_TOKEN === undefined || env.SLACK_SIGNING_SECRET === undefined) return undefined;
  return {
    botToken: env.SLACK_BOT_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET,
    apiUrl: env.SLACK_API_URL,
    nationalChannel: env.SLACK_NATIONAL_CHANNEL,
    operatorChannel: env.SLACK_OPERATOR_CHANNEL,
    postIntervalMs: env.SLACK_POST_INTERVAL_MS,
  };
}
