/**
 * The outside world in a process of its own: stand-ins of Twilio, Slack, the hotline's webhook and its mailbox.
 * What arrives is told to the bench in batches, with the time of arrival.
 */

import { startHotlineWebhook } from '../../src/sandbox/stand-ins/hotline-webhook.js';
import { startMailbox } from '../../src/sandbox/stand-ins/mailbox.js';
import { startSlackStandIn } from '../../src/sandbox/stand-ins/slack.js';
import { startTwilioStandIn } from '../../src/sandbox/stand-ins/twilio.js';
import { type Arrival, type FromProviders, LINE, monotonicMs, REFERENCE, type ToProviders } from './story.js';

const keepLast = 2000;
const { accountSid, authToken, number } = LINE;
const [twilio, slack, mailbox, hotline] = await Promise.all([
  startTwilioStandIn({ accountSid, authToken, number, keepLast }),
  startSlackStandIn({
    botToken: LINE.slackBotToken,
    signingSecret: LINE.slackSigningSecret,
    keepLast,
    channels: Object.entries(LINE.slackChannels).map(([name, id]) => ({ id, name })),
    users: [],
  }),
  startMailbox({ keepLast }),
  startHotlineWebhook({ secret: LINE.webhookSecret, keepLast }),
]);

let waiting: Arrival[] = [];
const tell = (message: FromProviders) => process.send?.(message);
function arrived(kind: Arrival['kind'], key: string, reference?: string): void {
  if (waiting.length === 0)
    setImmediate(() => {
      const arrivals = waiting;
      waiting = [];
      tell({ type: 'arrivals', arrivals });
    });
  waiting.push({ kind, key, reference, atMs: monotonicMs() });
}

twilio.subscribe((message) => {
  // Later changes of state are told as well; a message is new while it is queued.
  if (message.status === 'queued') arrived('reply', message.to, REFERENCE.exec(message.body)?.[0]);
});
hotline.subscribe((post) => {
  arrived('webhook', (post.document as { data: { reference: string } }).data.reference);
});
mailbox.subscribe((mail) => {
  arrived('mail', REFERENCE.exec(mail.subject)?.[0] ?? mail.subject);
});

process.on('message', ({ base }: ToProviders) => {
  twilio.connect({ base, publicUrl: LINE.publicUrl });
});
process.on('disconnect', () => process.exit(0));
tell({
  type: 'ready',
  addresses: { twilio: twilio.url, slack: slack.apiUrl, smtp: mailbox.url, webhook: hotline.url },
});
