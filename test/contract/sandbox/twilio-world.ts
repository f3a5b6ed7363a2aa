/** A Twilio stand-in, the real client on it, and a program that answers TwiML by path. */

import twilio from 'twilio';
import { startLoopbackServer, type LoopbackRequest } from '../../../src/sandbox/stand-ins/loopback-server.js';
import { startTwilioStandIn, type TwilioStandIn } from '../../../src/sandbox/stand-ins/twilio.js';

export const ACCOUNT = 'AC00000000000000000000000000000001';
export const TOKEN = 'token-for-tests';
export const LINE = '+15735550100';
export const LIAISON = '+14175550111';
export const HOTLINE = '+18883737888';
export const PUBLIC_URL = 'https://tips.example.org';

/** A request of Twilio's, its signature checked. */
export interface Asked {
  path: string;
  fields: Record<string, string>;
}

export interface TwilioWorld {
  standIn: TwilioStandIn;
  client: twilio.Twilio;
  asked: Asked[];
  /** TwiML by path; a number is a status. */
  pages: Map<string, string | number>;
  stop: () => Promise<void>;
}

/** The real client; only the base address of its requests is rewritten. */
export function clientOf(standIn: TwilioStandIn, token = TOKEN): twilio.Twilio {
  const httpClient = new twilio.RequestClient({ timeout: 1500 });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) =>
    request({ ...options, uri: options.uri.replace('https://api.twilio.com', standIn.url) });
  return twilio(ACCOUNT, token, { httpClient });
}

export async function startTwilioWorld(): Promise<TwilioWorld> {
  const asked: Asked[] = [];
  const pages = new Map<string, string | number>();
  const program = await startLoopbackServer({
    parse: (request: LoopbackRequest) => request,
    answer: ({ method, path, query, body, headers }) => {
      const search = query.size === 0 ? '' : `?${query.toString()}`;
      const fields = Object.fromEntries(method === 'GET' ? query : new URLSearchParams(body));
      const isSigned = twilio.validateRequest(
        TOKEN,
        String(headers['x-twilio-signature']),
        `${PUBLIC_URL}${path}${search}`,
        method === 'GET' ? {} : fields,
      );
      if (!isSigned) return { status: 403, body: 'not signed' };
      asked.push({ path: `${path}${method === 'GET' ? '' : search}`, fields });
      const page = pages.get(path);
      return typeof page === 'number'
        ? { status: page, body: '' }
        : { status: 200, body: page ?? '', headers: { 'Content-Type': 'text/xml' } };
    },
    faultBody: () => '',
  });
  const standIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    number: LINE,
    statusDelayMs: 200,
  });
  standIn.connect({ base: program.url, publicUrl: PUBLIC_URL });
  return {
    standIn,
    client: clientOf(standIn),
    asked,
    pages,
    stop: async () => {
      await standIn.stop();
      await program.stop();
    },
  };
}

/** A document as the real package writes it. */
export function twiml(write: (response: twilio.twiml.VoiceResponse) => void): string {
  const response = new twilio.twiml.VoiceResponse();
  write(response);
  return response.toString();
}
