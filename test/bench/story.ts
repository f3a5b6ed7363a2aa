/** The conversation both programs hold: the hotel story, four texts in and four answers out. */

export const STORY = [
  'front desk at motel 6 joplin mo off 44. 2 girls rm 214 look 15 maybe older guy paid cash wont let them talk. here rn',
  'gray altima TN plates 4T7 something',
  '3',
  '1',
] as const;

/** The tip's reference code, as it stands in the last answer, in the document and in the subject of the mail. */
export const REFERENCE = /\b(?:[A-Z]{2})-[0-9A-Z]{5}-[0-9A-Z]{2}\b/;

/** How the peer words its answers: as long as ours, one question each. */
export const PEER_ANSWERS = {
  vehicle:
    'Tip line (automated). Goes to the National Human Trafficking Hotline, 1-888-373-7888. In danger? Call 911. STOP ends, HELP helps.\nGot it. Any car or plate? Or SKIP',
  callback: 'Thanks. May the hotline call you?\n1 Yes, this number\n2 Another number\n3 No, stay anonymous',
  review: 'Ready. Send to\n1 Hotline + Missouri team\n2 Hotline only\n3 Change something',
  sent: 'Sent. Text here to add more. Hotline any time: 1-888-373-7888. Do not step in. Delete this thread if someone may see it.',
} as const;

export const LINE = {
  number: '+15735550100',
  publicUrl: 'https://tips.bench.example',
  accountSid: `AC${'b'.repeat(32)}`,
  authToken: 'bench-auth-token-0123456789abcdef',
  slackBotToken: 'xoxb-bench',
  slackSigningSecret: 'bench-signing-secret',
  slackChannels: { national: 'C0BENCHUS00', operators: 'C0BENCHOP00' },
  webhookSecret: `whsec_${Buffer.from('bench-webhook-secret-of-24-bytes').toString('base64')}`,
  mailbox: 'tips@hotline.example',
} as const;

// ---- what the bench and its stand-ins tell each other

export interface ProviderAddresses {
  twilio: string;
  slack: string;
  smtp: string;
  webhook: string;
}

/** `reply`: `key` is the witness's number; the others: `key` is the tip's reference. */
export interface Arrival {
  kind: 'reply' | 'webhook' | 'mail' | 'card';
  key: string;
  /** Of a reply: the reference it names, if any. */
  reference?: string | undefined;
  atMs: number;
}

export type FromProviders =
  { type: 'ready'; addresses: ProviderAddresses } | { type: 'arrivals'; arrivals: Arrival[] };

/** Where Twilio's status callbacks go. */
export interface ToProviders {
  type: 'target';
  base: string;
}

/** Milliseconds on a clock that all processes of this machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
