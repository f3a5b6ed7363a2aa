/**
 * What a town is to the story: where it happens, where someone comes from or is going, the next stop, or a place
 * that the witness says it is not.
 */
import { ARRIVAL_CLOCK, ARRIVES, STOPS_AT } from './arrivals.js';
import type { Doc, Word } from './normalize.js';
import { NEXT_AFTER } from './transit.js';
import { STATE_CODES, STATE_NAMES } from './words/states.js';

export type Role = 'here' | 'origin' | 'destination' | 'next_stop' | 'denied';

export const HERE_BEFORE = new Set(
  'in near nr at around outside inside by en cerca downtown here somewhere nan na em north south east west greater central'.split(
    ' ',
  ),
);

/** What stands around a town's name. */
interface Around {
  doc: Doc;
  from: number;
  to: number;
  /** The words before it in its sentence. */
  before: string;
  earlier: string;
  /** The characters before and after it. */
  context: string;
  after: string;
  /** The text speaks of a bus, train or plane. */
  ride: boolean;
}

const CONTEXT_CHARS = 48;

/** Is the town where it happens, or only where someone comes from or goes to? `ride`: see `isRide`. */
export function roleOf(doc: Doc, from: number, to: number, ride: boolean): Role {
  if (isDenied(doc, from)) return isLeftBehind(doc, from) ? 'origin' : 'denied';
  const { words, flat } = doc;
  const start = words[from]?.start ?? 0;
  const fresh = /[.!?;\n]/.test(flat.slice(words[from - 1]?.end ?? 0, start));
  const end = words[to - 1]?.end ?? 0;
  const around: Around = {
    doc,
    from,
    to,
    before: fresh ? '' : (words[from - 1]?.flat ?? ''),
    earlier: fresh ? '' : (words[from - 2]?.flat ?? ''),
    context: flat.slice(Math.max(0, start - CONTEXT_CHARS), start),
    after: flat.slice(end, end + CONTEXT_CHARS),
    ride,
  };
  if (isNextStop(around)) return 'next_stop';
  if (isDestination(around)) return 'destination';
  if (comesFrom(around)) return isSpokenFrom(around) ? 'here' : 'origin';
  return startsJourney(around) ? 'origin' : 'here';
}

/** "not in Austin", "no es en Austin", "instead of Jasper": said only to be taken back. */
const DENIED =
  /(?:\b(?:not|isnt|wasnt|aint|arent|instead of|rather than|en vez de|en lugar de)|\bno(?: (?:es|era|fue|estaba|esta|estoy|estamos))?) (?:(?:in|at|near|the|from|en|de|cerca de) )*$/;

export function isDenied(doc: Doc, from: number): boolean {
  const word = doc.words[from];
  if (word === undefined) return false;
  const before = doc.flat.slice(Math.max(0, word.start - 34), word.start).replaceAll("'", '');
  // "newark delaware? no newark new jersey" answers oneself.
  if (/\? (?:uh |um |oh )?(?:no|nope),? $/.test(before)) return false;
  return (
    DENIED.test(before) &&
    !/\b(?:sure|know|if|why|or|yes) (?:no|not) $|\b(?:or|if|why) not (?:in |at )?$/.test(before)
  );
}

/** "not in Nevada anymore", "ya no estamos en Reno": where they were before. */
export function isLeftBehind({ words, flat }: Doc, from: number): boolean {
  const word = words[from];
  if (word === undefined) return false;
  return (
    /\b(?:ya no|no longer)\b[a-z ]{0,20}$/.test(flat.slice(Math.max(0, word.start - 34), word.start)) ||
    /^(?: [a-z]+){0,2},? (?:any ?more|no more|any longer|ya no)\b/.test(
      flat.slice(word.end, word.end + CONTEXT_CHARS),
    )
  );
}

const NEXT_STOP_BEFORE =
  /(?:next|last|final|1st|first|proxima|siguiente|ultima) (?:stop|station|parada|estacion)(?: is| are| will be| in| es| en|:|,)* ?(?:in |at |en )?$/;
const NEXT_STOP_AFTER =
  /^\s*(?:(?:is|es) (?:the |our |la |my )?|,? ?(?:the |our )?)(?:next stop|proxima parada)(?=\s*(?:$|[,.;!?]|at\b|around\b|in \d|a las?\b|\d))/;
const STOPS_BEFORE = new RegExp(`(?:^|[^a-z])(?:${STOPS_AT}) (?:the )?$`);
const ARRIVES_BEFORE = new RegExp(
  `\\b(?:${ARRIVES})(?: in| into| to| at| en| a|,)*(?: the)? $|\\b(?:driver|conductor|chofer|board|sign|app|he|she|ticket) says $`,
);
/** A time soon after the name: "… at 4:20", "… MO 9:40 pm", "… in 20 min". */
const TIMED = new RegExp(
  `^(?:,? [a-z]{2,14}(?: [a-z]{4,9})?)??,? ?(?:(?:at|around|about|by|abt|@|a las?|como a las|por ahi de las) ?(?:${ARRIVAL_CLOCK})|\\d{1,2}:\\d\\d|\\d{1,2} ?[ap]\\.?m|(?:in|en) (?:about |like |como |unos )?(?:\\d{1,3}|half an?|an?|una|media) ?(?:min|hour|hr|hora))`,
);

/** Where the ride stops or gets in at a time that is told: there someone can be waiting. */
function isNextStop({ context, after, ride }: Around): boolean {
  if (NEXT_STOP_BEFORE.test(context) || NEXT_STOP_AFTER.test(after)) return true;
  if (!ride) return false;
  if (STOPS_BEFORE.test(context) || NEXT_AFTER.test(after)) return true;
  return ARRIVES_BEFORE.test(context) && TIMED.test(after);
}

const BOUND_FOR =
  /\b(?:gets? (?:in|into|to)|getting (?:in|into|to)|arriv\w+(?: in| at)?|due in|lands in|headed (?:to|for|back to|towards?)|heading (?:to|for|towards?)|bound for|going to|goin to|on (?:the|its|our) way to|way to|drive to|driving to|back to|move to|moving to|take (?:her|him|them|us) to|takes (?:her|him|them|us) to|taking (?:her|him|them|us) to|(?:left|leaving|leaves|departing|departed|warming up [a-z ]{2,12}) for|jobs? (?:in|at)|trabajos? en|(?:goin|going|(?<!\b(?:i|we) )go|headed|take [a-z]+|took [a-z]+|off|way) to (?:a|some|the|another|their|his|her) [a-z]+(?: [a-z]+)? in|bound for (?:a|some|the|another) [a-z]+(?: [a-z]+)? in|hotel jobs in|work in|rumbo a|hacia|camino a|van a|va a|vamos a|para|con destino a|destino|llega(?:n)? a|llegamos a|bus to|train to|flight to|flying to|ticket to|tickets to|boleto a|boleto para|boarding (?:now |rn )?(?:the |for )?[\d:apm ]*(?:flight )?(?:to|for)?|trip to) ?(?:the )?$/;

/** "boarded in Elko says Ogden", "off at Salinas": told of someone on a bus or train. */
const BOARDED =
  /\b(?:got on|boarded|subio|subieron) [^.!?;\n]{0,30}\b(?:says?|said|dice|dijo) (?:(?:to|a|hasta) )?$|(?:^|[.,;!?\n] ?|\b(?:get|gets|getting|be) )off (?:at|in) $|\b(?:tickets?|pass|boletos?)(?: (?:that|which|q|que))? (?:says?|said|dicen?|reads) $/;

const BROUGHT =
  /\b(?:trajeron|trajo|llegue|llegamos|vine|venimos|vinimos|brought (?:me|us|her|him|them)|i came|we came|flew (?:me|us)|moved (?:me|us)|shipped (?:me|us)|smuggled) [^.!?;]{0,36}\b(?:a|to) $/;

function isDestination({ doc, from, before, earlier, context, ride }: Around): boolean {
  if (ride && /^(?:then|going|goin|headed|heading|headin|bound)$/.test(before)) return true;
  if (BOUND_FOR.test(context)) {
    const only = /\b(?:jobs?|work) in $|\btrabajos? en $/.test(context);
    const promised =
      /\b(?:promis\w*|about|bout|offer\w*|for|talk\w*|said|hotel) (?:\w+ ){0,2}(?:jobs?|work) in $|\b(?:promet\w*|ofrec\w*|dij\w+|habl\w*|buscar|de|para|un|buen) (?:\w+ ){0,2}trabajos? en $/.test(
        context,
      );
    if (!only || promised) return true;
  }
  if (ride && BOARDED.test(context)) return true;
  if (/\b(?:left|leaving|departed|salio de|salimos de) (?:[a-z.]+ ){1,4}(?:for|para) $/.test(context))
    return true;
  // "me trajeron de Honduras a Brownsville": there they are now.
  if (!ride && BROUGHT.test(context)) return false;
  if (/\b(?:de|desde) (?:[a-z.]+ ){1,4}a $/.test(context) && doc.words[from - 1]?.raw === 'a') return true;
  return (
    /^(?:to|towards?|hasta|til|till|until)$/.test(before) &&
    !/^(?:close|next|near|im|adjacent|new|come|came|been|moved|here|welcome|went|got|get)$/.test(earlier)
  );
}

const RAISED_IN =
  /\b(?:grew up|born|raised|used to live|used to be|lived|nacio|vivia|crecio|home|house|family|mom|dad|parents|school|placement|foster care|group home|casa|hogar|escuela|secundaria|prepa|preparatoria|signed (?:me |us |her |him |them )?up|recruited (?:me |us |her |him |them )?|hired (?:me |us |her |him |them )?|interviewed|me contrato|me contrataron|nos contrataron|reclut\w+) ?(?:back )?(?:in|en) $/;
const RAISED =
  /\b(?:grew|born|raised|used|lived|ran|skipped|dropped out|dejo|huyo|escapo|nacio|vivia|crecio|signed|recruited|hired|interviewed|contrato|contrataron|reclut\w+)\b/;

function comesFrom({ before, earlier, context, ride }: Around): boolean {
  const clause = context.slice(Math.max(context.lastIndexOf(','), context.lastIndexOf('.')) + 1);
  const raised = RAISED_IN.test(clause) && RAISED.test(clause);
  if (raised) return true;
  if (/\b(?:between|entre) (?:[a-z.]+ ){0,3}(?:and |y )?$/.test(context)) return true;
  if (/^(?:from|desde|leaving|leavin|departed|saliendo)$/.test(before)) return true;
  if (before === 'outta')
    return (
      ride ||
      /^(?:pull\w*|roll\w*|c[oa]m\w+|left|got|get|getting|ran|run|flew|moved|just|bus|train)$/.test(earlier)
    );
  const two = `${earlier} ${before}`;
  if (two === 'out of' || two === 'left from') return true;
  if (before === 'left')
    return /^(?:we|they|just|he|she|i|bus|train|who|it|had|ya|driver)$/.test(earlier) || /\d/.test(earlier);
  return (
    before === 'de' &&
    /^(?:viene|vienen|salio|salimos|trajo|trajeron|trae|traen|traida|traidas|es|son|vino|camion|bus|autobus|escapo|huyo)$/.test(
      earlier,
    )
  );
}

/** "texting from", "across from", "10 miles from": where the witness or the scene is after all. */
function isSpokenFrom({ before, context }: Around): boolean {
  if (before === 'desde')
    return /\b(?:saludos|escribo|escribiendo|hablo|hablando|llamo|llamando|reporto|mensaje) desde $/.test(
      context,
    );
  if (before !== 'from') return false;
  if (
    /\b(?:im|i am|texting|calling|writing|this is|were|reporting|tip|text|message|greetings) from $/.test(
      context,
    )
  )
    return true;
  return (
    /\b(?:across|away|down|far|miles|blocks|mi|min|minutes|hour|just|street|road|up|minutos|millas) from $/.test(
      context,
    ) &&
    !/\b(?:ran|run|runs|got) away from $|\b(?:drove|drive|driven|brought|brung|came|took|taken|moved|shipped|bused|bussed|hauled|trucked|flew|sent)(?: (?:us|me|her|him|them|all|\d+ of us))* (?:up|down|over|out|away) from $/.test(
      context,
    )
  );
}

const RIDE_BEFORE =
  /\b(?:bus|greyhound|train|amtrak|flixbus|megabus|jefferson lines|trailways|flight|route|sched\w*|driver|driving|run|line|ride|\d{3,4}|camion|autobus|tren|vuelo|from|de)\b[^.]*$/;

/** "greyhound stl to chicago": the town before the "to". */
function startsJourney({ doc, to, before, context }: Around): boolean {
  const next = doc.words.slice(to, to + 2);
  const arrowAt = next.findIndex(
    (word, index) =>
      /^(?:to|hasta)$/.test(word.flat) ||
      (word.raw === 'a' && /\b(?:de|desde)\b/.test(context) && (index === 0 || isStateWord(next[0]))),
  );
  const target = arrowAt < 0 ? undefined : doc.words[to + arrowAt + 1];
  if (target === undefined || HERE_BEFORE.has(before)) return false;
  if (/^(?:the|a|her|his|be|get|my|do|see|work|leave|help)$/.test(target.flat)) return false;
  // "de Laredo a dos muchachas": Spanish says "a" of a person, too.
  const afterTarget = doc.words[to + arrowAt + 2];
  if (/^(?:un|una|unas|unos|dos|tres|cuatro|cinco|mi|mis|su|sus|ella|otra|otras|\d{1,2})$/.test(target.flat))
    return false;
  if (/^(?:la|las|los|el)$/.test(target.flat) && !ARTICLE_TOWN.test(afterTarget?.flat ?? '')) return false;
  return (
    RIDE_BEFORE.test(context) || (arrowAt === 0 && target.capital && doc.words[to - 1]?.capital === true)
  );
}

/** "a El Paso" is a way, and "a la muchacha" none. */
const ARTICLE_TOWN = /^(?:paso|angeles|vegas|cruces|junta|mesa|centro|cajon|monte|reno|dorado|campo)$/;

const isStateWord = (word: Word | undefined): boolean =>
  word !== undefined && (STATE_NAMES.has(word.flat) || STATE_CODES.has(word.raw.toUpperCase()));

/** "signs say Elko". */
export const isOnSign = ({ words, flat }: Doc, from: number): boolean =>
  /\b(?:tower|signs?|billboard|letrero|cartel|anuncio)(?: (?:that|q|que))? (?:says?|said|dice|dicen|reads) $/.test(
    flat.slice(Math.max(0, (words[from]?.start ?? 0) - SIGN_CHARS), words[from]?.start),
  );

const SIGN_CHARS = 32;
