/** The states and territories as people write them: names in English and Spanish, old short forms, usual slips. */
import { NEIGHBOURHOODS } from './neighbourhoods.js';

const NAMES = `
AL=alabama,alabma,bama,ala; AK=alaska; AZ=arizona,ariz,arizonia; AR=arkansas,arkansaw; CA=california,calif,cali,californa,califronia,californai;
CO=colorado,colo,colarado; CT=connecticut,conneticut,conn,conneticutt; DE=delaware,deleware; DC=district of columbia,washington dc,washington d c,distrito de columbia;
FL=florida,fla,flordia,floridia; GA=georgia,gorgia; HI=hawaii,hawai,hawaiʻi; ID=idaho; IL=illinois,illinios,ilinois,illinoise; IN=indiana,indianna; IA=iowa;
KS=kansas; KY=kentucky,kentuky,kentucy; LA=louisiana,louisana,luisiana,lousiana; ME=maine; MD=maryland,marylan; MA=massachusetts,massachusets,masachuset,masachusett,massachussetts,masachusetts,masachusets;
MI=michigan,mich,michagan,michigin; MN=minnesota,minn,minesota,minnisota; MS=mississippi,missisippi,misissippi,mississipi,misisipi,missippi;
MO=missouri,misouri,missouri state,misuri,missourah,missori; MT=montana; NE=nebraska,nebr; NV=nevada; NH=new hampshire,nuevo hampshire,nueva hampshire;
NJ=new jersey,nueva jersey,jersey,new jersy; NM=new mexico,nuevo mexico; NY=new york,nueva york,new york state,upstate new york,estado de nueva york; NC=north carolina,carolina del norte,n carolina,no carolina;
ND=north dakota,dakota del norte,n dakota; OH=ohio; OK=oklahoma,okla,oklahama,oaklahoma,oklohoma; OR=oregon,oregan,oregón; PA=pennsylvania,pensylvania,pennsylvannia,pensilvania,penna,pennslyvania,pennsilvania;
RI=rhode island,rode island; SC=south carolina,carolina del sur,s carolina,so carolina; SD=south dakota,dakota del sur,s dakota;
TN=tennessee,tennesee,tenn,tenessee,tennese,tenesi,tennesse; TX=texas,tejas,tex,texus; UT=utah; VT=vermont,vermount; VA=virginia,virgina,virgnia; WA=washington,washington state,estado de washington,washinton;
WV=west virginia,virginia occidental,w virginia,w va,west virgina,wva,west va,virginia del oeste; WI=wisconsin,wisc,wisconson,wis; WY=wyoming,wyoning;
PR=puerto rico; GU=guam; VI=virgin islands,us virgin islands,usvi,islas virgenes; AS=american samoa; MP=northern mariana islands,northern marianas,cnmi`;

/** Flat name → USPS code. */
export const STATE_NAMES: ReadonlyMap<string, string> = new Map(
  NAMES.split(/;/).flatMap((entry): [string, string][] => {
    const [code = '', names = ''] = entry.trim().split('=');
    return names.split(',').map((name) => [name.trim(), code]);
  }),
);

export const STATE_CODES: ReadonlySet<string> = new Set(
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP'.split(
    ' ',
  ),
);

/** Short forms that mean their state only right after a town of it, or before a ZIP of it: "Greenwood, Miss." */
export const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  'miss:MS mass:MA ore:OR wash:WA ark:AR del:DE ind:IN ill:IL ills:IL kan:KS kans:KS ken:KY neb:NE nev:NV mont:MT wyo:WY ida:ID cal:CA oreg:OR virg:VA pen:PA mo:MO dak:SD'
    .split(' ')
    .map((entry): [string, string] => [entry.slice(0, -3), entry.slice(-2)]),
);

/** Codes that are also everyday words in English, so that in small letters they need more proof. */
export const WORDY_CODES: ReadonlySet<string> = new Set(
  'in or me ok hi oh id la al de co ma pa as pr vi gu mp'.split(' '),
);
/** The same for Spanish. */
export const WORDY_CODES_SPANISH: ReadonlySet<string> = new Set(
  'in or me ok hi oh id la al de co ma pa as mi va ne no ca il ar sc un'.split(' '),
);

/** State names that people bear, or that need a sign that a place is meant. */
export const NAMES_OF_PEOPLE: ReadonlySet<string> = new Set(
  'virginia georgia montana nevada carolina dakota florida tex colo wis mich minn conn washington penna jersey cali ala maine indiana bama virgina gorgia'.split(
    ' ',
  ),
);

/** Nicknames of places: flat words → city and state ('' where the state is not settled). */
export const NICKNAMES: ReadonlyMap<string, readonly [city: string, state: string]> = new Map<
  string,
  readonly [city: string, state: string]
>([
  ['stl', ['St. Louis', 'MO']],
  ['saint louie', ['St. Louis', 'MO']],
  ['st louie', ['St. Louis', 'MO']],
  ['philly', ['Philadelphia', 'PA']],
  ['phila', ['Philadelphia', 'PA']],
  ['filadelfia', ['Philadelphia', 'PA']],
  ['nola', ['New Orleans', 'LA']],
  ['nueva orleans', ['New Orleans', 'LA']],
  ['vegas', ['Las Vegas', 'NV']],
  ['lv nv', ['Las Vegas', 'NV']],
  ['nyc', ['New York', 'NY']],
  ['new york city', ['New York', 'NY']],
  ['atl', ['Atlanta', 'GA']],
  ['hotlanta', ['Atlanta', 'GA']],
  ['chi town', ['Chicago', 'IL']],
  ['chitown', ['Chicago', 'IL']],
  ['indy', ['Indianapolis', 'IN']],
  ['cincy', ['Cincinnati', 'OH']],
  ['cinci', ['Cincinnati', 'OH']],
  ['pdx', ['Portland', 'OR']],
  ['slc', ['Salt Lake City', 'UT']],
  ['salt lake', ['Salt Lake City', 'UT']],
  ['ok city', ['Oklahoma City', 'OK']],
  ['okc', ['Oklahoma City', 'OK']],
  ['kcmo', ['Kansas City', 'MO']],
  ['kck', ['Kansas City', 'KS']],
  ['kc', ['Kansas City', '']],
  ['kcks', ['Kansas City', 'KS']],
  ['dfw', ['Dallas', 'TX']],
  ['htx', ['Houston', 'TX']],
  ['corpus', ['Corpus Christi', 'TX']],
  ['h town', ['Houston', 'TX']],
  ['htown', ['Houston', 'TX']],
  ['atx', ['Austin', 'TX']],
  ['san antone', ['San Antonio', 'TX']],
  ['satx', ['San Antonio', 'TX']],
  ['san fran', ['San Francisco', 'CA']],
  ['frisco bay', ['San Francisco', 'CA']],
  ['sf bay', ['San Francisco', 'CA']],
  ['socal', ['', 'CA']],
  ['norcal', ['', 'CA']],
  ['so cal', ['', 'CA']],
  ['l a', ['Los Angeles', 'CA']],
  ['los angeles', ['Los Angeles', 'CA']],
  ['lax', ['Los Angeles', 'CA']],
  ['san diego', ['San Diego', 'CA']],
  ['sac town', ['Sacramento', 'CA']],
  ['abq', ['Albuquerque', 'NM']],
  ['burque', ['Albuquerque', 'NM']],
  ['phx', ['Phoenix', 'AZ']],
  ['mpls', ['Minneapolis', 'MN']],
  ['twin cities', ['Minneapolis', 'MN']],
  ['mke', ['Milwaukee', 'WI']],
  ['jax', ['Jacksonville', 'FL']],
  ['the bronx', ['Bronx', 'NY']],
  ['bronx', ['Bronx', 'NY']],
  ['brooklyn', ['Brooklyn', 'NY']],
  ['bklyn', ['Brooklyn', 'NY']],
  ['manhattan', ['New York', 'NY']],
  ['queens', ['Queens', 'NY']],
  ['staten island', ['Staten Island', 'NY']],
  ['harlem', ['New York', 'NY']],
  ['bmore', ['Baltimore', 'MD']],
  ['the d', ['Detroit', 'MI']],
  ['motor city', ['Detroit', 'MI']],
  ['beantown', ['Boston', 'MA']],
  ['music city', ['Nashville', 'TN']],
  ['nash vegas', ['Nashville', 'TN']],
  ['chatt', ['Chattanooga', 'TN']],
  ['the burgh', ['Pittsburgh', 'PA']],
  ['pgh', ['Pittsburgh', 'PA']],
  ['c bus', ['Columbus', 'OH']],
  ['cbus', ['Columbus', 'OH']],
  ['clt', ['Charlotte', 'NC']],
  ['rva', ['Richmond', 'VA']],
  ['chs', ['Charleston', 'SC']],
  ['steel city', ['Pittsburgh', 'PA']],
  ['south beach', ['Miami Beach', 'FL']],
  ['ft lauderdale', ['Fort Lauderdale', 'FL']],
  ['d c', ['Washington', 'DC']],
  ['washington dc', ['Washington', 'DC']],
  ['washington d c', ['Washington', 'DC']],
  ['dc', ['Washington', 'DC']],
  ['como mo', ['Columbia', 'MO']],
  ['cape girardeau', ['Cape Girardeau', 'MO']],
  ['north kc', ['North Kansas City', 'MO']],
  ['the quad cities', ['Davenport', 'IA']],
  ['quad cities', ['Davenport', 'IA']],
  ['rgv', ['', 'TX']],
  ['rio grande valley', ['', 'TX']],
  ['valle del rio grande', ['', 'TX']],
  ['bay area', ['', 'CA']],
  ['central valley', ['', 'CA']],
  ['inland empire', ['', 'CA']],
  ['orange county', ['', '']],
  ['silicon valley', ['', 'CA']],
  ['long island', ['', 'NY']],
  ['the ozarks', ['', '']],
  ['upstate ny', ['', 'NY']],
  ['panhandle florida', ['', 'FL']],
  ['oahu', ['', 'HI']],
  ['maui', ['', 'HI']],
  ['waikiki', ['Honolulu', 'HI']],
  ['jfk', ['New York', 'NY']],
  ['laguardia', ['New York', 'NY']],
  ['ohare', ['Chicago', 'IL']],
  ['o hare', ['Chicago', 'IL']],
  ['midway airport', ['Chicago', 'IL']],
  ['sea tac', ['Seattle', 'WA']],
  ['seatac', ['Seattle', 'WA']],
  ['hartsfield', ['Atlanta', 'GA']],
  ['saipan', ['Saipan', 'MP']],
  ['st pete', ['St. Petersburg', 'FL']],
  ['st joe', ['St. Joseph', '']],
  ['key west', ['Key West', 'FL']],
  ['myrtle beach', ['Myrtle Beach', 'SC']],
  ['cape g', ['Cape Girardeau', 'MO']],
  ['e st louis', ['East St. Louis', 'IL']],
  ['east st louis', ['East St. Louis', 'IL']],
  ['san ysidro', ['San Diego', 'CA']],
  ['t or c', ['Truth or Consequences', 'NM']],
  ['kona', ['Kailua Kona', 'HI']],
  ['kauai', ['', 'HI']],
  ['big island', ['', 'HI']],
  ['molokai', ['', 'HI']],
  ...NEIGHBOURHOODS,
]);

/** Airport letters, read only in capitals and where the text speaks of flying. */
export const AIRPORTS: ReadonlyMap<string, readonly [city: string, state: string]> = new Map(
  `ATL Atlanta GA;LAX Los Angeles CA;ORD Chicago IL;MDW Chicago IL;DFW Dallas TX;DAL Dallas TX;DEN Denver CO;SFO San Francisco CA;SEA Seattle WA;MIA Miami FL;FLL Fort Lauderdale FL;MCO Orlando FL;TPA Tampa FL;CLT Charlotte NC;
  RDU Raleigh NC;PHX Phoenix AZ;IAH Houston TX;HOU Houston TX;MSP Minneapolis MN;DTW Detroit MI;BOS Boston MA;PHL Philadelphia PA;PIT Pittsburgh PA;LGA New York NY;JFK New York NY;EWR Newark NJ;BWI Baltimore MD;IAD Washington VA;
  DCA Washington VA;SLC Salt Lake City UT;SAN San Diego CA;PDX Portland OR;STL St. Louis MO;MCI Kansas City MO;BNA Nashville TN;MEM Memphis TN;AUS Austin TX;SAT San Antonio TX;MSY New Orleans LA;CLE Cleveland OH;CMH Columbus OH;
  CVG Cincinnati OH;IND Indianapolis IN;OAK Oakland CA;SMF Sacramento CA;SJC San Jose CA;ABQ Albuquerque NM;OMA Omaha NE;OKC Oklahoma City OK;TUL Tulsa OK;LAS Las Vegas NV;RNO Reno NV;BOI Boise ID;ANC Anchorage AK;HNL Honolulu HI;
  ELP El Paso TX;TUS Tucson AZ;JAX Jacksonville FL;RIC Richmond VA;ORF Norfolk VA;SDF Louisville KY;MKE Milwaukee WI;DSM Des Moines IA;LIT Little Rock AR;BHM Birmingham AL;SAV Savannah GA;CHS Charleston SC;BUF Buffalo NY;ALB Albany NY;BDL Hartford CT;ROC Rochester NY`
    .split(';')
    .map((entry): [string, [string, string]] => {
      const [code = '', ...rest] = entry.trim().split(' ');
      return [code, [rest.slice(0, -1).join(' '), rest.at(-1) ?? '']];
    }),
);

/** Airport letters that are a word in capitals too: "I SAT by her", "LAS dos", "MIA" who is missing. */
export const WORDY_AIRPORTS: ReadonlySet<string> = new Set(
  'MIA SAT SAN LAS SEA DEN PIT LIT OAK IND RIC AUS MEM SAV CLE HOU'.split(' '),
);

export const NICKNAME_STARTS: ReadonlySet<string> = new Set(
  [...NICKNAMES.keys()].map((name) => name.split(' ', 1)[0] ?? name),
);
export const STATE_NAME_STARTS: ReadonlySet<string> = new Set(
  [...STATE_NAMES.keys()].map((name) => name.split(' ', 1)[0] ?? name),
);
