/**
 * Golden cards: what a liaison sees, as JSON. `UPDATE_GOLDEN=1` writes them anew; the privacy and limit checks
 * are never relaxed by that.
 */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { buildCard, type CardInput } from '../../../src/liaison/card.js';
import { type DeskView } from '../../../src/liaison/progress.js';
import { parseStates } from '../../../src/liaison/states-loader.js';
import { type PartyRole } from '../../../src/store/schema.js';
import { createReport } from '../../../src/tip/report.js';
import { expectSlackTakes, listInterpreted, listShown } from '../../support/block-kit.js';
import {
  busReport,
  FIRST_CONTACT,
  hotelReport,
  makeTip,
  PLANTED,
  SIGN_LABELS,
  withFields,
} from '../../support/tips.js';

const states = parseStates(readFileSync('config/states.yaml', 'utf8'), 'states.yaml');

function card(input: Partial<CardInput> & Pick<CardInput, 'tip'>): CardInput {
  return {
    cardId: '0198f3a0-2222-7000-8000-000000000002',
    jurisdiction: 'MO',
    newestRevision: input.tip.revision,
    changes: [],
    alias: 'Brown Otter',
    firstContactAt: FIRST_CONTACT,
    inNationalChannel: false,
    desk: deskOf(input.jurisdiction),
    others: [],
    states,
    signLabels: SIGN_LABELS,
    ...input,
  };
}

function deskOf(jurisdiction = 'MO'): DeskView {
  return {
    ...{ cardId: '0198f3a0-2222-7000-8000-000000000002', jurisdiction, parties: [] },
    ...{ acknowledged: undefined, closed: undefined, reroutedFrom: undefined },
  };
}

const spanishDanger = withFields(
  {
    ...createReport('es'),
    urgency: 'immediate_danger',
    selfReport: true,
    callRequested: true,
    narrative: [{ at: FIRST_CONTACT.toISOString(), text: 'no puedo salir me quitaron el pasaporte' }],
  },
  {
    city: 'Tulsa',
    states: ['OK'],
    witnessSafe: false,
    indicators: [{ code: 'control.id_held', source: 'inferred' }],
  },
  'inferred',
);
const stamp = { by: 'U0LIAISON1', at: new Date('2026-11-22T12:04:20Z') };
const acknowledged = { desk: { ...deskOf('MO'), acknowledged: stamp } };
const noLongerShared = withFields(hotelReport(), { shareWithState: false });

const CARDS: Record<string, CardInput> = {
  hotel: card({ tip: makeTip() }),
  'bus-with-deadline': card({ tip: makeTip(busReport()), jurisdiction: 'IL' }),
  'danger-partial-national-channel': card({
    tip: makeTip(spanishDanger, { status: 'partial' }),
    jurisdiction: 'OK',
    inNationalChannel: true,
  }),
  'state-not-known': card({
    tip: makeTip(withFields(createReport('en'), { placeText: 'behind the walmart', shareWithState: true })),
    jurisdiction: 'US',
    inNationalChannel: true,
  }),
  'revision-acknowledged': card({
    tip: makeTip(hotelReport(), { revision: 2 }),
    changes: ['vehicle', 'call-back'],
    ...acknowledged,
  }),
  'no-longer-shared': card({ tip: makeTip(), newestRevision: 2, changes: ['consent'] }),
  'place-corrected': card({ tip: makeTip(withFields(hotelReport(), { states: ['KS'] }), { revision: 2 }) }),
  withdrawn: card({ tip: makeTip(hotelReport(), { revision: 3, status: 'withdrawn' }), ...acknowledged }),
  test: card({
    tip: makeTip(hotelReport(), {
      provenance: { flow: 'witness-tip', version: 1, startedAt: FIRST_CONTACT, test: true },
    }),
  }),
};

const at = (minutes: number): Date => new Date(FIRST_CONTACT.getTime() + minutes * 60_000);
const by = (minutes: number, userId = 'U0LIAISON1') => ({ by: userId, at: at(minutes) });

function party(who: DeskView['parties'][number]['who'], role: PartyRole, minutes: (number | undefined)[]) {
  const [assigned = 5, enRoute, onScene] = minutes;
  return {
    ...{
      id: `0198f3a0-3333-7000-8000-00000000${String(1000 + assigned)}`,
      who,
      role,
      assigned: by(assigned),
    },
    enRoute: enRoute === undefined ? undefined : by(enRoute),
    onScene: onScene === undefined ? undefined : by(onScene, 'U0TROOPER1'),
  };
}

Object.assign(CARDS, {
  'hotel-officers-at-the-door': card({
    tip: makeTip(withFields(hotelReport(), { followUp: true })),
    desk: {
      ...deskOf('MO'),
      acknowledged: by(2),
      parties: [
        party({ name: 'Joplin PD, unit 12 <!channel>' }, 'local_police', [6, 9, 27]),
        party({ name: 'Troop D, 412 and 418' }, 'state_police', [7, 11, undefined]),
        party({ userId: 'U0ADVOCATE' }, 'advocate', [8, undefined, undefined]),
      ],
    },
  }),
  'bus-both-states': card({
    tip: makeTip(busReport()),
    desk: {
      ...deskOf('MO'),
      acknowledged: by(1),
      parties: [party({ name: 'Troop C' }, 'state_police', [3, 5, 20])],
    },
    others: [
      {
        ...deskOf('IL'),
        ...{ cardId: '0198f3a0-2222-7000-8000-000000000003', acknowledged: by(3, 'U0ILLINOIS') },
        parties: [party({ name: 'ISP District 9' }, 'state_police', [4, 6, undefined])],
      },
    ],
  }),
  'closed-with-a-note': card({
    tip: makeTip(),
    desk: {
      ...deskOf('MO'),
      ...{
        acknowledged: by(2),
        closed: { ...by(95), outcome: 'helped', note: 'Two safe.', reroutedTo: undefined },
      },
    },
  }),
  'given-on-by-missouri': card({
    tip: makeTip(),
    jurisdiction: 'KS',
    desk: { ...deskOf('KS'), reroutedFrom: { jurisdiction: 'MO', reason: 'That exit is past the line' } },
    others: [
      {
        ...deskOf('MO'),
        ...{ acknowledged: by(2), closed: { ...by(4), outcome: 'rerouted', note: 'x', reroutedTo: 'KS' } },
      },
    ],
  }),
} satisfies Record<string, CardInput>);

describe('cards', () => {
  it.each(Object.entries(CARDS))('%s is as agreed', async (name, input) => {
    const drawn = buildCard(input);
    expectSlackTakes(drawn);
    for (const text of listInterpreted(drawn)) for (const word of PLANTED) expect(text).not.toContain(word);
    const file = `test/contract/liaison/golden/${name}.json`;
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(file, `${JSON.stringify(drawn, null, 2)}\n`);
    expect(JSON.parse(JSON.stringify(drawn))).toEqual(JSON.parse(await readFile(file, 'utf8')));
  });

  it('never shows the number or the name of the witness, however the words write them', () => {
    const report = hotelReport();
    report.narrative.push(
      ...[
        '(573) 555 0142',
        '+1 573.555.0142',
        '15735550142',
        'QUILLAMETTE here',
        '417-555-0199 was on the ad',
      ].map((text) => ({ at: FIRST_CONTACT.toISOString(), text })),
    );
    const shown = listShown(buildCard(card({ tip: makeTip(report) })).blocks).join('\n');
    expect(shown).not.toMatch(/555.{0,3}0142|quillamette/i);
    expect(shown).toContain('417-555-0199');
    const own = buildCard(
      card({ tip: makeTip(withFields(report, { callbackWanted: false })), hiddenPhones: ['+15735550142'] }),
    );
    expect(listShown(own.blocks).join('\n')).not.toMatch(/555.{0,3}0142/);
  });

  it('has a button until someone acknowledged, then says who, when and after how many minutes', () => {
    const open = JSON.stringify(buildCard(card({ tip: makeTip() })).blocks);
    const taken = JSON.stringify(buildCard(card({ tip: makeTip(), ...acknowledged })).blocks);
    expect(open).toContain('tip_acknowledge');
    expect(taken).not.toContain('tip_acknowledge');
    expect(taken).toContain('by <@U0LIAISON1>');
    expect(taken).toContain('9 min after first contact');
  });

  it('escapes what could ping a whole channel, even as a user id', () => {
    const by = { desk: { ...deskOf('MO'), acknowledged: { by: '<!channel>', at: stamp.at } } };
    const texts = listInterpreted(buildCard(card({ tip: makeTip(), ...by, alias: '<!here> & co' })));
    expect(texts.join('\n')).not.toMatch(/<!(channel|here|everyone)/);
  });

  it('links to a map from understood parts or coordinates only', () => {
    const urlOf = (report = createReport('en')): string | undefined =>
      /"url":"([^"]+)"/.exec(JSON.stringify(buildCard(card({ tip: makeTip(report) })).blocks))?.[1];
    expect(urlOf(withFields(createReport('en'), { latitude: 37.08, longitude: -94.51 }))).toMatch(
      /query=37.08%2C-94.51$/,
    );
    expect(urlOf(withFields(createReport('en'), { placeText: 'https://evil.example/?q=1' }))).toBeUndefined();
    expect(urlOf(hotelReport())).toMatch(/query=Motel%206%2C%20room%20214%2C%20Joplin%2C%20MO$/);
  });

  it('says when nothing newer may be shown', () => {
    const drawn = buildCard(card({ tip: makeTip(noLongerShared), newestRevision: 2 }));
    expect(JSON.stringify(drawn.blocks)).toContain('no longer shares');
  });

  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4000 }),
    fc.constantFrom(
      'x'.repeat(5000),
      '😀'.repeat(3000),
      '\n'.repeat(3000),
      '<!channel> *b* `c` &amp;',
      '\ud800',
      '',
    ),
  );

  it('is taken by Slack whatever a witness writes, and no word of it is interpreted', () => {
    const marker = 'zanzibarine';
    fc.assert(
      fc.property(fc.array(words, { minLength: 6, maxLength: 12 }), fc.boolean(), (texts, danger) => {
        const say = (index: number): string => `${marker}${texts[index % texts.length] ?? ''}`;
        const report = withFields(
          {
            ...createReport('en'),
            urgency: danger ? 'immediate_danger' : 'past',
            narrative: texts.map((text) => ({ at: FIRST_CONTACT.toISOString(), text: `${text}${marker}` })),
          },
          {
            placeText: say(0),
            address: say(1),
            business: say(2),
            city: say(3),
            county: say(4),
            road: say(5),
            exit: say(6),
            postalCode: say(7),
            states: ['MO', 'IL', 'KS'],
            indicators: texts.map((_, index) => ({
              code: `x.${say(index)}`,
              source: 'said',
              quote: say(index),
            })),
            peopleText: say(1),
            vehicle: say(2),
            plates: texts.map((_, index) => ({ plate: say(index) })),
            transit: { operator: say(3), route: say(4), nextStop: say(5), arrival: say(6) },
            timeText: say(7),
            callbackWanted: true,
            callbackName: say(8),
            callbackTime: say(9),
            callbackLanguage: say(10),
            callbackPhone: '+15735550142',
          },
        );
        const drawn = buildCard(card({ tip: makeTip(report) }));
        expectSlackTakes(drawn);
        for (const text of listInterpreted(drawn)) expect(text).not.toContain(marker);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps both ends of a long story', () => {
    const report = hotelReport();
    report.narrative = [
      { at: FIRST_CONTACT.toISOString(), text: `FIRST ${'a'.repeat(3000)}` },
      { at: FIRST_CONTACT.toISOString(), text: `${'b'.repeat(3000)} LAST` },
    ];
    const story = listShown(buildCard(card({ tip: makeTip(report) })).blocks).find((text) =>
      text.startsWith('FIRST'),
    );
    expect(story?.length).toBeLessThanOrEqual(2500);
    expect(story).toMatch(/^FIRST a+…\n…b+ LAST$/);
  });
});
