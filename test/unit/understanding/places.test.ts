import { describe, expect, it } from '@jest/globals';
import { read } from './support.js';

type Place = [text: string, states: string[] | undefined, city: string | undefined];

const checks = (cases: readonly Place[]): void => {
  it.each<Place>([...cases])('%s', (text, states, city) => {
    const facts = read(text);
    expect(facts.states?.toSorted()).toEqual(states?.toSorted());
    expect(facts.city).toBe(city);
  });
};

describe('towns that bear a state’s name', () => {
  checks([
    ['my neighbor in Oregon Ohio keeps a girl locked up', ['OH'], 'Oregon'],
    ['nevada iowa feed mill', ['IA'], 'Nevada'],
    ['Indiana, Pennsylvania motel', ['PA'], 'Indiana'],
    ['washington mo', ['MO'], 'Washington'],
    ['Wyoming MN', ['MN'], 'Wyoming'],
    ['Virginia, Minn.', ['MN'], 'Virginia'],
    ['Alabama, NY', ['NY'], 'Alabama'],
    ['Michigan City Indiana casino', ['IN'], 'Michigan City'],
    ['Arkansas City KS', ['KS'], 'Arkansas City'],
    ['Delaware county ohio', ['OH'], undefined],
    ['new york mills mn', ['MN'], 'New York Mills'],
    ['truck stops in ohio virginia kentucky', ['OH', 'VA', 'KY'], undefined],
    ['ask virginia she knows kentucky', ['KY'], undefined],
    ['79 NB wv exit 99 van', ['WV'], undefined],
    ['plate seven kilo tango two two ariz. red malibu, reno', ['NV'], 'Reno'],
    ['a silver tucson by the door', undefined, undefined],
    ['white tacoma, brown dakota', undefined, undefined],
    ['nail shop in tacoma', ['WA'], 'Tacoma'],
    ['Tacoma truck stop exit 136', ['WA'], 'Tacoma'],
  ]);
});

describe('states as people shorten them', () => {
  checks([
    ['Natchez, Miss.', ['MS'], 'Natchez'],
    ['salem mass', ['MA'], 'Salem'],
    ['Bloomington Ill.', ['IL'], 'Bloomington'],
    ['North Platte Neb', ['NE'], 'North Platte'],
    ['london ky', ['KY'], 'London'],
    ['N Little Rock AR', ['AR'], 'North Little Rock'],
  ]);
});

describe('corrections and denials', () => {
  checks([
    ['its Joplin not Jasper', ['MO'], 'Joplin'],
    ['no es en Dallas, es en Plano perdon', ['TX'], 'Plano'],
    ['I meant Ohio not Indiana. Lima', ['OH'], 'Lima'],
    ['not Kansas City MO, Kansas City KS', ['KS'], 'Kansas City'],
    ['its not in Illinois its in Iowa, Burlington', ['IA'], 'Burlington'],
    ['im not in Tulsa', undefined, undefined],
    ['not sure if its in Tulsa', ['OK'], 'Tulsa'],
    ['the laundry in Fresno... sorry, not fresno, Visalia', ['CA'], 'Visalia'],
    ['not in kansas anymore, the sign says Enid', ['KS', 'OK'], 'Enid'],
    ['ya no estamos en Nevada, el letrero dice Barstow', ['NV', 'CA'], 'Barstow'],
    ['hes at the dock in Texarkana, the arkansas side', ['AR'], 'Texarkana'],
    ['its Portland. the maine one', ['ME'], 'Portland'],
    ['house in alvin tx 3 women wait no 4, doors shut in front', ['TX'], 'Alvin'],
    ['taller en la 9 y Soto, LA 90023', ['CA'], 'Los Angeles'],
  ]);
});

describe('where it happens, and where people come from and go to', () => {
  checks([
    ['she ran off from her house in Tulsa now some guy in amarillo has her', ['OK', 'TX'], 'Amarillo'],
    ['grew up in Flint, now shes stuck at a house in Gary', ['MI', 'IN'], 'Gary'],
    ['de st louis a chicago', ['MO', 'IL'], undefined],
    ['bus out of port authority ny to atlantic city', ['NY', 'NJ'], undefined],
    ['fui testigo en el aeropuerto de San Juan, van para Orlando', ['PR', 'FL'], 'San Juan'],
    ['US 6 nevada near Ely, theyre goin to a job in Elko', ['NV'], 'Ely'],
    ['they picked us up in Tulsa. we are at a farm in Dalhart texas', ['OK', 'TX'], 'Dalhart'],
    ['im in Boise but my cousin is held at a house in Provo', ['ID', 'UT'], 'Provo'],
    ['met him in Bakersfield, hes got me in a room in Barstow', ['CA'], 'Barstow'],
    ['he got me clients in Fresno. im at a motel in Reno', ['CA', 'NV'], 'Reno'],
    ['drove us up from Macon georgia to a peach farm near Gaffney south carolina', ['GA', 'SC'], 'Gaffney'],
    ['he wont stop until Barstow', ['CA'], undefined],
    ['headed to Reno or maybe Phoenix', ['NV', 'AZ'], undefined],
    ['estamos entre Fresno y Tulare en la 99', ['CA'], undefined],
    ['20 miles outside of Amarillo', ['TX'], 'Amarillo'],
    ['girl at the Virginia stop on the red line in Buffalo', ['NY'], 'Buffalo'],
    ['en Montana y Pedro Infante, El Paso', ['TX'], 'El Paso'],
    ['young guy got on in Elko says Ogden, amtrak 6', ['NV', 'UT'], 'Elko'],
    ['girl alone on amtrak 11. Off at Salinas 6:18', ['CA'], undefined],
    ['bus to Mobile AL just pulled outta Meridian', ['AL', 'MS'], undefined],
    ['he posted me Reno to Elko to wherever', ['NV'], undefined],
    ['skipped outta foster care in Boise', ['ID'], undefined],
    ['una muchacha en la terminal de camiones de Fresno a dos pasos de mi', ['CA'], 'Fresno'],
    ['en la tienda donde trabajo en Laredo hay una nina encerrada', ['TX'], 'Laredo'],
    ['me prometieron un trabajo en Houston pero estoy en Waco', ['TX'], 'Waco'],
    ['oil field crew locked in a trailer in Midland', ['TX'], 'Midland'],
    ['man on exit 225 cedar falls hitting a girl', ['IA'], 'Cedar Falls'],
    ['SEPTA, philly. we r at Olney heading south', ['PA'], 'Philadelphia'],
    ['greyhound 412 outta lubbock goin abq, girl alone', ['TX', 'NM'], undefined],
    ['saludos desde Ponce PR, una finca', ['PR'], 'Ponce'],
    ['truck stop off 80 cheyenne. girl alone', ['WY'], 'Cheyenne'],
    ['gasolinera de la 25 pueblo', undefined, undefined],
    ['motel nr las cruces', ['NM'], 'Las Cruces'],
    ['casino in tunica ms.', ['MS'], 'Tunica'],
    ['Columbus truck stop, I-70 at exit 112', ['OH'], 'Columbus'],
    ['Columbia gas station off i-26', ['SC'], 'Columbia'],
    ['Columbia, i-95', undefined, 'Columbia'],
    ['den airport curb, its cold in tulsa', ['OK'], 'Tulsa'],
    ['Boise airport curb, its cold in tulsa', ['ID', 'OK'], 'Boise'],
    ['im on the Reno - Elko shuttle', ['NV'], undefined],
    ['una casa en Corpus', ['TX'], 'Corpus Christi'],
    ['he filed habeas corpus', undefined, undefined],
    ['dallas bus stop at Ross, kids alone', ['TX'], 'Dallas'],
    ['jersey bus to AC, girl alone', ['NJ'], undefined],
    ['we have no AC at the casino', undefined, undefined],
    ['Wichita pizza place, cook sleeps in back', ['KS'], 'Wichita'],
    ['wichita chicken on her plate', undefined, undefined],
  ]);
});

describe('boroughs, neighbourhoods, territories, Native nations', () => {
  checks([
    ['Flushing queens basement', ['NY'], 'Queens'],
    ['bed stuy brownstone', ['NY'], 'Brooklyn'],
    ['Tumon Guam, a karaoke bar', ['GU'], 'Tumon'],
    ['St Croix USVI', ['VI'], 'St. Croix'],
    ['pine ridge rez trailer', ['SD'], 'Pine Ridge'],
    ['crow reservation montana', ['MT'], undefined],
    ['Kona', ['HI'], 'Kailua-Kona'],
  ]);
});

describe('answers to "where?"', () => {
  checks([
    ['joplin', ['MO'], 'Joplin'],
    ['its joplin', ['MO'], 'Joplin'],
    ['poplar bluff', ['MO'], 'Poplar Bluff'],
    ['las vegas', ['NV'], 'Las Vegas'],
    ['springfield', undefined, 'Springfield'],
    ['Portland', undefined, 'Portland'],
    ['kansas city', undefined, 'Kansas City'],
    ['lansing', ['MI'], 'Lansing'],
    ['Midland', undefined, 'Midland'],
  ]);

  it.each(['springfield', 'Portland', 'kansas city'])('asks which %s', (text) => {
    const facts = read(text);
    expect(facts.ambiguousPlace).toBe(true);
    const sizes = (facts.placeCandidates ?? []).map(({ population }) => population ?? 0);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
});

describe('cars, people, teams and brands are no places', () => {
  it.each([
    'white Chevy Colorado pulled up',
    'its a black Hyundai Santa Fe',
    'blue Toyota Tacoma with a topper',
    'grey Hyundai Tucson, she was crying in the back',
    'a Dodge Dakota, red, no plate',
    'Brooklyn is 15 and scared',
    'this is Dakota texting for my cousin Cheyenne',
    'trabajo para el senor Salinas, no paga',
    'guy w a new york tattoo on his neck',
    'she has a Chicago bulls tattoo',
    'i work at Kansas City Steak house',
    'saw it outside the Texas Roadhouse',
    'she goes to Lincoln high',
    'una amiga mia no puede salir de la casa',
    'she has been MIA since her flight',
    'I SAT by her on the flight',
    'la estacion Indiana del metro',
    'Dr. Austin told me',
  ])('%s', (text) => {
    expect(read(text).states).toBeUndefined();
    expect(read(text).city).toBeUndefined();
  });
});

describe('streets and roads', () => {
  it.each([
    ['1155 SW Yamhill, Portland, OR 97205', '1155 SW Yamhill'],
    ['27 Maple, Rutland, Vt 05701', '27 Maple'],
    ['455 N 300 W Provo UT 84601', '455 N 300 W'],
    ['1215 E-W Hwy #304, Silver Spring MD 20910', '1215 E-W Hwy'],
    ['plz hurry 312 Walnut apt 2 Muncie IN', '312 Walnut apt 2'],
    ['3090 Old Nashville Hwy, Murfreesboro,Tenn.37129', '3090 Old Nashville Hwy'],
  ])('%s', (text, address) => {
    expect(read(text).address).toBe(address);
    expect(read(text).postalCode).toBe(/\d{5}$/.exec(text)?.[0]);
  });

  it.each([
    ['915 calle San Marcos, Laredo', '915 calle San Marcos'],
    ['30 Avenida Olivo', '30 Avenida Olivo'],
    ['cobra 100 via zelle', undefined],
    ['en la Mission y la 24 hay unas ninas', 'Mission y la 24'],
    ['vivo con Pedro y la 18 no viene', undefined],
    ['en Lomas y Eubank, Albuquerque', 'Lomas y Eubank'],
    ['vi a Maria y Jose, Dallas', undefined],
    ['the light on Rosa Parks & 3rd', 'Rosa Parks & 3rd'],
    ['13th & Girard NW', '13th & Girard NW'],
    ['she stands at 9th & spruce.', '9th & spruce'],
    ['77 Lark Rd Norman OK', '77 Lark Rd'],
    ['77 Lark Rd apt4b Norman OK', '77 Lark Rd apt4b'],
    ['men at 512 Lark Dr, Garden Grove', '512 Lark Dr'],
    ['locked in a house 2207 Juniper', '2207 Juniper'],
    ['shes in 2014 Malibu', undefined],
    ['bus gets there at 1430 Tulsa', undefined],
    ['311 W Magnolia Waco TX', '311 W Magnolia'],
    ['311 W Old Magnolia Waco TX', '311 W Old Magnolia'],
    ['12 w bruises Waco TX', undefined],
    ['taqueria en Alcott y Perry. 2 ninas', 'Alcott y Perry'],
    ['un motel en Tulsa y Amarillo', undefined],
    ['en la 9 y Soto, LA 90023', 'la 9 y Soto'],
    ['salgo a las 9 y Rosa sale despues', undefined],
    ['trabajo en la 20 y Maria me pega', undefined],
  ])('%s', (text, address) => {
    expect(read(text).address).toBe(address);
  });

  it.each([
    ['off 40 i guess', 'I-40'],
    ['on 90 from Spokane w a girl', 'I-90'],
    ['at the waffle stop in Memphis off 40. ok', 'I-40'],
    ['escanaba michigan, M-35 gas station', 'M-35'],
    ['por la 10 en la milla 62 rumbo al este', 'I-10'],
    ['1215 E-W Hwy #304, Silver Spring MD 20910', undefined],
    ['exit 22 off 77 truck stop', 'I-77'],
    ['gas station off 15 mesquite nv', 'I-15'],
    ['off 15 men came out', undefined],
    ['71 NB ky mm 28', 'I-71'],
    ['at 15 sb of them left', undefined],
    ['i have 37 nb shoes', undefined],
    ['red tag off 15 gas cans', undefined],
    ['bus is sb 29 at mp 12', 'I-29'],
    ['kalispell us93 by the barn', 'US-93'],
    ['my aunt keeps my i-94 and my visa', undefined],
    ['he has the i94 form', undefined],
    ['fargo motel by i-94', 'I-94'],
    ['manejo la ruta 9 de Sun Tran', undefined],
  ])('%s', (text, road) => {
    expect(read(text).road).toBe(road);
  });

  it.each([
    ['headed n on 55', 'N'],
    ['red jeep EAST ON 70 at the rest stop', 'E'],
    ['I-80 eastbound no sorry WESTbound', 'W'],
    ['going south... actually north on 35', 'N'],
    ['exit 9 westbound, wait no EASTbound on 80', 'E'],
    ['no sorry, south beach motel', undefined],
    ['el camion agarro pal sur', 'S'],
    ['I-75 direction sud', 'S'],
    ['nan I-95 direksyon nò', 'N'],
    ['na I-95 sentido leste', 'E'],
    ['xe tải trên I-40 hướng tây', 'W'],
    ['我在I-80往东走', 'E'],
    ['I-90 东行 白色面包车', 'E'],
    ['theyre headed w.', 'W'],
    ['she was going n he followed', undefined],
    ['left w some guy', undefined],
  ])('%s', (text, direction) => {
    expect(read(text).direction).toBe(direction);
  });
});

describe('places in other scripts', () => {
  checks([
    ['我在纽约州工作，老板不给钱', ['NY'], undefined],
    ['西弗吉尼亚的餐馆不让我们走', ['WV'], undefined],
    ['помогите. Бруклин, Нью-Йорк', ['NY'], 'Brooklyn'],
    ['뉴욕 플러싱 마사지에서 일해요', ['NY'], 'Flushing'],
    ['我在蒙大拿的餐馆', ['MT'], undefined],
    ['콜로라도 식당에서 일해요', ['CO'], undefined],
  ]);
});

describe('what stands beside a place', () => {
  checks([
    ['Salina KS exit 250 off 70, wait no exit 252. two girls in the lot', ['KS'], 'Salina'],
    ['i-95 northbound virginia, white van on the shoulder', ['VA'], undefined],
    ['they come from Idaho. kids sell candy at 9th and Pine St, Sioux Falls', ['ID', 'SD'], 'Sioux Falls'],
    ['its about my roomate Brooklyn, she cleans in Dover Delaware', ['DE'], 'Dover'],
  ]);
});
