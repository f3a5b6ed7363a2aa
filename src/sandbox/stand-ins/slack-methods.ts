/** The Web API methods the program calls, as a table. Each answers what Slack answers, errors included. */

import { refuse } from './slack-arguments.js';
import { type SlackMethod } from './slack-context.js';
import { FILE_METHODS } from './slack-methods-files.js';
import { MESSAGE_METHODS } from './slack-methods-messages.js';
import { PEOPLE_METHODS } from './slack-methods-people.js';
import { VIEW_METHODS } from './slack-methods-views.js';

export const SLACK_METHODS: Readonly<Record<string, SlackMethod>> = {
  'auth.test': (_args, { workspace }) => ({
    ok: true,
    url: 'https://sightline-sandbox.slack.com/',
    team: 'Sightline sandbox',
    user: 'sightline',
    team_id: workspace.teamId,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  }),
  'api.test': (args) => (typeof args.error === 'string' ? refuse(args.error) : { ok: true, args }),
  ...MESSAGE_METHODS,
  ...PEOPLE_METHODS,
  ...VIEW_METHODS,
  ...FILE_METHODS,
};
