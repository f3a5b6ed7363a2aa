/** The manifest asks for what the code uses, and for no more. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

test('config/slack-manifest.yaml', () => {
  const manifest: unknown = parse(
    readFileSync(new URL('../../../config/slack-manifest.yaml', import.meta.url), 'utf8'),
  );
  expect(manifest).toEqual({
    display_information: {
      name: 'Sightline',
      description: expect.stringMatching(/^.{10,140}$/),
      background_color: expect.stringMatching(/^#[0-9a-f]{6}$/),
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Sightline', always_online: true },
      slash_commands: ['/tip', '/tips', '/tips-admin'].map((command) => ({
        command,
        url: 'https://tips.example.org/slack/events',
        description: expect.any(String),
        usage_hint: expect.any(String),
        should_escape: false,
      })),
    },
    oauth_config: {
      scopes: {
        bot: [
          'chat:write',
          'im:history',
          'im:write',
          'commands',
          'channels:read',
          'groups:read',
          'channels:history',
          'groups:history',
          'usergroups:read',
          'files:write',
        ],
      },
    },
    settings: {
      event_subscriptions: {
        request_url: 'https://tips.example.org/slack/events',
        bot_events: ['message.im', 'app_home_opened', 'app_uninstalled', 'tokens_revoked'],
      },
      interactivity: { is_enabled: true, request_url: 'https://tips.example.org/slack/events' },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  });
});
