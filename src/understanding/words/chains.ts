/** Businesses that anybody knows by name, by the venue they are. The names are patterns over the flat text. */
const CHAINS_OF: Readonly<Record<string, string>> = {
  hotel:
    'motel 6|motel six|rodeway(?: inn)?|red roof(?: inn)?|super 8|studio 6|days inn|econo ?lodge|la quinta(?: inn)?|holiday inn(?: express)?|comfort (?:inn|suites)|hampton(?: inn)|extended stay(?: america)?|knights inn|americas best value(?: inn)?|best western|quality inn|sleep inn|travelodge|travel lodge|microtel|budget inn|howard johnson|hojo|ramada(?: inn)?|wyndham|marriott|hilton(?: garden inn)?|hyatt(?: place| house| regency)?|sheraton|doubletree|courtyard(?: marriott)?|fairfield inn|residence inn|towneplace suites|springhill suites|candlewood(?: suites)?|homewood suites|embassy suites|staybridge suites|woodspring(?: suites)?|intown suites|hometowne studios|drury inn|clarion(?: inn)?|country inn(?: (?:&|and) suites)?|baymont(?: inn)?|radisson|scottish inns?|red carpet inn|siegel suites|americinn|cobblestone inn|my place hotel|home2(?: suites)?|tru by hilton|aloft|suburban (?:inn|studios)|relax inn|value place|americas inn|motel 8|deluxe inn|stay ?express|home ?towne suites',
  truck_stop:
    "truck stops of america|roadrunner|town pump|love'?s(?: travel stop)?|flying j|pilot(?: travel center| flying j)?|petro(?: stopping center)?|ta travel center|ta petro|sapp bros|road ranger|ta express|kenly 95|iowa 80",
  store:
    "dollar tree|food lion|publix|safeway|walgreens|cvs|cumberland farms|racetrac|royal farms|maverik|meijer|albertsons|winn dixie|piggly wiggly|h-?e-?b|winco|aldi|rite aid|sams club|best buy|thorntons|raceway|holiday station|buc-?ee'?s|kwik trip|quiktrip|quik trip|qt|wawa|sheetz|circle k|7[- ]?eleven|7-?11|seven eleven|speedway|casey'?s|walmart|wal-mart|wally world|target|costco|kroger|dollar general|family dollar|home depot|lowe'?s home|menards|hy-?vee|fred meyer|food city|giant eagle|stop (?:&|and) shop|shoprite|big lots|cracker barrel store|kum (?:&|and) go|stripes store|allsup'?s|am ?pm store|dillons|schnucks|goodwill|cefco|el super|fiesta mart|kmart",
  restaurant_or_bar:
    "waffle house|mcdonald'?s|denny'?s|ihop|cracker barrel|burger king|wendy'?s|taco bell|starbucks|golden corral|panda express|subway restaurant|hooters|applebee'?s|chili'?s|whataburger|popeyes|chick-?fil-?a|dunkin(?: donuts)?|arby'?s|hardee'?s|sonic drive|dairy queen|pizza hut|olive garden|buffalo wild wings|bojangles|huddle house|perkins|bob evans|texas roadhouse|cheddar'?s|el pollo loco|jack in the box|little caesars|tim hortons",
  other: 'koa(?: [ck]ampground)?|jellystone park',
  factory: 'tyson|smithfield|jbs|perdue|pilgrims pride|cargill|koch foods|case farms|seaboard|hormel',
};

const ALL = Object.values(CHAINS_OF).join('|');
export const CHAINS = new RegExp(`\\b(?:${ALL})\\b`, 'g');

const VENUES = Object.entries(CHAINS_OF).map(([venue, names]): [string, RegExp] => [
  venue,
  new RegExp(`^(?:${names})$`),
]);

/** The venue of a chain, by its flat name as matched. */
export const chainVenue = (name: string): string | undefined =>
  VENUES.find(([, pattern]) => pattern.test(name))?.[0];

/** Names that are words too: something has to show that a business is meant. */
export const CHAIN_NEEDS_SIGN =
  /^(?:pilot|petro|target|loves?|subway restaurant|qt|speedway|hilton|clarion|courtyard|tyson|perdue|smithfield|cargill|hampton|perkins|goodwill|aloft|raceway|roadrunner|seaboard|wyndham)$/;
