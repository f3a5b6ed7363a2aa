/** files.*: the external upload in three steps that the client calls uploadV2, and what comes after it. */

import {
  isRecord,
  refuse,
  text,
  type SlackArguments,
  type SlackRefusal,
  type SlackResult,
} from './slack-arguments.js';
import { refuseChannel, type SlackContext, type SlackMethod } from './slack-context.js';
import { renderSlackFile, type SlackFile } from './slack-file-store.js';
import { slackId } from './slack-workspace.js';

export const FILE_METHODS: Readonly<Record<string, SlackMethod>> = {
  'files.getUploadURLExternal': (args, { workspace, url }) => {
    const name = text(args.filename);
    const size = Number(args.length);
    if (name === '' || !(size > 0)) return refuse('invalid_arguments');
    const id = slackId('F');
    const altText = text(args.alt_text) || text(args.alt_txt);
    workspace.files.set(id, {
      id,
      name,
      size,
      user: workspace.botUserId,
      createdAt: new Date(),
      ...(altText !== '' && { altText }),
    });
    return { ok: true, file_id: id, upload_url: `${url}/upload/v1/${id}` };
  },
  'files.completeUploadExternal': completeUpload,
  'files.info': (args, context) => {
    const file = findFile(args, context);
    return 'ok' in file
      ? file
      : { ok: true, file: render(file, context), comments: [], response_metadata: { next_cursor: '' } };
  },
  'files.delete': (args, context) => {
    const file = findFile(args, context);
    if ('ok' in file) return file;
    if (file.user !== context.workspace.botUserId) return refuse('cant_delete_file');
    file.deleted = true;
    delete file.content;
    for (const message of context.workspace.posts.entries)
      if (message.files?.includes(file) === true) context.workspace.posts.touch(message);
    return { ok: true };
  },
};

function findFile(args: SlackArguments, { workspace }: SlackContext): SlackFile | SlackRefusal {
  const file = workspace.files.get(text(args.file));
  if (file?.completedAt === undefined) return refuse('file_not_found');
  return file.deleted === true ? refuse('file_deleted') : file;
}

function render(file: SlackFile, { workspace, url }: SlackContext): Record<string, unknown> {
  return renderSlackFile(file, {
    url,
    teamId: workspace.teamId,
    isProcessed: workspace.files.isProcessed(file),
  });
}

/** Without a channel the file stays the app's own; with one it is posted there, in a thread when asked. */
function completeUpload(args: SlackArguments, context: SlackContext): SlackResult | SlackRefusal {
  const { workspace } = context;
  const listed = Array.isArray(args.files) ? args.files.filter(isRecord) : [];
  const files = listed.flatMap((entry) => {
    const file = workspace.files.get(text(entry.id));
    if (file?.content === undefined) return [];
    if (text(entry.title) !== '') file.title = text(entry.title);
    return [file];
  });
  if (files.length === 0 || files.length !== listed.length) return refuse('file_not_found');
  const channelId = text(args.channel_id);
  const channel = workspace.findChannel(channelId);
  if (channelId !== '') {
    const refusal = refuseChannel(channel);
    if (refusal !== undefined) return refusal;
  }
  for (const file of files) file.completedAt ??= new Date();
  const threadTs = text(args.thread_ts);
  if (channel !== undefined) {
    const message = workspace.post(
      {
        user: workspace.botUserId,
        fromBot: true,
        text: text(args.initial_comment),
        blocks: [],
        files,
        ...(threadTs !== '' && { threadTs }),
      },
      channel,
    );
    for (const file of files) share(file, channel.id, message.ts, threadTs);
  }
  return { ok: true, files: files.map((file) => render(file, context)) };
}

export function share(file: SlackFile, channel: string, ts: string, threadTs = ''): void {
  file.shares ??= new Map();
  const place = { ts, ...(threadTs !== '' && { threadTs }) };
  file.shares.set(channel, [...(file.shares.get(channel) ?? []), place]);
}

/** The bytes posted to an upload address: the client sends them bare, curl as a form with one file. */
export function takeUpload(id: string, bytes: Buffer, contentType: string, context: SlackContext): boolean {
  const file = context.workspace.files.get(id);
  if (file === undefined || file.completedAt !== undefined) return false;
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(contentType)?.[1];
  file.content = boundary === undefined ? bytes : readFirstPart(bytes, boundary);
  return file.content.length > 0;
}

function readFirstPart(bytes: Buffer, boundary: string): Buffer {
  const start = bytes.indexOf('\r\n\r\n') + 4;
  const end = bytes.indexOf(`\r\n--${boundary}`, start);
  return bytes.subarray(start, end < 0 ? undefined : end);
}
