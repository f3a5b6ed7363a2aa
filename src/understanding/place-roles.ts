/**
 * What a town is to the story: where it happens, where someone comes from or is going, the next stop, or a place
 * that the witness says it is not.
 */
import type { Doc } from './normalize.js';

export type Role = 'here' | 'origin' | 'destination' | 'next_stop' | 'denied';

export const HERE_BEFORE = new Set(
  'in near at around outside inside by en cerca downtown here somewhere nan na em north south east west greater central'.split(
    ' ',
  ),
);
/** "not in Austin", "no es en Austin", "instead of Jasper": said only to be taken back. */
const DENIED =
  /(?:\b(?:not|isnt|wasnt|aint|arent|instead of|rather than|en vez de|en lugar de)|\bno(?: (?:es|era|fue|estaba|esta|estoy|estamos))?) (?:(?:in|at|near|the|from|en|de|cerca de) )*$/;

export function isDenied(doc: Doc, from: number): boolean {
  const word = doc.words[from];
  if (word === undefined) return false;
  const before = doc.flat.slice(Math.max(0, word.start - 34), word.start).replaceAll("'", '');
  return (
    DENIED.test(before) &&
    !/\b(?:sure|know|if|why|or|yes) (?:no|not) $|\b(?:or|if|why) not (?:in |at )?$/.test(before)
  );
}

const JOURNEY_ARROW = /^\s*(?:to|2|->|→|>|-+>|–|a|hasta|hacia|para|thru|through|and then)\s*$/;

/** Is the town where it happens, or only where someone comes from or goes to? */
export function roleOf(doc: Doc, from: number, to: number): Role {
  const { words, flat } = doc;
  if (isDenied(doc, from)) return 'denied';
  const fresh = /[.!?;\n]/.test(flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0));
  const before = fresh ? '' : (words[from - 1]?.flat ?? '');
  const earlier = fresh ? '' : (words[from - 2]?.flat ?? '');
  const two = `${earlier} ${before}`;
  const context = flat.slice(Math.max(0, (words[from]?.start ?? 0) - 44), words[from]?.start ?? 0);
  if (
    /(?:next|last|final|1st|first|proxima|siguiente|ultima) (?:stop|station|parada|estacion)(?: is| are| will be| in| es| en|:|,)* ?(?:in |at |en )?$/.test(
      context,
    )
  )
    return 'next_stop';
  if (/^\s*(?:is |es )?(?:the )?(?:next stop|proxima parada)/.test(flat.slice(words[to - 1]?.end ?? 0)))
    return 'next_stop';
  if (
    /\b(?:gets? (?:in|into|to)|getting (?:in|into|to)|arriv\w+(?: in| at)?|due in|lands in|headed (?:to|for|back to|towards?)|heading (?:to|for|towards?)|bound for|going to|goin to|on (?:the|its|our) way to|way to|drive to|driving to|back to|move to|moving to|take (?:her|him|them|us) to|takes (?:her|him|them|us) to|taking (?:her|him|them|us) to|jobs? (?:in|at)|trabajos? en|(?:goin|going|go|headed|take [a-z]+|took [a-z]+|off|way) to (?:a|some|the|another|their|his|her) [a-z]+(?: [a-z]+)? in|hotel jobs in|work in|rumbo a|hacia|camino a|van a|va a|vamos a|para|con destino a|destino|llega(?:n)? a|llegamos a|bus to|train to|flight to|flying to|ticket to|tickets to|boleto a|boleto para|boarding (?:the |for )?[\d:apm ]*(?:flight )?(?:to|for)?|trip to) ?(?:the )?$/.test(
      context,
    )
  ) {
    if (
      !/\b(?:jobs?|work) in $/.test(context) ||
      /\b(?:promis\w*|about|bout|offer\w*|for|talk\w*|said|hotel) (?:\w+ )?(?:jobs?|work) in $/.test(context)
    )
      return 'destination';
  }
  if (
    /\b(?:grew up|born|raised|used to live|used to be|lived|nacio|vivia|crecio|home|house|family|mom|dad|parents|school) (?:back )?(?:in|en) $/.test(
      context,
    ) &&
    /\b(?:grew|born|raised|used|lived|ran|nacio|vivia|crecio)\b/.test(context)
  )
    return 'origin';
  if (/\b(?:de|desde) (?:[a-z.]+ ){1,4}a $/.test(context) && words[from - 1]?.raw === 'a')
    return 'destination';
  if (
    /^(?:to|towards?|hasta)$/.test(before) &&
    !/^(?:close|next|near|im|adjacent|new|come|came|been|moved|here|welcome|went|got|get)$/.test(earlier)
  )
    return 'destination';
  if (
    /\b(?:between|entre) (?:[a-z.]+ ){0,3}(?:and |y )?$/.test(context) ||
    /^(?:from|desde|leaving|leavin|departed|saliendo)$/.test(before) ||
    two === 'out of' ||
    (before === 'left' && /^(?:we|they|just|he|she|i|bus|train|who|it|had|ya|driver)$/.test(earlier)) ||
    two === 'left from' ||
    (before === 'de' &&
      /^(?:viene|vienen|salio|salimos|trajo|trajeron|trae|traen|traida|traidas|es|son|vino|camion|bus|autobus|escapo|huyo)$/.test(
        earlier,
      ))
  ) {
    if (/\b(?:im|i am|texting|calling|writing|this is|were|reporting|tip|text|message) from $/.test(context))
      return 'here';
    if (
      /\b(?:across|away|down|far|miles|blocks|mi|min|minutes|hour|just|street|road|up|minutos|millas) from $/.test(
        context,
      ) &&
      !/\b(?:ran|run|runs|got) away from $/.test(context)
    )
      return 'here';
    return 'origin';
  }
  const following = words[to];
  if (following !== undefined) {
    const stateLength = words
      .slice(to, to + 2)
      .findIndex(
        (word) =>
          /^(?:to|hasta)$/.test(word.flat) ||
          (word.flat === 'a' && word.raw === 'a' && /\b(?:de|desde)\b/.test(context)),
      );
    const arrowAt = stateLength >= 0 ? to + stateLength : -1;
    const target = arrowAt >= 0 ? words[arrowAt + 1] : undefined;
    const arrow = arrowAt >= 0 && JOURNEY_ARROW.test(` ${words[arrowAt]?.flat ?? ''} `);
    const verb =
      /\b(?:bus|greyhound|train|amtrak|flixbus|megabus|jefferson lines|trailways|flight|route|sched\w*|driver|driving|run|line|ride|\d{3,4}|camion|autobus|tren|vuelo|from|de)\b[^.]*$/.test(
        context,
      );
    if (
      arrow &&
      target !== undefined &&
      !/^(?:the|a|her|his|be|get|my|do|see|work|leave|help)$/.test(target.flat) &&
      !HERE_BEFORE.has(before) &&
      verb
    )
      return 'origin';
  }
  return 'here';
}
