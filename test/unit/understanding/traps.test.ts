import { describe, expect, it } from '@jest/globals';
import { read, understand, NOW } from './support.js';

describe('words that are not states', () => {
  it.each([
    'hi can you help me',
    'is she in there or not',
    'ok so he told me to go in',
    'oh hi, its me',
    'she has no id',
    'he said la migra will come',
    'a girl or a boy, not sure',
    'Virginia said he hit her',
    'my friend Georgia is scared',
    'girl at 9960 Washington Ave',
    'he drives a truck with texas plates',
    'plate is missouri 7BC K21',
    'call me at 702-555-0118',
    'she works at Georgia Peach Nails',
    'his name is Dakota',
    'el me dijo que no',
    'he lives on Houston St',
    'they took her to the Mississippi River',
    'man with an Ohio State hoodie',
    'it was the best normal day in mobile home',
    'i hope she can leave',
    'my boss took it',
  ])('%s', (text) => {
    expect(read(text).states).toBeUndefined();
  });
});

describe('places', () => {
  it.each<[string, string[], string | undefined]>([
    ['front desk motel in joplin mo', ['MO'], 'Joplin'],
    ['bangor me near the bus stop', ['ME'], 'Bangor'],
    ['tulsa ok right now', ['OK'], 'Tulsa'],
    ['im in hilo hi', ['HI'], 'Hilo'],
    ['eugene or', ['OR'], 'Eugene'],
    ['in STL by the arch', ['MO'], 'St. Louis'],
    ['Philly', ['PA'], 'Philadelphia'],
    ['bus station in NOLA', ['LA'], 'New Orleans'],
    ['motel off the strip in vegas', ['NV'], 'Las Vegas'],
    ['Kansas City, Kansas 66102', ['KS'], 'Kansas City'],
    ['kansas city mo', ['MO'], 'Kansas City'],
    ['Washington DC', ['DC'], 'Washington'],
    ['un motel en Nuevo México cerca de Gallup', ['NM'], 'Gallup'],
    ['63801', ['MO'], 'Sikeston'],
    ['no wait its Joplin not Jasper', ['MO'], 'Joplin'],
  ])('%s', (text, states, city) => {
    const facts = read(text);
    expect(facts.states).toEqual(states);
    expect(facts.city).toBe(city);
  });

  it('leaves a town of many states open, the largest first, the home state before it', () => {
    expect(read('house in springfield')).toMatchObject({ city: 'Springfield', ambiguousPlace: true });
    expect(read('house in springfield').states).toBeUndefined();
    expect(read('house in springfield').placeCandidates?.[0]).toMatchObject({ state: 'MO' });
    const home = understand('house in springfield', { now: NOW, homeState: 'IL' });
    expect(home.placeCandidates?.[0]).toMatchObject({ state: 'IL' });
  });

  it('says which states were only inferred', () => {
    expect(read('motel in joplin').inferredStates).toEqual(['MO']);
    expect(read('motel in joplin missouri').inferredStates).toBeUndefined();
  });

  it.each([
    ['geo:37.0842,-94.5133', 'MO', 'Jasper'],
    ['https://maps.apple.com/?ll=37.0842,-94.5133', 'MO', 'Jasper'],
    ['https://www.google.com/maps/place/x/@37.0842,-94.5133,15z', 'MO', 'Jasper'],
    ['they are here 37.0842, -94.5133', 'MO', 'Jasper'],
  ])('reads the map link %s without following it', (text, state, county) => {
    expect(read(text)).toMatchObject({
      latitude: 37.0842,
      longitude: -94.5133,
      states: [state],
      county,
      city: 'Joplin',
    });
  });
});

describe('numbers', () => {
  it.each([
    ['off 70 at exit 208', 'I-70', '208'],
    ['I-44 EB mm 145', 'I-44', undefined],
    ['US 61 south', 'US-61', undefined],
    ['interstate 44 exit 80b', 'I-44', '80B'],
    ['por la I-25 salida 138', 'I-25', '138'],
  ])('%s', (text, road, exit) => {
    expect(read(text).road).toBe(road);
    expect(read(text).exit).toBe(exit);
  });

  it('keeps a plate and its state, and no place from it', () => {
    const facts = read('white van, plate is texas LKV-4821');
    expect(facts).toMatchObject({ plates: ['LKV4821'], plateStates: { LKV4821: 'TX' } });
    expect(facts.states).toBeUndefined();
  });

  it('tells the witness’s number from the one in an advert', () => {
    expect(read('call me at (615) 555-0144').callbackPhone).toBe('+16155550144');
    expect(read('her ad says call 305-555-0171').callbackPhone).toBeUndefined();
  });

  it('puts an arrival in the zone of the place', () => {
    const facts = read('bus driver, greyhound 1430 stl to chicago, next stop springfield 4:20pm');
    expect(facts.transit).toEqual({
      operator: 'Greyhound',
      route: '1430',
      nextStop: 'Springfield',
      arrival: '4:20pm',
      arrivalAt: '2026-11-20T22:20:00.000Z',
    });
    expect(facts.states).toEqual(['MO', 'IL']);
  });
});

describe('negation and doubt', () => {
  it('does not see what the witness denies', () => {
    expect(read('no bruises that i can see, shes not a kid').indicators).toBeUndefined();
    expect(read('she is not a kid, maybe 25').people?.minors).toBeUndefined();
    expect(read('he wont let her leave').indicators).toContain('control.not_free_to_leave');
  });

  it.each(['idk', 'not sure', 'no se', 'i dont know'])('hears doubt in "%s"', (text) => {
    expect(read(text).unsure).toBe(true);
  });

  it.each(['no wait its room 241', 'room 241 sorry', 'i meant exit 80', 'perdon es el cuarto 12'])(
    'hears a correction in "%s"',
    (text) => {
      expect(read(text).correction).toBe(true);
    },
  );

  it('quotes the words that showed a sign', () => {
    const [first] = read('The man HOLDS her Passport.').indicatorEvidence ?? [];
    expect(first).toEqual({ code: 'control.id_held', quote: 'HOLDS her Passport' });
  });
});
