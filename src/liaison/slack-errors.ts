/** What the Slack client throws, as coded errors: see slack-errors.ts beside the rooms. */

export * from '../slack-errors.js';
