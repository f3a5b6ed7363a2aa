/**
 * The room's front door for main: one hub with an adapter for each provider that has settings, the routers their
 * webhooks come in by, and the sender that jobs use. A worker takes the sender and leaves the routers.
 */

import { type WebClient } from '@slack/web-api';
import { type Router } from 'express';
import {
  type MediaSource,
  type MessageSender,
  type ReceiveMessage,
  type RecordDeliveryStatus,
} from '../conversation/ports.js';
import { SightlineError } from '../errors.js';
import { type Logger } from '../logger.js';
import { type Settings, type TwilioSettings } from '../settings.js';
import { type ChannelAdapter } from './channel-adapter.js';
import { createHub, type Hub } from './hub.js';
import { SlackAdapter } from './slack/slack-adapter.js';
import { createSlackApp, type SlackApp } from './slack/slack-app.js';
import { createSlackWebClient } from './slack/slack-client.js';
import { createSmsRouter } from './sms/sms-router.js';
import { type FindKnownProviderIds, TwilioAdapter } from './sms/twilio-adapter.js';
import { createTwilioMediaSource } from './sms/twilio-media-source.js';
import { createTwilioClient } from './sms/twilio-client.js';
import { type VoiceRedirect } from './sms/voice-redirect.js';

export interface ChannelsOptions {
  settings: Pick<Settings, 'twilio' | 'slack' | 'publicUrl'>;
  logger: Logger;
  receiveMessage: ReceiveMessage;
  recordDeliveryStatus: RecordDeliveryStatus;
  findKnownProviderIds: FindKnownProviderIds;
  voice: VoiceRedirect;
}

export interface Channels {
  sender: MessageSender;
  /** Pictures that came by text; without Twilio there are none. */
  media: MediaSource | undefined;
  /** For `createWebServer`, before any router of main's own. */
  routers: Router[];
  /** With Slack settings only: what takes the desk's listeners, and the client for the desk. */
  slack: { register: SlackApp['register']; client: WebClient } | undefined;
}

export function createChannels(options: ChannelsOptions): Channels {
  const { settings, logger } = options;
  const slackClient = settings.slack && createSlackWebClient(settings.slack, logger);
  const hub = createHub({
    adapters: createAdapters(options, slackClient),
    receiveMessage: options.receiveMessage,
  });
  const routers: Router[] = [];
  const media = settings.twilio && createTwilioMediaSource(settings.twilio);
  if (settings.twilio) routers.push(createSms(options, settings.twilio, hub));
  if (!settings.slack || !slackClient) return { sender: hub, media, routers, slack: undefined };
  const { router, register } = createSlackApp({
    settings: settings.slack,
    client: slackClient,
    takeTurn: hub.takeTurn,
    logger,
  });
  routers.push(router);
  return { sender: hub, media, routers, slack: { register, client: slackClient } };
}

function createAdapters(
  { settings, findKnownProviderIds }: ChannelsOptions,
  slackClient: WebClient | undefined,
): ChannelAdapter[] {
  const adapters: ChannelAdapter[] = [];
  if (settings.twilio)
    adapters.push(
      new TwilioAdapter({
        client: createTwilioClient(settings.twilio),
        from: settings.twilio.from,
        publicUrl: getPublicUrl(settings),
        findKnownProviderIds,
      }),
    );
  if (slackClient) adapters.push(new SlackAdapter(slackClient));
  return adapters;
}

function createSms(options: ChannelsOptions, twilio: TwilioSettings, hub: Hub): Router {
  const { settings, recordDeliveryStatus, voice, logger } = options;
  return createSmsRouter({
    settings: twilio,
    publicUrl: getPublicUrl(settings),
    takeTurn: hub.takeTurn,
    recordDeliveryStatus,
    voice,
    logger,
  });
}

function getPublicUrl({ publicUrl }: ChannelsOptions['settings']): string {
  if (publicUrl === undefined)
    throw new SightlineError('SETTINGS_INVALID', 'PUBLIC_URL: needed to check what Twilio signs');
  return publicUrl;
}
