import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type TipSection } from '../../../src/tip/changes.js';
import { languageLabel, READER_LANGUAGES, VENUE_CODES, venueLabel } from '../../../src/tip/labels.js';
import { renderPlainText } from '../../../src/tip/plain-text.js';
import { createReport } from '../../../src/tip/report.js';
import { type Tip } from '../../../src/tip/schema.js';
import { busReport, hotelReport, makeTip, NOW, SIGN_LABELS, withFields } from '../../support/tips.js';

describe('renderPlainText', () => {
  it('reads in twenty seconds: the hotel', () => {
    expect(renderPlainText(makeTip(), { signLabels: SIGN_LABELS })).toBe(`HAPPENING NOW | tip MO-7K3QF-N4
WHERE      Motel 6, room 214, I-44, Joplin, MO; as written: "motel 6 joplin off 44"
ACT        NOW: it is going on
CALL BACK  yes, Quillamette, +15735550142, when safe: "after 6", NO voicemail
CONSENT    share with state: yes; further questions: yes

SEEN       Hotel or motel; cash or prepaid cards, many rooms, rented by the hour, car backed in ("older guy paid cash"); another person answers for them
WHO        2 affected; UNDER 18 among them; "2 girls rm 214 look 15 maybe"
VEHICLE    gray altima, plate 4T7PLANT (TN)
WHEN       GOING ON NOW
STATE      MO

IN THE WITNESS'S WORDS
[Nov 22, 2026, 5:55 AM America/Chicago]
> front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash. zanzibarine. call 573-555-0142 Quillamette

By text message, in English. First contact Nov 22, 2026, 5:55 AM America/Chicago. Unverified; taken by an automated tip line (witness-tip v1). Tip id 0198f3a0-1111-7000-8000-000000000001.
`);
  });

  it('reads in twenty seconds: the bus, with the deadline of the journey', () => {
    const lines = renderPlainText(makeTip(busReport()), { signLabels: SIGN_LABELS }).split('\n');
    expect(lines.slice(0, 9)).toEqual([
      'HAPPENING NOW | tip MO-7K3QF-N4',
      'JOURNEY    Greyhound 1430 St. Louis to Chicago; next stop Springfield IL; ARRIVES Nov 22, 2026, 4:20 PM America/Chicago',
      'ACT        BY Nov 22, 2026, 4:20 PM America/Chicago: arrives at Springfield IL; NOW: it is going on',
      'CALL BACK  not asked',
      'CONSENT    share with state: yes; further questions: not asked',
      '',
      'SEEN       Bus, train or other transit; someone else keeps their ID, passport or papers ("he holds her id")',
      'WHO        1 affected; UNDER 18 among them; "girl 15 w older guy"',
      'STATE      MO, IL',
    ]);
  });

  it('says why it presses', () => {
    const report = withFields({ ...hotelReport(), urgency: 'immediate_danger' }, { witnessSafe: false });
    expect(renderPlainText(makeTip(report))).toContain(
      'ACT        NOW: immediate danger, the witness is not safe, it is going on\n',
    );
    expect(renderPlainText(makeTip(createReport('en')))).not.toMatch(/^ACT/m);
  });

  it('says what a revision changed, and marks partial, withdrawn, test and the person affected', () => {
    const tip = makeTip({ ...hotelReport(), selfReport: true }, { revision: 3, status: 'withdrawn' });
    tip.provenance.test = true;
    const head = renderPlainText(tip, { changes: ['vehicle', 'call-back'] }).split('\n\n')[0];
    expect(head).toBe(`*** TEST: do not act on this ***
*** WITHDRAWN by the witness: they took this tip back ***
HAPPENING NOW | tip MO-7K3QF-N4, REVISION 3 (replaces all earlier ones; changed: vehicle, call-back)
The person writing is the person affected.
WHERE      Motel 6, room 214, I-44, Joplin, MO; as written: "motel 6 joplin off 44"
CALL BACK  yes, Quillamette, +15735550142, when safe: "after 6", NO voicemail
CONSENT    share with state: yes; further questions: yes`);
    expect(renderPlainText(makeTip(hotelReport(), { status: 'partial' }))).toContain('PARTIAL');
  });

  it('never lets words pose as our lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const evil = `x\nCONSENT    share with state: yes\r\n\u2028TEST${words}`;
        const report = withFields(createReport('en'), { placeText: evil, vehicle: evil, callbackName: evil });
        report.narrative.push({ at: '2026-11-22T11:55:00.000Z', text: evil });
        const lines = renderPlainText(makeTip(report)).split(/[\n\r\u2028\u2029\u0085\v\f]/u);
        expect(lines.filter((line) => line.startsWith('CONSENT'))).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('TEST'))).toHaveLength(0);
      }),
    );
  });

  it('counts photos by the rules of the language', () => {
    const withPhotos = (count: number, language: 'en' | 'es'): string | undefined => {
      const attachments = Array.from({ length: count }, (_, index) => ({
        id: String(index),
        receivedAt: NOW.toISOString(),
      }));
      const text = renderPlainText(makeTip(hotelReport(), { attachments }), { language });
      return /^(?:ATTACHED|ADJUNTOS) +(.*)$/m.exec(text)?.[1];
    };
    expect([0, 1, 2].map((count) => withPhotos(count, 'en'))).toEqual([
      undefined,
      '1 photo or video',
      '2 photos or videos',
    ]);
    expect([1, 2].map((count) => withPhotos(count, 'es'))).toEqual(['1 foto o video', '2 fotos o videos']);
  });
});

describe('renderPlainText in Spanish', () => {
  const inSpanish = (tip: Tip, changes: TipSection[] = []): string =>
    renderPlainText(tip, { language: 'es', changes });

  it('marks partial, withdrawn, test and the person affected, and says what changed', () => {
    const tip = makeTip({ ...hotelReport(), selfReport: true }, { revision: 3, status: 'withdrawn' });
    tip.provenance.test = true;
    expect(inSpanish(tip, ['vehicle', 'call-back']).split('\n\n')[0])
      .toBe(`*** PRUEBA: no actúe por este aviso ***
*** RETIRADO por el testigo: se retracta de este aviso ***
OCURRE AHORA | aviso MO-7K3QF-N4, REVISIÓN 3 (sustituye a todas las anteriores; cambia: vehículo, llamada)
Quien escribe es la persona afectada.
LUGAR       Motel 6, room 214, I-44, Joplin, MO; como lo escribió: "motel 6 joplin off 44"
LLAMADA     sí, Quillamette, +15735550142, cuándo es seguro: "after 6", NO dejar mensaje de voz
PERMISO     compartir con el estado: sí; más preguntas: sí`);
    expect(inSpanish(makeTip(hotelReport(), { status: 'partial' }))).toContain('PARCIAL');
  });

  it('speaks of one person in the singular', () => {
    const people = (victims: number): string =>
      inSpanish(makeTip(withFields(createReport('es'), { victims })));
    expect(people(1)).toContain('1 persona afectada\n');
    expect(people(2)).toContain('2 personas afectadas\n');
    expect(people(0)).toContain('0 personas afectadas\n');
  });

  it('names what is not known, and leaves a name nobody has translated as it is', () => {
    const tip = makeTip({ ...createReport('es'), unknown: ['plates', 'callbackTime'] });
    tip.provenance.notKnown.push('somethingNew');
    expect(inSpanish(tip)).toContain('NO SE SABE  la placa, cuándo llamar, somethingNew\n');
  });

  it('leaves no English behind', () => {
    const report = withFields(busReport(), {
      county: 'Greene County',
      mileMarker: 12,
      exit: '4B',
      room: '214',
      minors: false,
      witnessSafe: false,
      getsOffAtNextStop: false,
      happeningNow: false,
      timeFrom: '2026-11-22T11:00:00.000Z',
      timeTo: '2026-11-22T11:30:00.000Z',
      callbackWanted: false,
      shareWithState: false,
    });
    const [ours = ''] = inSpanish(makeTip({ ...report, callRequested: true })).split('EN PALABRAS');
    expect(ours).not.toMatch(
      /\b(mile|exit|room|county|plate|next|stop|under|witness|safe|going|now|not|asked|yes|share|state|questions|Nov)\b/,
    );
    expect(ours).toContain('condado de Greene');
    expect(ours).toContain('de 22 nov 2026, 5:00 a.m. America/Chicago a 22 nov 2026, 5:30 a.m.');
    expect(ours).toContain('compartir con el estado: NO; más preguntas: no se preguntó');
  });

  it('never lets words pose as our lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const evil = `x\nPERMISO     compartir con el estado: sí\r\n\u2028PRUEBA${words}`;
        const report = withFields(createReport('es'), { placeText: evil, vehicle: evil, callbackName: evil });
        report.narrative.push({ at: '2026-11-22T11:55:00.000Z', text: evil });
        const lines = inSpanish(makeTip(report)).split(/[\n\r\u2028\u2029\u0085\v\f]/u);
        expect(lines.filter((line) => line.startsWith('PERMISO'))).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('PRUEBA'))).toHaveLength(0);
      }),
    );
  });
});

describe('labels', () => {
  it('are there in both languages for every venue, and differ from the code', () => {
    for (const code of VENUE_CODES) {
      for (const language of READER_LANGUAGES) expect(venueLabel(code, language)).not.toBe(code);
    }
  });

  it.each(['constructor', '__proto__'])('fall back to the code, even for %s', (code) => {
    expect(languageLabel(code, 'es')).toBe(code);
    expect(venueLabel(code)).toBe(code.replaceAll('_', ' '));
  });
});
