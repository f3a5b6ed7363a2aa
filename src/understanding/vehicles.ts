/** The vehicle, as the witness describes it: colour, make and kind, in their order in the text. */
import type { Doc } from './normalize.js';

const COLOUR =
  'white|black|blue|red|gray|grey|silver|green|brown|tan|gold|beige|maroon|yellow|orange|purple|dark|light|burgundy|teal|navy|champagne|primer|bronze|charcoal|pink|cream|rusty|rusted|beat ?up|old|newer|older|new|big|large|small|unmarked|tinted|blacked out|plain|lifted|two tone|dark-?colored|light-?colored|dark blue|dark gray|dark green|light blue|dented|rental';
export const MAKE =
  'chevy|chevrolet|ford|dodge|honda|toyota|nissan|jeep|lexus|buick|cadillac|caddy|gmc|hyundai|kia|subaru|mazda|volvo|bmw|audi|tesla|ram|mercedes|mercedes benz|benz|chrysler|acura|infiniti|volkswagen|vw|pontiac|saturn|mitsubishi|lincoln|peterbilt|kenworth|freightliner|mack|international|volvo|u-?haul|penske|ryder';
export const MODEL =
  'promaster|impala|tahoe|suburban|civic|accord|camry|corolla|altima|malibu|escalade|explorer|expedition|silverado|tacoma|tundra|sonata|elantra|sentra|equinox|traverse|yukon|denali|durango|charger|challenger|caravan|grand caravan|odyssey|sienna|pacifica|town (?:and|&) country|prius|fusion|focus|escape|edge|taurus|cherokee|grand cherokee|wrangler|econoline|e-?\\d{3}|f-?\\d{3}|transit|sprinter|express|savana|crv|cr-v|rav4|rav 4|pilot|highlander|4runner|murano|rogue|maxima|pathfinder|navigator|town car|crown vic(?:toria)?|mustang|camaro|corvette|journey|avenger|optima|soul|sorento|santa fe|tucson|jetta|passat|cobalt|cruze|trailblazer|armada|titan|ranger|frontier|sequoia|land cruiser|range rover|bronco|quest|windstar|astro|300|xterra|pt cruiser';
const KIND =
  'vans?|mini ?buses|mini ?bus|mini ?vans?|cargo vans?|passenger vans?|work vans?|box trucks?|pick ?up(?: truck)?s?|trucks?|semi(?: ?truck)?|18 wheeler|tractor trailer|big rig|suvs?|sedans?|cars?|coupe|hatchback|station wagon|school bus|church bus|party bus|shuttle|limo|motorhome|rv|camper|flatbed|moving truck|crew cab|dually|jeep|buses|bus|crossover|convertible|motorcycle';
const ADJ = `(?:(?:${COLOUR})[ ,-]{1,2}(?:and |& )?)`;
const YEAR = "(?:(?:19|20)\\d\\d |'?\\d\\d )";
const DESCRIBED = new RegExp(
  `\\b(?:${ADJ}+(?:${YEAR})?(?:(?:${MAKE}) )?(?:(?:${MODEL}) )?(?:\\d+[ -](?:door|seater|passenger) )?(?:(?:cargo|passenger|work|church|box|crew|church|panel) )?(?:(?:${KIND})|(?:${MODEL})|(?:${MAKE}))\\b|(?:${YEAR})?(?:${MAKE}) (?:${MODEL})\\b(?: (?:${KIND})\\b)?|(?:${MAKE}) (?:${KIND})\\b)`,
);
const NAMED = new RegExp(
  `\\b(?:${MODEL.replace('|express', '').replace('|transit', '').replace('|edge', '').replace('|escape', '').replace('|focus', '').replace('|pilot', '').replace('|soul', '').replace('|300', '').replace('|journey', '').replace('|ranger', '').replace('|quest', '').replace('|fusion', '')}|(?:dodge )?ram(?= (?:w|with|pickup|truck|1500|2500|3500)\\b)|crew cab|camper(?! (?:shell|top|van))|(?:horse|stock|livestock|cattle|reefer|enclosed|utility|box) trailer|mini ?van|cargo van|box truck|15 passenger van|passenger van|pick ?up truck|u-?haul|suv|van|mini ?bus|motor ?home|rv|camper van|white bus|semi)\\b(?! (?:park|stop|driver|wash|yard|plaza|drivers|stops|repair|lot)|e?r)`,
);
const SPANISH =
  /\b(?:camioneta|troca|troka|van|carro|coche|auto|minivan|camion|autobus|pick ?up|vagoneta|combi|furgoneta|furgon|suv|bus|trailer|traila|tahoe|suburban|silverado|honda|toyota|ford|chevy|nissan|dodge)(?: (?:de color|color|tipo|marca))?(?: (?:honda|toyota|ford|chevy|chevrolet|nissan|dodge|gmc|ram|jeep|kia|hyundai|silverado|tahoe|suburban|civic|accord|camry|corolla|altima|f-?150|explorer|sienna|odyssey|express|econoline|transit|sprinter|van|pickup))*(?: (?:de color |color )?(?:blanc[oa]s?|negr[oa]s?|roj[oa]s?|azul(?:es)?|gris(?:es)?|verdes?|cafes?|plateada?o?|dorad[oa]|amarill[oa]|beige|guind[oa]|oscur[oa]|clar[oa]|viej[oa]|grande|vino|morad[oa]|marron))+/;
const SPANISH_PLAIN =
  /\b(?:camioneta|troca|troque(?: (?:con|de) redilas)?|minivan|furgoneta|vagoneta|combi|pickup|moto(?:cicleta)?|(?<!estacion de )(?<!(?:manejando|manejo) (?:el|un|mi) )camion(?! (?:de la manana|urbano|numero|\d)))\b/;

export function findVehicle(doc: Doc): string | undefined {
  const { flat, text } = doc;
  for (const pattern of [DESCRIBED, SPANISH]) {
    const match = pattern.exec(flat);
    if (match && !NOT_A_VEHICLE.test(match[0])) return text.slice(match.index, match.index + match[0].length);
  }
  for (const pattern of [NAMED, SPANISH_PLAIN]) {
    const match = pattern.exec(flat);
    if (match && !PLACE_AFTER.test(flat.slice(match.index + match[0].length)))
      return text.slice(match.index, match.index + match[0].length);
  }
  return undefined;
}

const PLACE_AFTER =
  /^ (?:factory|plant|lot|dealer\w*|park|stop|wash|repair|rental|sales|show|company|yard|depot|driver|plaza)\b/;
/** "an RV factory", "the truck stop": what is made or stops there. */
const NOT_A_VEHICLE =
  /^(?:new|old|older|big|small|large|dark|light) (?:ram|cars?|bus|buses|trucks?|edge|focus|soul|express|international|journey|escape|transit|quest|300|pilot|international)$/;
