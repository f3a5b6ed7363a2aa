/** A call of Slack's Web API as it comes in: method, arguments from JSON, form or query, and the token. */

import { type LoopbackRequest } from './loopback-server.js';
import { text, type SlackArguments } from './slack-arguments.js';

export interface SlackRequest {
  /** For example chat.postMessage. */
  method: string;
  args: SlackArguments;
  token: string;
  bytes: Buffer;
  contentType: string;
}

export function parseSlackRequest(request: LoopbackRequest): SlackRequest {
  const method = request.path.replace(/^\/(api\/)?/, '');
  const args = method.startsWith('upload/') ? {} : parseArguments(request);
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return {
    method,
    args,
    token: bearer ?? text(args.token),
    bytes: request.bytes,
    contentType: request.headers['content-type'] ?? '',
  };
}

/** JSON, or a form whose structured values are JSON in text. */
function parseArguments(request: LoopbackRequest): SlackArguments {
  if (request.headers['content-type']?.startsWith('application/json') === true)
    return JSON.parse(request.body) as SlackArguments;
  const args: SlackArguments = {};
  const form = request.method === 'GET' ? request.query : new URLSearchParams(request.body);
  for (const [name, value] of form) args[name] = parseStructured(value);
  return args;
}

/** Slack reads structured arguments from JSON; anything else is taken as it stands, and validated later. */
function parseStructured(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
