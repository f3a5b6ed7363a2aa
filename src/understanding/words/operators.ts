/** Who runs buses, trains and planes, and the trains that bear a place's name. */

/** Flat name → how it is written. */
export const OPERATORS: readonly (readonly [string, string])[] = Object.entries({
  greyhound: 'Greyhound',
  grayhound: 'Greyhound',
  greyhoud: 'Greyhound',
  amtrak: 'Amtrak',
  amtrack: 'Amtrak',
  flixbus: 'FlixBus',
  'flix bus': 'FlixBus',
  megabus: 'Megabus',
  'mega bus': 'Megabus',
  'jefferson lines': 'Jefferson Lines',
  trailways: 'Trailways',
  'burlington trailways': 'Burlington Trailways',
  'peter pan': 'Peter Pan',
  'bolt bus': 'BoltBus',
  boltbus: 'BoltBus',
  tornado: 'Tornado',
  'el expreso': 'El Expreso',
  turimex: 'Turimex',
  'omnibus express': 'Omnibus Express',
  'los limousines': 'Los Limousines',
  'los paisanos': 'Los Paisanos',
  'el paso los angeles limousine': 'El Paso-Los Angeles Limousine',
  'indian trails': 'Indian Trails',
  'barons bus': 'Barons Bus',
  'coach usa': 'Coach USA',
  'academy bus': 'Academy',
  redcoach: 'RedCoach',
  vonlane: 'Vonlane',
  ourbus: 'OurBus',
  'concord coach': 'Concord Coach Lines',
  'salt lake express': 'Salt Lake Express',
  'greyhound mexico': 'Greyhound',
  trimet: 'TriMet',
  'tri met': 'TriMet',
  septa: 'SEPTA',
  marta: 'MARTA',
  bart: 'BART',
  caltrain: 'Caltrain',
  metrolink: 'Metrolink',
  cta: 'CTA',
  'pace bus': 'Pace',
  mta: 'MTA',
  mbta: 'MBTA',
  'nj transit': 'NJ Transit',
  njt: 'NJ Transit',
  'new jersey transit': 'NJ Transit',
  lirr: 'LIRR',
  'metro north': 'Metro-North',
  wmata: 'WMATA',
  'dart bus': 'DART',
  dart: 'DART',
  'via bus': 'VIA',
  vta: 'VTA',
  'sound transit': 'Sound Transit',
  'king county metro': 'King County Metro',
  capmetro: 'CapMetro',
  'cap metro': 'CapMetro',
  'valley metro': 'Valley Metro',
  rtd: 'RTD',
  cota: 'COTA',
  cdta: 'CDTA',
  indygo: 'IndyGo',
  kcata: 'KCATA',
  ridekc: 'RideKC',
  metrobus: 'Metrobus',
  metrorail: 'Metrorail',
  brightline: 'Brightline',
  'tri rail': 'Tri-Rail',
  metra: 'Metra',
  'path train': 'PATH',
  muni: 'Muni',
  'ac transit': 'AC Transit',
  'sun tran': 'Sun Tran',
  'lynx bus': 'LYNX',
  ripta: 'RIPTA',
  'rta bus': 'RTA',
  gcrta: 'RTA',
  'la metro': 'LA Metro',
  'metro transit': 'Metro Transit',
  mct: 'MCT',
  mata: 'MATA',
  wego: 'WeGo',
  psta: 'PSTA',
  'hart bus': 'HART',
  'intercity transit': 'Intercity Transit',
  'spokane transit': 'Spokane Transit',
  uta: 'UTA',
  trax: 'TRAX',
  frontrunner: 'FrontRunner',
  omnitrans: 'Omnitrans',
  octa: 'OCTA',
  samtrans: 'SamTrans',
  ddot: 'DDOT',
  'smart bus': 'SMART',
  'port authority bus': 'Port Authority',
  'pittsburgh regional transit': 'Pittsburgh Regional Transit',
  'metrolink train': 'MetroLink',
  jta: 'JTA',
  'charlotte cats': 'CATS',
  'go triangle': 'GoTriangle',
  gotriangle: 'GoTriangle',
  thebus: 'TheBus',
  'rabbit transit': 'rabbittransit',
  ctfastrak: 'CTfastrak',
  cttransit: 'CTtransit',
  'star metro': 'StarMetro',
  'sun metro': 'Sun Metro',
  'abq ride': 'ABQ RIDE',
  'rail runner': 'Rail Runner',
  'southwest airlines': 'Southwest',
  'delta airlines': 'Delta',
  'delta flight': 'Delta',
  'american airlines': 'American Airlines',
  'united airlines': 'United',
  'united flight': 'United',
  'southwest flight': 'Southwest',
  'spirit airlines': 'Spirit',
  'spirit flight': 'Spirit',
  'frontier airlines': 'Frontier',
  'frontier flight': 'Frontier',
  jetblue: 'JetBlue',
  allegiant: 'Allegiant',
  'alaska airlines': 'Alaska Airlines',
  tufesa: 'Tufesa',
  fronteras: 'Fronteras',
  'autobuses americanos': 'Autobuses Americanos',
});

/** Names that are words too: they need a sign of travel beside them. */
export const NEEDS_TRAVEL =
  /^(?:tornado|dart|muni|mta|uta|mata|mct|peter pan|academy bus|cota|octa|trax|allegiant|fronteras|wego|rtd|metra|pace bus|los paisanos|bart)$/;

/** Trains and coaches that bear a place's name: the place is not where it happens. */
export const NAMED_AFTER_PLACES =
  /\b(?:city of new orleans|texas eagle|california zephyr|lake shore limited|missouri river runner|illinois zephyr|carl sandburg|carolinian|pennsylvanian|vermonter|san joaquins?|pacific surfliner|southwest chief|ethan allen|virginia breeze|wisconsin coach|indiana trails|indian trails|georgia express|ohio state limited|hoosier state|lincoln service|saluki|illini|sunset limited|palmetto|piedmont|salt lake express|jefferson lines|burlington trailways|concord coach(?: lines)?|el paso los angeles limousine|arizona shuttle|texas central)\b/g;

/** Where the agencies of one region run, to tell which town of a name is meant: "sound transit … to bellevue". */
export const OPERATOR_STATES: ReadonlyMap<string, readonly string[]> = new Map(
  `TriMet OR WA;SEPTA PA NJ DE;MARTA GA;BART CA;Caltrain CA;Metrolink CA;CTA IL;Pace IL;Metra IL WI;MTA NY MD;MBTA MA RI;NJ Transit NJ NY PA;LIRR NY;Metro-North NY CT;
WMATA DC MD VA;DART TX;VIA TX;VTA CA;Sound Transit WA;King County Metro WA;CapMetro TX;Valley Metro AZ;RTD CO;COTA OH;CDTA NY;IndyGo IN;KCATA MO KS;RideKC MO KS;Metrobus DC MD VA;
Metrorail DC MD VA;Brightline FL;Tri-Rail FL;PATH NJ NY;Muni CA;AC Transit CA;Sun Tran AZ;LYNX FL;RIPTA RI;RTA OH;LA Metro CA;Metro Transit MN;MCT IL MO;MATA TN;WeGo TN;PSTA FL;HART FL;
Intercity Transit WA;Spokane Transit WA;UTA UT;TRAX UT;FrontRunner UT;Omnitrans CA;OCTA CA;SamTrans CA;DDOT MI;SMART MI;Port Authority PA;Pittsburgh Regional Transit PA;MetroLink MO IL;JTA FL;CATS NC;
GoTriangle NC;TheBus HI;rabbittransit PA;CTfastrak CT;CTtransit CT;StarMetro FL;Sun Metro TX;ABQ RIDE NM;Rail Runner NM`
    .split(';')
    .map((line): [string, string[]] => {
      const words = line.trim().split(' ');
      const first = words.findIndex(
        (_word, at) => at > 0 && words.slice(at).every((w) => /^[A-Z]{2}$/.test(w)),
      );
      return [words.slice(0, first).join(' '), words.slice(first)];
    }),
);

/** Where the trains with names run (Amtrak route guides), for the same use. */
const TRAIN_STATES = `lincoln service:IL MO;saluki:IL;illini:IL;illinois zephyr:IL;carl sandburg:IL;texas eagle:IL MO AR TX;southwest chief:IL IA MO KS CO NM AZ CA;missouri river runner:MO;heartland flyer:OK TX;
hiawatha:WI IL;wolverine:MI IN IL;blue water:MI IN IL;pere marquette:MI IN IL;empire builder:IL WI MN ND MT ID WA OR;california zephyr:IL IA NE CO UT NV CA;pacific surfliner:CA;san joaquin:CA;
san joaquins:CA;capitol corridor:CA;coast starlight:CA OR WA;cascades:OR WA;carolinian:NC VA NY;piedmont:NC;downeaster:ME NH MA;vermonter:VT NH MA CT NY;ethan allen:NY VT;pennsylvanian:PA NJ NY;keystone service:PA NJ NY;
city of new orleans:IL KY TN MS LA;sunset limited:LA TX NM AZ CA;silver star:FL GA SC NC VA;silver meteor:FL GA SC NC VA;palmetto:GA SC NC VA;cardinal:NY PA VA WV KY OH IN IL;lake shore limited:IL IN OH PA NY MA;maple leaf:NY;adirondack:NY;empire service:NY;hoosier state:IN IL`;
const BY_TRAIN = new Map(
  TRAIN_STATES.split(';').map((line): [string, readonly string[]] => {
    const [name = '', states = ''] = line.trim().split(':');
    return [name, states.split(' ')];
  }),
);
export const NAMED_TRAIN = new RegExp(`\\b(?:${[...BY_TRAIN.keys()].join('|')})\\b`);

/** The states a named train runs through. */
export const trainStates = (flat: string): readonly string[] | undefined =>
  BY_TRAIN.get(NAMED_TRAIN.exec(flat)?.[0] ?? '');
