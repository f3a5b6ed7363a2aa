/**
 * One chat.postMessage per second and channel: https://docs.slack.dev/apis/web-api/rate-limits ("Special": more than one a second is
 * refused with 429). Slack tolerates short bursts without saying how short; this one tolerates none.
 */

export interface ChannelPosts {
  /** Calls that were let through, as milliseconds since the epoch. */
  accepted: number[];
  limited: number;
}

export interface PostLimit {
  /** Switches the limit while a test runs. */
  isOn: boolean;
  readonly channels: ReadonlyMap<string, ChannelPosts>;
  /** Calls refused so far, in all channels. */
  readonly limited: number;
  /** Whether a post to this channel may go through now. */
  take(channel: string): boolean;
}

const INTERVAL_MS = 1000;
const REMEMBERED = 1000;

export function createPostLimit(isOn: boolean): PostLimit {
  const channels = new Map<string, ChannelPosts>();
  return {
    isOn,
    channels,
    get limited() {
      return [...channels.values()].reduce((sum, { limited }) => sum + limited, 0);
    },
    take(channel) {
      const posts = channels.get(channel) ?? { accepted: [], limited: 0 };
      channels.set(channel, posts);
      const now = Date.now();
      if (this.isOn && now - (posts.accepted.at(-1) ?? 0) < INTERVAL_MS) {
        posts.limited += 1;
        return false;
      }
      posts.accepted.push(now);
      if (posts.accepted.length > REMEMBERED) posts.accepted.shift();
      return true;
    },
  };
}
