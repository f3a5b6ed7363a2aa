/**
 * Files as Slack keeps them: announced, uploaded, completed, and some moments later processed. Until then a file has no mimetype,
 * and an image block that names it is refused (github.com/slackapi/python-slack-sdk/issues/1521, node-slack-sdk/issues/2040).
 */

export interface SlackFile {
  id: string;
  name: string;
  size: number;
  title?: string;
  altText?: string;
  content?: Buffer;
  /** The uploader: the app or a person. */
  user?: string;
  createdAt?: Date;
  /** When it was completed; before that nobody has it. */
  completedAt?: Date;
  deleted?: boolean;
  /** Channel ids, with the ts of the messages that share it. */
  shares?: Map<string, { ts: string; threadTs?: string }[]>;
}

export interface SlackFileStore extends Map<string, SlackFile> {
  isProcessed(file: SlackFile): boolean;
}

/** `processingMs`: from completion to the moment the file can be used. */
export function createSlackFileStore(processingMs: number): SlackFileStore {
  const files = new Map<string, SlackFile>();
  return Object.assign(files, {
    isProcessed: ({ completedAt }: SlackFile) =>
      completedAt !== undefined && Date.now() - completedAt.getTime() >= processingMs,
  });
}

const TYPES: Readonly<Record<string, readonly [mimetype: string, pretty: string]>> = {
  png: ['image/png', 'PNG'],
  jpg: ['image/jpeg', 'JPEG'],
  jpeg: ['image/jpeg', 'JPEG'],
  gif: ['image/gif', 'GIF'],
  webp: ['image/webp', 'WEBP'],
  heic: ['image/heic', 'HEIC'],
  pdf: ['application/pdf', 'PDF'],
  json: ['application/json', 'JSON'],
  txt: ['text/plain', 'Plain Text'],
  mp4: ['video/mp4', 'MPEG 4 Video'],
  '3gp': ['video/3gpp', '3GPP Video'],
};

export function typeOf(name: string): { extension: string; mimetype: string; pretty: string } {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const [mimetype, pretty] = TYPES[extension] ?? ['application/octet-stream', 'Binary'];
  return { extension, mimetype, pretty };
}

/** "Currently only png, jpg, jpeg, and gif Slack image files are supported" (Slack file object reference). */
export const BLOCK_IMAGE_EXTENSIONS: ReadonlySet<string> = new Set(['png', 'jpg', 'jpeg', 'gif']);

/** A file as the Web API shows it: https://docs.slack.dev/reference/objects/file-object */
export function renderSlackFile(
  file: SlackFile,
  place: { url: string; teamId: string; isProcessed: boolean },
): Record<string, unknown> {
  if (file.deleted === true) return { id: file.id, mode: 'tombstone' };
  const { extension, mimetype, pretty } = typeOf(file.name);
  const created = Math.floor((file.createdAt ?? new Date()).getTime() / 1000);
  const address = `${place.url}/files-pri/${place.teamId}-${file.id}`;
  const shares = [...(file.shares ?? [])];
  const inKind = (letter: string) => shares.map(([channel]) => channel).filter((id) => id.startsWith(letter));
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title ?? file.name,
    mimetype: place.isProcessed ? mimetype : '',
    filetype: place.isProcessed ? extension : '',
    pretty_type: place.isProcessed ? pretty : '',
    user: file.user ?? '',
    size: file.size,
    mode: 'hosted',
    file_access: 'visible',
    is_external: false,
    is_public: inKind('C').length > 0,
    public_url_shared: false,
    url_private: `${address}/${file.name}`,
    url_private_download: `${address}/download/${file.name}`,
    permalink: `https://sightline-sandbox.slack.com/files/${file.user ?? ''}/${file.id}/${file.name}`,
    ...(file.altText !== undefined && { alt_txt: file.altText }),
    channels: inKind('C'),
    groups: inKind('G'),
    ims: inKind('D'),
    shares: {
      ...(shares.length > 0 && {
        private: Object.fromEntries(
          shares.map(([channel, posts]) => [
            channel,
            posts.map(({ ts, threadTs }) => ({ ts, ...(threadTs !== undefined && { thread_ts: threadTs }) })),
          ]),
        ),
      }),
    },
  };
}
