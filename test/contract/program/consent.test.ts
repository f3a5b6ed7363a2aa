/** What a witness agreed to, on every route at once: it is said with the tip, and nobody else gets it. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTranscript } from '../../../src/sandbox/stand-ins/twilio-call.js';
import { TASK_EVENT } from '../../../src/handoff/desk/task-message.js';
import { copyConfig, withOrder } from '../../support/config-copy.js';
import { wakeJobs } from '../../support/ladder.js';
import { type Planted, plantSecrets } from '../../support/planted-secrets.js';
import { eventually, type Program, sayAndHear, startProgram, tellStory } from '../../support/program.js';

const HOTLINE = '+12025550111';

let program: Program;
beforeAll(async () => {
  const configDir = await copyConfig({
    'hotline.yaml': (hotline) =>
      withOrder([['webhook', 'email', 'voice', 'desk']])(hotline).replace(
        'limits: { perMinute: 2, perHour: 30 }',
        'limits: {}',
      ),
  });
  program = await startProgram({ configDir, environment: { HOTLINE_PHONE: HOTLINE } });
  // Starts the spoken tip, and confirms at its end.
  program.twilio.calls.phone(HOTLINE, {
    answer: 'human',
    keys: (heard) =>
      (heard.at(-1) ?? '').includes('Press 1 to hear')
        ? '1'
        : (heard.at(-1) ?? '').includes('That is all')
          ? '5'
          : null,
  });
});
afterAll(() => program.stop());

/** What each reader at the hotline has of this witness's tip, as one text each. */
function readAll({ word }: Planted): Record<'webhook' | 'email' | 'voice' | 'desk', string[]> {
  const having = (texts: readonly string[]) => texts.filter((text) => text.includes(word));
  return {
    webhook: having(program.hotline.posts.map(({ document }) => JSON.stringify(document))),
    email: having(program.mailbox.mails.map(({ text }) => text)),
    // A call that goes on has not said everything.
    voice: having(
      program.twilio.calls.journal.entries
        .filter(({ endedAt }) => endedAt !== null)
        .map((call) => readTranscript(call).join('\n')),
    ),
    desk: having(
      program.slack
        .messagesIn(operatorChannel())
        .filter(({ metadata }) => metadata?.event_type === TASK_EVENT)
        .map(({ blocks }) => JSON.stringify(blocks)),
    ),
  };
}

const operatorChannel = () => program.sandbox.environment.SLACK_OPERATOR_CHANNEL ?? '';

/** Whatever a liaison could see of it. */
const seenByStates = ({ word }: Planted): string[] =>
  program.slack.messages
    .filter(({ channel }) => channel !== operatorChannel())
    .map((message) => JSON.stringify(message))
    .filter((text) => text.includes(word));

async function sendTip(choice: string): Promise<Planted> {
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, choice);
  return planted;
}

const onEveryRoute = async (planted: Planted) =>
  eventually(
    () => {
      const read = readAll(planted);
      return Object.values(read).every((texts) => texts.length === 1) && read;
    },
    { what: 'the tip on every route' },
  );

describe('consent', () => {
  it('to hotline and state: every route says so, and the state has its card', async () => {
    const planted = await sendTip('1');
    const read = await onEveryRoute(planted);
    expect(read.webhook[0]).toContain('"consent":{"shareWithState":true');
    for (const text of [read.email[0], read.voice[0], read.desk[0]]) expect(text).toMatch(/state:? yes/i);
    await eventually(() => seenByStates(planted).length > 0, { what: 'the card' });
  }, 60_000);

  it('to the hotline alone: every route says so, and no state sees a word', async () => {
    const planted = await sendTip('2');
    const read = await onEveryRoute(planted);
    expect(read.webhook[0]).toContain('"consent":{"shareWithState":false');
    for (const text of [read.email[0], read.voice[0], read.desk[0]]) expect(text).toMatch(/state:? no\b/i);
    const tip = /[A-Z]{2}-\w{5}-\w{2}/.exec(read.email[0] ?? '')?.[0] ?? '';
    const cards = await program.rows(
      'select 1 from liaison_cards c join tips t on t.id = c.tip_id where t.reference = $1',
      [tip],
    );
    expect(cards).toEqual([]);
    expect(seenByStates(planted)).toEqual([]);
  }, 60_000);

  it('given and taken back before anything left: not a word leaves by any route', async () => {
    program.hotline.fault({ status: 503, forMs: 60_000 });
    program.mailbox.fault({ stage: 'rcpt', code: 450, forMs: 60_000 });
    program.twilio.calls.phone(HOTLINE, { answer: 'busy' });
    const posting = ({ method }: { method: string }) => method === 'chat.postMessage';
    program.slack.fault({ match: posting, status: 503, forMs: 60_000 });
    const planted = await sendTip('1');
    expect(await sayAndHear(program, planted.number, 'WITHDRAW')).toMatch(
      /you take [A-Z]{2}-\w{5}-\w{2} back/,
    );
    program.hotline.clearFaults();
    program.mailbox.clearFaults();
    program.slack.clearFaults();
    await eventually(
      async () => {
        // Each time: one that runs at this moment is put off again when it is done.
        for (const kind of ['handOffTip', 'showDeskTask', 'notifyLiaison'])
          await wakeJobs((sql, values) => program.rows(sql, values), kind);
        return (
          (
            await program.rows(
              `select 1 from deliveries d join tips t on t.id = d.tip_id where t.status = 'withdrawn' and d.state in ('queued', 'attempting')`,
            )
          ).length === 0
        );
      },
      { what: 'nothing under way' },
    );
    // Where an attempt may have arrived the notice that it was taken back goes out, with nothing of the story.
    expect(readAll(planted)).toEqual({ webhook: [], email: [], voice: [], desk: [] });
    expect(seenByStates(planted)).toEqual([]);
  }, 60_000);
});
