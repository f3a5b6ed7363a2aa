/**
 * Short texts that are not a tip: greetings, questions about the line, thanks, a wrong number, spam. Each gets
 * one useful answer. Whole messages only: as soon as a text says more, it is a story and not small talk.
 */

import { type Facts } from '../understanding/facts.js';
import { fold } from './normalise.js';
import { type Topic } from './schema.js';

const HELLO =
  '(?:hi+|hello+|hey+|hiya|yo|sup|greetings|test|testing|hola+|buenas|buenos dias|buenas tardes|buenas noches|good (?:morning|evening|afternoon)|que tal)';
const OPENER = `(?:(?:${HELLO}|um+|so|and|but|wait|ok|oh|oye|y|pero) )*`;

const PATTERNS: readonly (readonly [Topic, RegExp])[] = [
  [
    'hello',
    new RegExp(
      `^${HELLO}(?: (?:there|${HELLO}|everyone|all))*(?: (?:is )?any(?:one|body) (?:there|here|home))?$`,
    ),
  ],
  ['hello', /^(?:(?:is )?any(?:one|body) (?:there|here)|hay alguien(?: ahi)?|are you there)$/],
  [
    'who',
    new RegExp(
      `^${OPENER}(?:who(?: is|s)? (?:this|dis|are you|there)|who am i (?:texting|talking to)|(?:who|where|how) (?:do|can|should) i (?:talk|report|text|call|tell|send|reach)(?: to| you)?(?: (?:someone|somebody|a tip|this|it|things))?(?: (?:about|on|for) (?:human |sex |labor )?trafficking)?|whose number is this|what(?: is|s) this(?: number| for| line| about)?|what number is this|how did you get my number|quien(?:es)? (?:es|eres|son|habla)(?: usted(?:es)?)?|con quien hablo|que es esto|de quien es este numero|para que es (?:esto|este numero))$`,
    ),
  ],
  [
    'bot',
    new RegExp(
      `^${OPENER}(?:(?:are (?:you|u)|r u|is this|am i talking to) (?:an? )?(?:real|human|bot|robot|person|computer|machine|ai|automated)(?: (?:person|human|one))?(?: or (?:an? )?(?:real |human|bot|robot|person|computer|machine|ai)(?:person|human)?)?|(?:eres|es usted|es) (?:una? )?(?:robot|persona|maquina|bot|computadora)(?: (?:real|de verdad))?)$`,
    ),
  ],
  [
    'anonymous',
    new RegExp(
      `^${OPENER}(?:(?:is|are) (?:this|it|tips?|these)(?: line| number)? (?:really )?(?:anonymous|anon|confidential|private|secret|safe)|(?:can|could|will|do) i (?:stay|be|remain|have to give my name|have to say who i am)(?: anonymous| anon)?|will (?:they|he|she|anyone|you|someone|people) (?:know|find out|see) (?:it(?: was|s)? me|who i am|my (?:name|number))|(?:who|can anyone|can they) (?:will |can )?(?:see|sees|read|reads) (?:this|these|my (?:name|number|texts?))|do you (?:have|see|keep) my (?:number|name)|es(?:to)? (?:anonimo|confidencial|secreto|privado|seguro)|es (?:anonimo|confidencial) esto|(?:van a|va a|pueden) saber (?:quien soy|mi nombre|mi numero)|tengo que dar mi nombre)$`,
    ),
  ],
  [
    'police',
    new RegExp(
      `^${OPENER}(?:(?:will|are|do|would) (?:you|u|they) (?:call|calling|send|sending|tell|contact)(?: the)? (?:police|cops|ice|immigration)|are you (?:the )?(?:police|cops)|is this (?:the )?(?:police|cops|911)|will (?:they|i|she|he) (?:get|be) (?:in trouble|deported|arrested)|(?:van a|va a) (?:llamar|avisar|mandar) (?:a )?la (?:policia|migra)|(?:son|es) (?:la )?(?:policia|migra))$`,
    ),
  ],
  [
    'cost',
    new RegExp(
      `^${OPENER}(?:is (?:this|it) free|does (?:this|it) cost(?: money| anything)?|how much (?:is|does) (?:this|it)(?: cost)?|es gratis|cuesta(?: algo| dinero)?|cuanto cuesta)$`,
    ),
  ],
  [
    'wrongNumber',
    /^(?:sorry )?(?:oops )?(?:i think )?(?:(?:its|this is|i have|you have|u have|thats)(?: the)? )?(?:the )?wrong (?:number|person)(?: sorry)?$|^(?:perdon )?(?:numero equivocado|se equivoco de numero|me equivoque(?: de numero)?|equivocado)(?: perdon)?$/,
  ],
  [
    'thanks',
    /^(?:(?:ok|okay|no|great|cool|alright|bueno|bien|wow|y|and) )*(?:thanks?|thank (?:you|u)|thx|ty|tysm|thanx|much appreciated|appreciate it|bless (?:you|u)|god bless(?: you| u)?|(?:muchas |mil )?gracias)(?: (?:so much|very much|a lot|again|you|u|for (?:your|the|all) (?:help|you do|work)|for (?:everything|helping)|god bless(?: you)?|bye|ok|por (?:todo|su ayuda|la ayuda)|dios (?:lo|la|los|las|te) bendiga|igualmente|muy amables?))*$/,
  ],
  [
    'ok',
    /^(?:(?:ok(?:ay)?|k+|kk|cool|got it|alright|great|fine|sure|will do|understood|never ?mind|nvm|forget it|it s nothing|its nothing|bye|good ?bye|bien|vale|listo|bueno|esta bien|de acuerdo|entiendo|entendido|olvidelo|olvidalo|no es nada|no importa|adios)(?: |$)){1,3}$/,
  ],
];

const LINK = /https?:\/\/|\bwww\.|\b[a-z0-9-]+\.(?:com|net|xyz|info|ru|top|click|link)\b/i;
const MAP_LINK = /\bmaps?\b|geo:|goo\.gl/i;
const SALES =
  /\b(?:you(?: have|ve)? won|winner|gift card|free money|loan|credit score|crypto|bitcoin|invest|click here|limited offer|viagra|casino|prize|claim your|pre approved|extended warranty|gano un|premio|haga clic|prestamo)\b/;
const LONGEST_SMALL_TALK = 80;

/** The topic of a text that is small talk, or undefined when it may be a story. */
export function findTopic(text: string, facts: Facts): Topic | undefined {
  const folded = fold(text);
  if (text.length <= LONGEST_SMALL_TALK) {
    const found = PATTERNS.find(([, pattern]) => pattern.test(folded));
    if (found) return found[0];
  }
  return facts.tip !== true && (SALES.test(folded) || (LINK.test(text) && !MAP_LINK.test(text)))
    ? 'spam'
    : undefined;
}
