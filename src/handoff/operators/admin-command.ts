/**
 * `/tips-admin list|show|retry|withdraw|export` for members of the operator channel, wherever they type it. The answer is shown
 * to them alone, and holds codes, times and states; an export, which holds a witness's words, goes as a file into the
 * operator channel, with who wanted it.
 */

import { type WebClient } from '@slack/web-api';
import { type DeskCommand, type DeskInteractions, type DeskReply } from '../../desk-ports.js';
import { describeError, type Logger } from '../../logger.js';
import { toSlackFailure } from '../../slack-errors.js';
import { cut, mention } from '../../slack-text.js';
import {
  EXPORT_NAMES,
  type ExportFormat,
  type ExportOptions,
  exportTip,
  parseExportFormat,
} from '../../tip/exports/index.js';
import { type ReaderLanguage } from '../../tip/labels.js';
import { type Tip } from '../../tip/schema.js';
import { describeList, describeShown } from './describe-tips.js';
import { type Outcome, type TipOperations } from './tip-operations.js';

export interface AdminCommandDeps {
  operations: TipOperations;
  slack: WebClient | undefined;
  operatorChannel: string | undefined;
  /** Read from config/ when the first export is wanted. */
  exportOptions: () => Promise<Pick<ExportOptions, 'signLabels' | 'crosswalks'>>;
  logger: Logger;
  now: () => Date;
}

const USAGE = [
  '`/tips-admin list` the newest tips; `list open` those nobody has yet; `list tests` with test tips',
  '`/tips-admin show MO-7K3QF-N4` its clock and every state with its evidence',
  '`/tips-admin retry MO-7K3QF-N4` try at once what failed or waits',
  '`/tips-admin withdraw MO-7K3QF-N4` take it back: what has not left stays, who has it is told',
  `\`/tips-admin export MO-7K3QF-N4 text\` the whole tip as a file in the operator channel: ${EXPORT_NAMES.join(', ')}`,
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

async function run(deps: AdminCommandDeps, command: DeskCommand): Promise<DeskReply> {
  const { operations, now } = deps;
  const { text, userId } = command;
  const [verb = '', argument = '', format = 'text'] = text.split(/\s+/);
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
  if (verb === 'export') {
    const wanted = parseExportFormat(format);
    if (wanted === undefined) return { text: `As one of: ${EXPORT_NAMES.join(', ')}.` };
    return answer(await operations.read(argument, userId), (tip) => {
      // Not awaited: Slack waits three seconds for its answer.
      void upload(deps, command, tip, wanted);
      return { text: `${tip.reference} comes into the operator channel as a file.` };
    });
  }
  return { text: USAGE };
}

async function upload(
  { slack, operatorChannel, exportOptions, logger }: AdminCommandDeps,
  { userId, channelId }: DeskCommand,
  tip: Tip,
  { format, language }: { format: ExportFormat; language: ReaderLanguage },
): Promise<void> {
  if (slack === undefined || operatorChannel === undefined) return;
  try {
    const file = exportTip(tip, format, { ...(await exportOptions()), language });
    await slack.filesUploadV2({
      channel_id: operatorChannel,
      file: Buffer.from(file.body),
      filename: file.fileName,
      title: file.fileName,
      initial_comment: `${tip.reference}, exported by ${mention(userId)}`,
    });
  } catch (thrown) {
    const { error } = toSlackFailure(thrown);
    logger.warn({ tipId: tip.id, ...describeError(error) }, 'export not uploaded');
    const text = `${tip.reference} could not be exported (${error.providerCode ?? error.code}). Try again, or use \`npm run tips -- export\`.`;
    await slack.chat.postEphemeral({ channel: channelId, user: userId, text }).catch(() => undefined);
  }
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
