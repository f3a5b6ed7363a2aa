/**
 * `npm run doctor`: looks at the environment, the configuration, the database and every provider that has
 * settings, and says for each what it found and how to mend what is wrong. It sends nothing to a person. Exit
 * code 1 when something needs mending.
 */

import { loadConfiguration } from '../configuration.js';
import { SightlineError } from '../errors.js';
import { createSlackWebClient } from '../channels/slack/slack-client.js';
import { createTwilioClient } from '../channels/sms/twilio-client.js';
import { createBounceMailbox } from '../handoff/bounces/bounce-mailbox.js';
import { listConfiguredRoutes } from '../handoff/hotline.js';
import { daysLeftToTell, examinePgpKey, PGP_REMEDIES } from '../handoff/pgp-key.js';
import { createLogger } from '../logger.js';
import { parseSettings, type Settings, type SlackSettings, type TwilioSettings } from '../settings.js';
import { startEmbeddedPostgres } from '../store/embedded/embedded-postgres.js';
import { createStore } from '../store/store.js';
import { createVault, loadOrCreateDataKey, verifyDataKey } from '../store/vault.js';
import { migrate } from '../store/migrate.js';
import { type HotlineRouteName } from '../tip/hotline-plan.js';
import { createTransport } from 'nodemailer';

interface Finding {
  what: string;
  /** `soon`: it works, and will not for long. */
  mark: 'ok' | 'soon' | 'MEND';
  /** What was found, or how to mend it. */
  says: string;
}

type Check = { what: string; run: () => Promise<string | { soon: string }> };

const MINIMUM_NODE = [20, 19] as const;

async function main(): Promise<void> {
  const findings = [await examine({ what: 'Node', run: checkNode })];
  const settings = await examineSettings(findings);
  if (settings !== undefined) for (const check of listChecks(settings)) findings.push(await examine(check));
  for (const { what, mark, says } of findings) console.log(`${mark.padEnd(4)} ${what.padEnd(18)} ${says}`);
  const broken = findings.filter(({ mark }) => mark === 'MEND').length;
  console.log(broken === 0 ? 'Everything that is set works.' : `${broken} to mend.`);
  process.exitCode = broken === 0 ? 0 : 1;
}

async function examine({ what, run }: Check): Promise<Finding> {
  try {
    const found = await run();
    return typeof found === 'string'
      ? { what, mark: 'ok', says: found }
      : { what, mark: 'soon', says: found.soon };
  } catch (thrown) {
    return { what, mark: 'MEND', says: describe(thrown) };
  }
}

/** Coded errors carry a remedy; of anything else only the class and code are told, since messages may quote secrets. */
function describe(thrown: unknown): string {
  if (thrown instanceof SightlineError) return thrown.message;
  if (!(thrown instanceof Error)) return 'failed';
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  return `failed (${thrown.constructor.name}${code})`;
}

async function examineSettings(findings: Finding[]): Promise<Settings | undefined> {
  let settings: Settings | undefined;
  findings.push(
    await examine({
      what: 'environment',
      run: () => {
        settings = parseSettings(process.env);
        return Promise.resolve('every variable that is set can be read');
      },
    }),
  );
  return settings;
}

function checkNode(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
  if (!enough)
    throw new SightlineError(
      'SETTINGS_INVALID',
      `${process.version}: install Node ${MINIMUM_NODE.join('.')} or newer`,
    );
  return Promise.resolve(process.version);
}

function listChecks(settings: Settings): Check[] {
  return [
    { what: 'configuration', run: () => checkConfiguration(settings) },
    { what: 'database and key', run: () => checkDatabase(settings) },
    { what: 'Twilio', run: () => checkTwilio(settings.twilio) },
    { what: 'Slack', run: () => checkSlack(settings.slack) },
    { what: 'hotline e-mail', run: () => checkEmail(settings.email) },
    { what: 'hotline PGP key', run: () => checkPgpKey(settings.email) },
    { what: 'bounce mailbox', run: () => checkBounceMailbox(settings.email) },
    { what: 'hotline webhook', run: () => checkWebhook(settings) },
    { what: 'way to the hotline', run: () => checkOrder(settings) },
    { what: 'second path', run: () => checkSecondPath(settings) },
    { what: 'heartbeat', run: () => checkHeartbeat(settings) },
  ];
}

async function checkConfiguration(settings: Settings): Promise<string> {
  const { flows, states } = await loadConfiguration(settings);
  const withChannel = Object.values(states).filter(({ channel }) => channel !== undefined).length;
  const national =
    settings.slack === undefined ||
    settings.slack.nationalChannel !== undefined ||
    withChannel === Object.keys(states).length;
  if (!national)
    throw new SightlineError(
      'SETTINGS_INVALID',
      'SLACK_NATIONAL_CHANNEL: set it, or tips of states without a channel reach nobody in Slack',
    );
  return `${flows.length} flow, ${Object.keys(states).length} states, ${withChannel} with a channel of their own`;
}

async function checkDatabase(settings: Settings): Promise<string> {
  const dataKey = await loadOrCreateDataKey({ dataDir: settings.dataDir, dataKey: settings.dataKey });
  const embedded =
    settings.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: settings.dataDir })
      : undefined;
  const connectionString = embedded?.connectionString ?? settings.databaseUrl ?? '';
  try {
    await migrate(connectionString);
    const store = createStore({ connectionString, maxConnections: 2 });
    try {
      await verifyDataKey(store.pool, createVault(dataKey));
      const { rows } = await store.pool.query<{ server_version: string }>('show server_version');
      return `PostgreSQL ${rows[0]?.server_version ?? ''}, key fits${embedded === undefined ? '' : `, embedded in ${embedded.location}`}`;
    } finally {
      await store.close();
    }
  } finally {
    await embedded?.stop();
  }
}

async function checkTwilio(settings: TwilioSettings | undefined): Promise<string> {
  if (settings === undefined) return 'not set: no texts (the sandbox uses a stand-in)';
  const client = createTwilioClient(settings);
  try {
    const account = await client.api.v2010.accounts(settings.accountSid).fetch();
    if (account.status !== 'active')
      throw new SightlineError(
        'PROVIDER_REFUSED',
        `the account is ${account.status}; look at the Twilio console`,
      );
    return 'account active';
  } catch (thrown) {
    if (thrown instanceof SightlineError) throw thrown;
    throw new SightlineError(
      'PROVIDER_REFUSED',
      'Twilio did not accept TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or cannot be reached',
    );
  }
}

async function checkSlack(settings: SlackSettings | undefined): Promise<string> {
  if (settings === undefined) return 'not set: no liaison cards (the sandbox uses a stand-in)';
  const client = createSlackWebClient(settings, createLogger('silent'));
  try {
    await client.auth.test();
  } catch {
    throw new SightlineError(
      'PROVIDER_REFUSED',
      'Slack did not accept SLACK_BOT_TOKEN, or cannot be reached; reinstall the app from config/slack-manifest.yaml',
    );
  }
  for (const [name, channel] of Object.entries({
    SLACK_NATIONAL_CHANNEL: settings.nationalChannel,
    SLACK_OPERATOR_CHANNEL: settings.operatorChannel,
  })) {
    if (channel === undefined)
      throw new SightlineError(
        'SETTINGS_INVALID',
        `${name}: set it to the id of a channel the app is invited to`,
      );
    const found = await client.conversations.info({ channel }).catch(() => undefined);
    if (found?.channel?.is_member !== true)
      throw new SightlineError(
        'SETTINGS_INVALID',
        `${name}: the app is not in that channel; invite it there with /invite`,
      );
  }
  return 'token accepted, the app is in both channels';
}

async function checkEmail(settings: Settings['email']): Promise<string> {
  if (settings === undefined) return 'not set: tips do not go out by e-mail';
  const transport = createTransport(settings.smtpUrl, { connectionTimeout: 5000 } as object);
  try {
    await transport.verify();
    return 'the mail server accepts the login';
  } catch {
    throw new SightlineError(
      'PROVIDER_REFUSED',
      'the mail server of SMTP_URL cannot be reached or refuses the login',
    );
  } finally {
    transport.close();
  }
}

async function checkPgpKey(settings: Settings['email']): Promise<string | { soon: string }> {
  if (settings?.pgpKeyFile === undefined) return 'not set: mails are not encrypted beyond TLS';
  const now = new Date();
  const key = await examinePgpKey(settings.pgpKeyFile, now);
  if (key.state !== 'usable') throw new SightlineError('SETTINGS_INVALID', PGP_REMEDIES[key.state]);
  const days = daysLeftToTell(key, now);
  if (days !== undefined) return { soon: `expires in ${days} days: ask the hotline for its next public key` };
  const until = key.expiresAt === undefined ? 'does not expire' : `good until ${key.expiresAt.toISOString()}`;
  return `mails are encrypted; the key ${until}`;
}

async function checkBounceMailbox(settings: Settings['email']): Promise<string> {
  if (settings?.bounceImapUrl === undefined)
    return 'not set: a mail that the mail system gives up later goes unnoticed';
  await createBounceMailbox(settings.bounceImapUrl).check();
  return 'can be opened; bounces are looked for every minute';
}

function checkWebhook({ webhook }: Settings): Promise<string> {
  return Promise.resolve(
    webhook === undefined
      ? 'not set: tips do not go out by webhook'
      : 'set; the first tip will show whether it is accepted',
  );
}

/** The order as it will be with what is set up, and what is missing for it to end at a person. */
async function checkOrder(settings: Settings): Promise<string | { soon: string }> {
  const { hotline } = await loadConfiguration(settings);
  const configured = new Set(listConfiguredRoutes(settings));
  const steps = hotline.order
    .map((step) => step.filter((route) => configured.has(route)))
    .filter((step) => step.length > 0);
  if (steps.length === 0) {
    const remedy =
      'no route to the hotline: set HOTLINE_WEBHOOK_URL and HOTLINE_WEBHOOK_SECRET, or SMTP_URL and HOTLINE_EMAIL';
    if (settings.twilio !== undefined) throw new SightlineError('SETTINGS_INVALID', remedy);
    return 'not set: the sandbox uses stand-ins';
  }
  const order = steps.map((step) => step.join(' and ')).join(', then ');
  if (!steps.flat().some((route) => ENDS_AT_A_PERSON.includes(route)))
    return { soon: `${order}; nobody takes a tip when they fail: set SLACK_OPERATOR_CHANNEL` };
  return order;
}

const ENDS_AT_A_PERSON: readonly HotlineRouteName[] = ['voice', 'desk'];

function checkSecondPath({ slack, operators }: Settings): Promise<string | { soon: string }> {
  if (slack === undefined) return Promise.resolve('not needed: Slack is not set up');
  if (operators.email === undefined && operators.phone === undefined)
    return Promise.resolve({
      soon: 'when Slack fails the operators hear nothing: set OPERATOR_EMAIL or OPERATOR_PHONE',
    });
  return Promise.resolve('alerts that Slack cannot take leave by mail or text');
}

function checkHeartbeat({ heartbeatMinutes }: Settings): Promise<string> {
  return Promise.resolve(
    heartbeatMinutes === 0
      ? 'off: set HEARTBEAT_MINUTES once the hotline agrees to get test tips'
      : `a test tip every ${heartbeatMinutes} minutes`,
  );
}

await main();
