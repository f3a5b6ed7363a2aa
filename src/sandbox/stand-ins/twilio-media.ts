/**
 * Pictures that came with a text: kept under the account, behind basic authentication, and served by a redirect to another address, as
 * Twilio does. https://www.twilio.com/docs/messaging/api/media-resource
 */

import { randomBytes } from 'node:crypto';
import { type LoopbackAnswer } from './loopback-server.js';
import { renderPage } from './twilio-paging.js';
import { refuse } from './twilio-resources.js';

export interface TwilioMedia {
  sid: string;
  messageSid: string;
  contentType: string;
  content: Buffer;
  createdAt: Date;
}

export interface SentPicture {
  content: Buffer;
  /** Default image/jpeg. */
  contentType?: string;
}

export interface TwilioMediaStore {
  keep(messageSid: string, picture: SentPicture): TwilioMedia;
  of(messageSid: string): readonly TwilioMedia[];
  /** Takes away every picture of a message. */
  forget(messageSid: string): void;
  /** How often each picture was fetched, by its sid. */
  readonly fetched: ReadonlyMap<string, number>;
  /** The address the webhook gives. */
  addressOf(media: TwilioMedia): string;
  /** A request below a message; undefined when it is for something else. */
  answer(method: string, path: string, form: URLSearchParams): LoopbackAnswer | undefined;
  /** The place a redirect leads to: no authentication, a name nobody guesses. */
  answerStored(path: string): LoopbackAnswer | undefined;
}

/** `url`: where the stand-in itself is reached. */
export function createTwilioMedia(options: { accountSid: string; url: () => string }): TwilioMediaStore {
  const { accountSid } = options;
  const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages`;
  const bySid = new Map<string, TwilioMedia & { secret: string }>();
  const fetched = new Map<string, number>();
  const pathOf = ({ messageSid, sid }: TwilioMedia) => `${messagesPath}/${messageSid}/Media/${sid}`;
  const of = (messageSid: string) => [...bySid.values()].filter((media) => media.messageSid === messageSid);

  const render = (media: TwilioMedia): Record<string, unknown> => ({
    account_sid: accountSid,
    content_type: media.contentType,
    date_created: media.createdAt.toUTCString().replace('GMT', '+0000'),
    date_updated: media.createdAt.toUTCString().replace('GMT', '+0000'),
    parent_sid: media.messageSid,
    sid: media.sid,
    uri: `${pathOf(media)}.json`,
  });

  return {
    fetched,
    of,
    keep(messageSid, { content, contentType = 'image/jpeg' }) {
      const sid = `ME${randomBytes(16).toString('hex')}`;
      const secret = randomBytes(24).toString('hex');
      const media = { sid, messageSid, contentType, content, createdAt: new Date(), secret };
      bySid.set(sid, media);
      return media;
    },
    forget(messageSid) {
      for (const { sid } of of(messageSid)) bySid.delete(sid);
    },
    addressOf: (media) => `${options.url()}${pathOf(media)}`,
    answer(method, path, form) {
      const [, messageSid = '', sid = '', extension] =
        /^\/2010-04-01\/Accounts\/\w+\/Messages\/(\w+)\/Media(?:\/(\w+))?(\.json)?$/.exec(path) ?? [];
      if (messageSid === '') return undefined;
      if (sid === '')
        return { status: 200, body: renderPage(path, 'media_list', of(messageSid), form, render) };
      const media = bySid.get(sid);
      if (media?.messageSid !== messageSid)
        return refuse(404, 20404, `The requested resource ${path} was not found`);
      if (method === 'DELETE') {
        bySid.delete(sid);
        return { status: 204, body: '' };
      }
      if (extension !== undefined) return { status: 200, body: render(media) };
      fetched.set(sid, (fetched.get(sid) ?? 0) + 1);
      return { status: 307, headers: { Location: `${options.url()}/stored/${media.secret}` }, body: '' };
    },
    answerStored(path) {
      const secret = /^\/stored\/(\w+)$/.exec(path)?.[1];
      if (secret === undefined) return undefined;
      const media = [...bySid.values()].find((candidate) => candidate.secret === secret);
      return media === undefined
        ? { status: 404, body: 'not found' }
        : { status: 200, headers: { 'Content-Type': media.contentType }, body: media.content };
    },
  };
}
