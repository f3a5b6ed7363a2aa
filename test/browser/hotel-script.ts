/** The hotel story of CONVERSATIONS.md, as the scripted program plays it: answers, card, mail, document. */

import { type KnownBlock } from '@slack/web-api';

export const ANSWERS = [
  'Tip line (automated). Goes to the National Human Trafficking Hotline, 1-888-373-7888. In danger? Call 911. STOP ends, HELP helps.\nGot it: Motel 6 Joplin MO, room 214, 2 girls about 15, there now. Any car or plate? Or SKIP',
  'Thanks. May the hotline call you?\n1 Yes, this number\n2 Another number\n3 No, stay anonymous',
  'Ready: Motel 6 Joplin, rm 214, 2 girls ~15, man paid cash, answers for them, gray Altima TN 4T7. Send to\n1 Hotline + Missouri team\n2 Hotline only\n3 Change something',
  'Sent. Your code: MO-7K3QF-2X. Text here to add more. Hotline any time: 1-888-373-7888. Do not step in. Delete this thread if someone may see it.',
] as const;

export function cardBlocks(firstContactAt: Date, acknowledgedAt: Date | undefined): KnownBlock[] {
  const at = (date: Date) => `<!date^${Math.floor(date.getTime() / 1000)}^{time}|${date.toISOString()}>`;
  return [
    { type: 'header', text: { type: 'plain_text', text: 'Happening now: Motel 6, Joplin MO' } },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: `*MO-7K3QF-2X*` },
        { type: 'mrkdwn', text: `First text ${at(firstContactAt)}` },
        { type: 'mrkdwn', text: 'Hotline has it: webhook, e-mail' },
      ],
    },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: '*Where*\nMotel 6, off I-44, room 214\nJoplin, Missouri' },
        { type: 'mrkdwn', text: '*Who*\n2 girls, about 15\n1 man, older' },
        { type: 'mrkdwn', text: '*Vehicle*\nGray Altima, Tennessee plate 4T7…' },
        { type: 'mrkdwn', text: '*Seen*\nAnswers for them; paid cash' },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            {
              type: 'text',
              text: 'front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash wont let them talk. here rn',
            },
          ],
        },
      ],
    },
    { type: 'divider' },
    acknowledgedAt === undefined
      ? {
          type: 'actions',
          elements: [
            {
              type: 'button',
              style: 'primary',
              text: { type: 'plain_text', text: 'Acknowledge' },
              action_id: 'acknowledge',
              value: 'card-1',
            },
          ],
        }
      : {
          type: 'context',
          elements: [{ type: 'mrkdwn', text: `Acknowledged by <@U0SANDBOX01> at ${at(acknowledgedAt)}` }],
        },
  ];
}

export const mailText = `Tip MO-7K3QF-2X, revision 1
HAPPENING NOW

Where    Motel 6, off I-44, room 214, Joplin, Missouri
Who      2 girls, about 15; 1 man, older
Seen     Answers for them. Paid cash.
Vehicle  Gray Altima, Tennessee plate 4T7…
Contact  Anonymous. No call back.

In the witness's words:
  front desk at motel 6 joplin off 44. 2 girls rm 214 look
  15 maybe older guy paid cash wont let them talk. here rn
`;

export function tipDocument(firstContactAt: Date, submittedAt: Date): Record<string, unknown> {
  return {
    schema: 'https://sightline.example/schema/tip-1',
    reference: 'MO-7K3QF-2X',
    revision: 1,
    status: 'submitted',
    channel: 'sms',
    language: 'en',
    urgency: 'in_progress',
    indicators: [
      { code: 'control.spoken_for', source: 'said', quote: 'wont let them talk' },
      { code: 'venue.cash_many_rooms', source: 'said', quote: 'paid cash' },
    ],
    people: [
      { role: 'affected', count: 2, sex: 'female', age: 'about 15' },
      { role: 'controller', count: 1, sex: 'male' },
    ],
    vehicles: [{ color: 'gray', model: 'Altima', plate: '4T7', plateState: 'TN' }],
    venue: 'hotel',
    location: { business: 'Motel 6', room: '214', city: 'Joplin', state: 'MO', confirmed: true },
    jurisdictions: ['MO'],
    callback: { wanted: false },
    consent: { shareWithState: true, followUp: false },
    provenance: { startedAt: firstContactAt, submittedAt },
  };
}
