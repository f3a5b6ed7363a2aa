import { describe, expect, it } from '@jest/globals';
import { read } from './support.js';

describe('the witness’s own name', () => {
  it.each([
    ['girl crying in unit 6 of Harbor Apts. Deshawn 918-555-0101', 'Deshawn'],
    ['four girls at gate 9, no bags. Amy Winters 918-555-0101.', 'Amy Winters'],
    ['my name is Georgia’s brother in law, just put Walt, 425-555-0120', 'Walt'],
    ['They took our passports when we came. Yours faithfully, Astrid', 'Astrid'],
    ['girls here, no shoes. my number is 918-555-0101. -Dana', 'Dana'],
    ['Walt here, night clerk at a motel in Tulsa', 'Walt'],
    ['hello my name Marisol i wash dishes in Tulsa, boss keep my papers', 'Marisol'],
  ])('%s', (text, name) => {
    expect(read(text).callbackName).toBe(name);
  });

  it.each([
    'Grandpa here. girl crying in Tulsa',
    'Bartender here. two girls never leave their man',
    'this is Macon Georgia, girls locked in a van',
    'girl locked in a van, its Macon off I-75',
    'girl crying at the motel. Tulsa 918-555-0101',
    'she is locked in. Cell 918-555-0101',
    'girls locked in a van. Boss Ray 918-555-0101',
    'Patrão pegou os passaportes de todos nós. Ligue 918-555-0101',
  ])('no name: %s', (text) => {
    expect(read(text).callbackName).toBeUndefined();
  });
});

describe('who wants no call', () => {
  it.each([
    'girls locked in next door. Kindly do not telephone me, I am old',
    'he has her passport. Text not calls please',
    'no me escriban de vuelta, el revisa el cel',
    'he reads everything so dont text this number',
    'dont call boss listens, 12 of us in a barn',
    '12 of us in a barn, its the foremans cell do not call it',
  ])('%s', (text) => {
    expect(read(text).noCallback).toBe(true);
  });

  it.each([
    'i cant talk loud, he is in the next room',
    'dont call dad, call me 918-555-0101',
    'a man texted from her phone "she is busy dont call". my cell 918-555-0101',
    "he wrote 'dont text here' from her phone, my cell 918-555-0101",
    'pero no hablen con el patron. my number 918-555-0101',
  ])('may be called: %s', (text) => {
    expect(read(text).noCallback).toBeUndefined();
  });
});

describe('the witness’s own number', () => {
  it.each([
    ['call 918-555-0101 no wait i meant 918-555-0110', '+19185550110'],
    ['call 918-555-0101, oops sorry 918-555-0110', '+19185550110'],
    ['call me at 918-555-0101 or the front desk 918-555-0110', '+19185550101'],
    ['saw an ad with my friends face, the number on it is 918-555-0110', undefined],
    ['girls locked in, nine one eight 555 oh one ten', '+19185550110'],
    ['girls locked in. 918 five five five 0101 text only', '+19185550101'],
    ['girls locked in. nine one eight 555-01-01', '+19185550101'],
    ['girls locked in. 918 555 o1o1', '+19185550101'],
    ['girls locked in. 918.555.0101 no thats my moms call 918 555 0110', '+19185550110'],
    ['vi a mi prima en una pagina. el 918-555-0110 del anuncio no es de ella', undefined],
    ['girls in room nine one eight, 12 men in 5 hours, 30 bucks', undefined],
  ])('%s', (text, phone) => {
    expect(read(text).callbackPhone).toBe(phone);
  });

  it('reads a plate that was taken back as the later one', () => {
    expect(read('white van plate 7ABC20 - no wait its 7ABC29').plates).toEqual(['7ABC29']);
    expect(read('white van plate 7ABC-20 and 3 girls').plates).toEqual(['7ABC20']);
  });
});

describe('a plate', () => {
  it.each([
    ['girls in a gray sprinter, the man counts them at the pump. 552-KRW. still here', '552KRW'],
    ['girls got out of a van (KRW 52 08) crying', 'KRW5208'],
    ['his acura (K52-RWX) is outside, girls inside', 'K52RWX'],
    ['camioneta roja KRW-52M, las trae amarradas', 'KRW52M'],
    ['girl inside an old RV 52K408 at the lake', '52K408'],
    ['girls in a black tahoe krw5208', 'KRW5208'],
    ['the tag is KRW.552 girls inside', 'KRW552'],
    ['girls in a van plate k r w zero five two', 'KRW052'],
    ['girls in a van plate five kilo romeo one niner two texas', '5KR192'],
    ['unas muchachas en una van, placas K R W 5 0 8 1', 'KRW5081'],
    ['plate 552 KRW no sorry KRN girls in a van', '552KRN'],
    ['plate 552 KRW no sorry KRN, 552KRN girls in a van', '552KRN'],
    ['white van plate is a 5 one two k think so, girls inside', '512K'],
    ['白色面包车 里面关着5个人 车牌 5KR 208', '5KR208'],
  ])('%s', (text, plate) => {
    expect(read(text).plates).toEqual([plate]);
  });

  it.each([
    'girls in a van at mile 552. room 208',
    'girls crying in a ford (F-150) at the motel',
    'girls in a van, he charges 150 USD. 208 men came',
    'girls in a van, gate code KRW 5208',
    'plate i saw had a 4 on it, girls in a van',
    'girls in a van near apt1408',
    'the girl is in room KRW-552',
    'girls in a honda CRV 2014 with a man',
    'girls in a ford, the sign on the door reads KRW 552',
  ])('no plate: %s', (text) => {
    expect(read(text).plates).toBeUndefined();
  });
});

describe('how many are affected', () => {
  it.each([
    ['30 blueberry rakers in one barn and the boss keeps their papers', 30],
    ['nine pepper pickers locked in a van', 9],
    ['the cooks live upstairs, eleven in a room, boss keeps the pay', 11],
    ['son 7 en un sotano y el jefe no les paga', 7],
    ['he hasnt paid them since may and twelve of them sleep in a shed', 12],
    ['landlord has workers in the storage unit, at least 6 by my count', 6],
    ['he hauls in 8 men in a truck every morning and locks the gate', 8],
    ['he holds our phones, me and three others', 4],
    ['adentro venian como 14 gentes sin aire', 14],
    ['duermen aqui 18 freseros y el patron no paga', 18],
    ['tres hermanitos vendiendo dulces, el senor no los deja irse', 3],
    ['hay tres primos de Honduras que el jefe no deja salir del rancho', 3],
    ['las trae en una van, siempre de 3 en 3', 3],
    ['there are 6 girls no wait 7 in the room', 7],
    ['three of the 15 year olds have new phones they wont explain', 3],
    ['he lets two 8th grade girls ride along for cash', 2],
    ['lady has 2 kids with her not hers, told them to lie', 2],
    ['she runs 5 hookers out of a motel in Tulsa', 5],
    ['he bought tickets for 3 girls, none of them his kin', 3],
    ['they bring us 14 in a old church bus and hold our pay', 14],
    ['he got 3 new girls coming from Tulsa, he pimps them', 3],
    ['4 carnival guys sleep in a trailer, boss has the visas', 4],
    ['the farmer has 6 teen boys stacking hay, dawn to dark', 6],
    ['3 little ones on ladders in the orchard, no gloves', 3],
    ['two sisters, no. sisters 12 and 14 with the same tattoo, a man walks them off', 2],
    ['4 girls no 5 i counted again got walked out by a man', 5],
    ['las 3 muchachas, no son 4, duermen bajo llave', 4],
    ['he wont let the 7 in the back out, even to pee', 7],
    ['dice que quema la casa con las 4 adentro', 4],
    ['andamos 6 en el techo sin arnes y no nos pagan', 6],
    ['una van los recoge como a 9 y los deja vendiendo chicle', 9],
    ['el mayordomo los mete a 15 en una troca', 15],
    ['8 guatemaltecos duermen en la bodega, el patron no les paga', 8],
    ['he keeps 9 of his dishwashers in the attic', 9],
    ['a dozen women locked in a house in Tulsa', 12],
    ['media docena de muchachas encerradas en una casa', 6],
  ])('%s', (text, victims) => {
    expect(read(text).people?.victims).toBe(victims);
  });

  it.each([
    'she is held in there, 12 men come every night',
    'he brings 5 men every night to her room',
    'tengo dos hermanos y mi mama no sabe que me encerro',
    'we pay $20 in a motel room, he takes it all',
    'a 12 crew van picks them up at dawn',
    'there are not 5 of them',
    'exit 12 in a van, he wont let her go',
    'los dos hermanos llegan borrachos y me pegan',
    'el patron nos recoge a las 5 y nos lleva al rancho',
    'nos deja a 20 millas del pueblo sin paga',
    'she has 2 teen boys at home and he hits her',
    'he brings us in at 6 in the morning',
    'he drives us 11 in the morning to the house',
    'her sisters 13 and 15 do not know where she is',
    '3 of his guys beat her',
    'the 5 in the van are guarding her',
    'me lleva a 2 en punto a la casa y me encierra',
    '4 college guys paid for her',
  ])('nobody counted: %s', (text) => {
    expect(read(text).people?.victims).toBeUndefined();
  });
});

describe('a child among those affected', () => {
  it.each([
    'el muchacho del lavado, no mas de 14, duerme en el piso y el dueno guarda su paga',
    'new girl at the club next door, sixteen if a day, the man takes all her tips',
    'two 8th grade girls ride in the mans car and come back with cash',
    'boy stacking chairs at the church is 16, says the man never paid him',
    'farmer has 6 teen boys stacking hay, dawn to dark',
    'brothers 12 and 14 hanging siding, paid in food',
  ])('%s', (text) => {
    expect(read(text).people?.minors).toBe(true);
  });

  it.each([
    'el la obliga y si no paga le quita a la nina',
    'im 6 rows back, a man has her pinned to the window and took her phone',
    'woman slumped on a bench, pupils like dots, pupils tiny, a guy holds her ticket',
    'woman in the back with a help sign, a baby seat is beside her',
    'como 12 gentes encerradas en un troque sin agua',
  ])('no child: %s', (text) => {
    expect(read(text).people?.minors).toBeUndefined();
  });
});

describe('the name of a business', () => {
  it.each([
    ['At lunch at the Waffle Barn in Cullman AL a man ordered for six silent boys', 'Waffle Barn'],
    ['hes hitting a girl behind the Bright Day laundromat', 'Bright Day laundromat'],
    ['la tiene encerrada en la Bodega Dos Potros', 'Bodega Dos Potros'],
    [
      'Pull loads I-40 west. At the Rusty Spoke Travel Plaza two girls got in a rig',
      'Rusty Spoke Travel Plaza',
    ],
    ['girl locked in at Cedar Point Terrace unit 4', 'Cedar Point Terrace'],
    ['girl dances at the Golden Moth, her man takes the tips', 'Golden Moth'],
    ['motel called Heron Bay, cleaning lady cant leave', 'Heron Bay'],
    ['girl crying at a 7 eleven with an older man', '7 eleven'],
    ['locked in the rv at the koa campground', 'koa campground'],
    ['waitress salty heron lounge tulsa. girls locked in', 'Salty Heron Lounge'],
    ['ella esta encerrada en el rancho los cedros Laredo tx', 'Rancho Los Cedros'],
    ['motel casa verde laredo tx, la tienen encerrada', 'Motel Casa Verde'],
  ])('%s', (text, business) => {
    expect(read(text).business).toBe(business);
  });

  it.each([
    'Transport produce to Reno. two girls got in a rig',
    'got nails done and the tech slid me a note',
    'ella trabaja en una bodega de Salinas sin paga',
    'she works at the Tulsa Greyhound and he takes her pay',
    '12 Cedar Point Terrace unit 4, girl locked in',
  ])('no business: %s', (text) => {
    expect(read(text).business).toBeUndefined();
  });
});

describe('when, as written', () => {
  it.each([
    ['he locked her in two Sundays ago and i havent seen her', 'two Sundays ago'],
    ['la vi hace un rato en la terminal, iba muy asustada', 'hace un rato'],
    ['no la dejan salir desde hace medio ano', 'desde hace medio ano'],
    ['last wknd he sold her at a truck stop', 'last wknd'],
    ['the crew hasnt been paid since Independence Day', 'since Independence Day'],
    ['they lock them in, since the 9th nobody came out', 'since the 9th'],
    ['cada madrugada a las 5 recoge a 10 senoras en una van', 'cada madrugada a las 5'],
    ['he sold me 2014 thru 2017, im ok now', '2014 thru 2017'],
    ['new men this spring, he yells all day and hits them', 'this spring'],
    ['he works her all night', 'all night'],
    ['she is out there til midnight on payday weekends', 'midnight'],
    ['men come 24/7. girl was there thurs', 'thurs'],
    ['a van picks the girls up every am. boss has papers', 'every am'],
    ['he hit her w a belt this am.', 'this am'],
    ['girl locked in room 7, 5 days now nobody came out', '5 days now'],
    ['el llamo de Tulsa hace 4 dias, no sabe donde esta', 'hace 4 dias'],
    ['son las 3 am y siguen encerradas, entraron ayer', '3 am'],
  ])('%s', (text, time) => {
    expect(read(text).time).toBe(time);
  });

  it('names no instant that the words do not', () => {
    expect(read('he locked her in two Sundays ago').timeFrom).toBeUndefined();
    expect(read('he sold me 2014 thru 2017').timeFrom).toBeUndefined();
  });
});

describe('a vehicle without a colour', () => {
  it.each([
    ['he put her in a Ram w dark windows', 'Ram'],
    ['he had us ride in the crew cab', 'crew cab'],
    ['nine men climb out of a stock trailer', 'stock trailer'],
    ['adentro de un troque de redilas venian muchos', 'troque de redilas'],
    ['un tipo en moto las vigila en la esquina', 'moto'],
  ])('%s', (text, vehicle) => {
    expect(read(text).vehicle).toBe(vehicle);
  });
});

describe('a bus or train', () => {
  it.each([
    [
      'on greyhound 1411 outta dallas. a man has 3 girls with him. tulsa 10:40p next',
      { operator: 'Greyhound', route: '1411', nextStop: 'Tulsa', arrival: '10:40p' },
    ],
    [
      'on greyhound 1411, he has 3 girls. pinecone 10:40p next',
      { operator: 'Greyhound', route: '1411', nextStop: 'pinecone', arrival: '10:40p' },
    ],
    [
      'on amtrak 58, tulsa is next 9:40am, girl crying',
      { operator: 'Amtrak', route: '58', nextStop: 'Tulsa', arrival: '9:40am' },
    ],
    ['soy Ana manejo la ruta 12 de Sun Tran, una muchacha llora', { operator: 'Sun Tran', route: '12' }],
    ['girl crying on the MAX red line', { operator: 'MAX', route: 'red line' }],
  ])('%s', (text, transit) => {
    expect(read(text).transit).toMatchObject(transit);
  });

  it.each(['at most max 12 girls in the house', 'manejo un trailer por la ruta 12, una muchacha llora'])(
    'no line: %s',
    (text) => {
      expect(read(text).transit).toBeUndefined();
    },
  );
});

describe('plates without their word', () => {
  it.each([
    ['he sits in a red Jeep, BKR-T47, all night', ['BKRT47']],
    ['they climbed out of one van (C21 7RD) by the store', ['C217RD']],
    ['Vermont plates i think, 4402 KP', ['4402KP']],
    ['gray impala, plate OH or PA maybe 7WX 318', ['7WX318']],
    ['she works til 1130 PM at a shop by 1800 ST', undefined],
  ])('"%s"', (text, plates) => {
    expect(read(text).plates).toEqual(plates);
  });
});
