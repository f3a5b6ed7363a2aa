/**
 * `/tips-admin list|show|retry|withdraw` for members of the operator channel, wherever they type it. The answer is shown
 * to them alone, and holds codes, times and states.
 */

import { type WebClient } from '@slack/web-api';
import { type DeskCommand, type DeskInteractions, type DeskReply } from '../../desk-ports.js';
import { describeError, type Logger } from '../../logger.js';
import { toSlackFailure } from '../../slack-errors.js';
import { cut } from '../../slack-text.js';
import { describeList, describeShown } from './describe-tips.js';
import { type Outcome, type TipOperations } from './tip-operations.js';

export interface AdminCommandDeps {
  operations: TipOperations;
  slack: WebClient | undefined;
  operatorChannel: string | undefined;
  logger: Logger;
  now: () => Date;
}

const USAGE = [
  '`/tips-admin list` the newest tips; `list open` those nobody has yet; `list tests` with test tips',
  '`/tips-admin show MO-7K3QF-N4` its clock and every state with its evidence',
  '`/tips-admin retry MO-7K3QF-N4` try at once what failed or waits',
  '`/tips-admin withdraw MO-7K3QF-N4` take it back: what has not left stays, who has it is told',
].join('\n');
/** https://docs.slack.dev/interactivity/implementing-slash-commands: a response may be long, one a person reads is not. */
const MAX_REPLY = 3500;
const LIST_LIMIT = 15;
const PAGE_SIZE = 500;
const MAX_PAGES = 4;

export function createAdminCommand(deps: AdminCommandDeps): Pick<DeskInteractions, 'commands'> {
  return {
    commands: {
      '/tips-admin': async (command) =>
        (await isOperator(deps, command.userId))
          ? run(deps, command)
          : { text: 'This command is for members of the operator channel.' },
    },
  };
}

async function run({ operations, now }: AdminCommandDeps, { text, userId }: DeskCommand): Promise<DeskReply> {
  const [verb = '', argument = ''] = text.split(/\s+/);
  if (verb === 'list') {
    const filter = { limit: LIST_LIMIT, open: argument === 'open', tests: argument === 'tests' };
    return block(describeList(await operations.list(filter), now()));
  }
  if (argument === '') return { text: USAGE };
  if (verb === 'show')
    return answer(await operations.show(argument), (shown) => block(describeShown(shown, now())));
  if (verb === 'retry')
    return answer(await operations.retry(argument, userId), (routes) => ({
      text: `Tried again now: ${routes.join(', ')}.`,
    }));
  if (verb === 'withdraw')
    return answer(await operations.withdraw(argument, userId), ({ revision }) => ({
      text: `Taken back, as revision ${revision}. Who has it is told; what has not left stays.`,
    }));
  return { text: USAGE };
}

function answer<Done>(outcome: Outcome<Done>, say: (value: Done) => DeskReply): DeskReply {
  if (outcome.kind === 'done') return say(outcome.value);
  return outcome.kind === 'unknown'
    ? { text: 'No tip has that reference. `/tips-admin list` shows the newest.' }
    : { text: `Nothing to do: ${outcome.why}.` };
}

/** Nothing in it is a person's text, so nothing can end the block. */
function block(lines: readonly string[]): DeskReply {
  return { text: `\`\`\`\n${cut(lines.join('\n'), MAX_REPLY)}\n\`\`\`` };
}

/** When Slack does not say, nobody is. */
async function isOperator(
  { slack, operatorChannel, logger }: AdminCommandDeps,
  userId: string,
): Promise<boolean> {
  if (slack === undefined || operatorChannel === undefined) return false;
  let cursor = '';
  try {
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await slack.conversations.members({
        channel: operatorChannel,
        limit: PAGE_SIZE,
        ...(cursor === '' ? {} : { cursor }),
      });
      if (answer.members?.includes(userId) === true) return true;
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') return false;
    }
  } catch (thrown) {
    logger.warn(describeError(toSlackFailure(thrown).error), 'members of the operator channel not known');
  }
  return false;
}
