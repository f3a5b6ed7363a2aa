/**
 * The variables of the environment, each with what it is for. `.env.example` is generated from this file
 * (`npm run env-example`); a test holds the two together.
 */

import { z } from 'zod';

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
    .describe(
      'Phone of the hotline: tips are spoken there, when config/hotline.yaml says. Only by agreement; needs Twilio.',
    ),
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
