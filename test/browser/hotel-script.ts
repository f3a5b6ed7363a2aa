/** The hotel story of CONVERSATIONS.md, as the scripted program plays it: answers, card, mail, document. */

import { type KnownBlock, type RichTextSection } from '@slack/web-api';

export const ANSWERS = [
  'Tip line (automated). Goes to the National Human Trafficking Hotline, 1-888-373-7888. In danger? Call 911. STOP ends, HELP helps.\nGot it: Motel 6 Joplin MO, room 214, 2 girls about 15, there now. Any car or plate? Or SKIP',
  'Thanks. May the hotline call you?\n1 Yes, this number\n2 Another number\n3 No, stay anonymous',
  'Ready: Motel 6 Joplin, rm 214, 2 girls ~15, man paid cash, answers for them, gray Altima TN 4T7. Send to\n1 Hotline + Missouri team\n2 Hotline only\n3 Change something',
  'Sent. Your code: MO-7K3QF-2X. Text here to add more. Hotline any time: 1-888-373-7888. Do not step in. Delete this thread if someone may see it.',
] as const;

const STORY =
  'front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash wont let them talk. here rn';

export function cardBlocks(firstContactAt: Date, acknowledgedAt: Date | undefined): KnownBlock[] {
  const at = (date: Date, format: string) =>
    `<!date^${Math.floor(date.getTime() / 1000)}^${format}|${date.toISOString()}>`;
  const firstContact = at(firstContactAt, '{date_short_pretty} {time} ({ago})');
  return [
    {
      type: 'header',
      text: { type: 'plain_text', text: '🟠 Happening now · hotel · Joplin, MO', emoji: true },
    },
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: `*MO-7K3QF-2X*  ·  revision 1  ·  first contact ${firstContact}` }],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            fact('Where', 'Motel 6, room 214, I-44, Joplin, MO'),
            fact('Who', '2 affected · UNDER 18 among them · “2 girls rm 214 look 15 maybe”'),
            fact('Vehicle', 'gray altima, plate 4T7 (TN)'),
            fact('When', 'going on now'),
            fact('Call-back', 'no, stays anonymous'),
            fact('Seen', '2 signs'),
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          indent: 1,
          elements: [
            sign('another person answers for them', 'wont let them talk'),
            sign('cash or prepaid cards', 'older guy paid cash'),
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'text', text: 'In the witness’s words', style: { bold: true } }],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: STORY }] },
      ],
    },
    acknowledgedAt === undefined
      ? {
          type: 'actions',
          elements: [
            {
              type: 'button',
              style: 'primary',
              text: { type: 'plain_text', text: 'Acknowledge' },
              action_id: 'tip_acknowledge',
              value: 'card-1',
            },
          ],
        }
      : {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: `:white_check_mark: *Acknowledged* by <@U0SANDBOX01> ${at(acknowledgedAt, '{date_short_pretty} {time}')}, 0 min after first contact`,
            },
          ],
        },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: 'Witness *Quiet Heron*  ·  by text message  ·  in English  ·  unverified' },
      ],
    },
  ];
}

function fact(label: string, value: string): RichTextSection {
  return {
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: label, style: { bold: true } },
      { type: 'text', text: `  ${value}` },
    ],
  };
}

function sign(label: string, quote: string): RichTextSection {
  return {
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: label },
      { type: 'text', text: `  “${quote}”`, style: { italic: true } },
    ],
  };
}

export const mailText = `HAPPENING NOW | tip MO-7K3QF-2X
By text message, in English.

WHERE      Motel 6, room 214, I-44, Joplin, MO
STATE      MO
SEEN       hotel; another person answers for them; cash or prepaid cards
WHO        2 affected; under 18 among them; "2 girls rm 214 look 15 maybe"
VEHICLE    gray altima, plate 4T7 (TN)
WHEN       going on now
CALL BACK  no, stays anonymous
CONSENT    share with the state: yes

IN THE WITNESS'S WORDS
> ${STORY}
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
