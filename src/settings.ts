/**
 * The environment as one typed object. Everything is optional: with nothing set the program is a sandbox on
 * an embedded database. Every mistake is named with its variable and its remedy, all at once, and a value is
 * never repeated in a message, since some are secrets.
 */

import { resolve } from 'node:path';
import { z } from 'zod';
import { ENVIRONMENT } from './environment.js';
import { SightlineError } from './errors.js';

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
