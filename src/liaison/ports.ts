/** What people do in Slack, as every room takes it: see desk-ports.ts. */

export * from '../desk-ports.js';
