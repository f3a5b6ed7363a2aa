/**
 * The route `voice`: the hotline's phone is rung. Whoever picks up hears what this is and presses 1 for the tip, or 2 to
 * speak to the witness when they agreed to a call. A menu or a machine presses nothing and hears nothing of the tip.
 *
 *     1 start   9 again   # next   5 confirm receipt
 *
 * | the call came to                       | the delivery                                              |
 * |----------------------------------------|-----------------------------------------------------------|
 * | 5 pressed                              | acknowledged; the keys are the receipt                    |
 * | heard to the end                       | handed over; the keys are the receipt                     |
 * | busy                                   | rung again after 2 minutes                                |
 * | no answer, no key, machine, hung up, … | rung again after 5 minutes; operators told at the second  |
 * | the sixth that failed                  | failed, the operators are told                            |
 */

import {
  type CallAnswer,
  type CallScript,
  type EndedCall,
  NO_KEY,
  type Spoken,
  type SpokenLanguage,
} from '../calls/ports.js';
import { addCall, type CallRow, findOpenDeliveryCall } from '../store/queries/calls.js';
import { findSpokenDelivery, recordDeliveryFailure, recordHandedOver } from '../store/queries/deliveries.js';
import { addJobs, job, PRIORITY } from '../store/queue.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { type SignLabelsByLanguage } from '../tip/signs-loader.js';
import { type Tip } from '../tip/schema.js';
import { openRevision } from './open-revision.js';
import { isInVain, unavailable } from './route.js';
import { speakTip } from './spoken-tip.js';

export interface VoiceRouteDeps {
  store: Pick<Store, 'transaction' | 'statement'>;
  vault: Pick<Vault, 'openObject' | 'seal'>;
  /** E.164. */
  hotline: string;
  /** At first; a key changes it. */
  language: SpokenLanguage;
  signLabels: SignLabelsByLanguage;
  now: () => Date;
}

const STALE_AFTER_MS = 5 * 60_000;
const MAX_CALLS = 6;
const TOLD_AT = 2;
const AGAIN_AFTER_MS: Readonly<Record<string, number>> = { busy: 2 * 60_000 };
const AGAIN_MS = 5 * 60_000;
const WHISPER_WAIT = 10;
const LINE_WAIT = 2;
const CLOSING_WAIT = 10;
/** The place of a call whose tip was spoken to the end. */
const HEARD = 1000;

const WORDS: Record<
  SpokenLanguage,
  Record<'who' | 'tip' | 'witness' | 'inThis' | 'keys' | 'closing' | 'thanks' | 'bye', string>
> = {
  en: {
    who: 'This is Sightline, an automated tip line.',
    tip: 'Press 1 to hear a tip.',
    witness: 'Press 2 to speak to the witness.',
    inThis: 'For English, press 4.',
    keys: 'At any time: 9 repeats, pound skips ahead, 5 confirms that you have it.',
    closing: 'That is all. Press 5 to confirm that you have it, or 9 to hear it again.',
    thanks: 'Confirmed. Thank you. Goodbye.',
    bye: 'Goodbye.',
  },
  es: {
    who: 'Le llama Sightline, un servicio automatizado de avisos.',
    tip: 'Marque 1 para escuchar un aviso.',
    witness: 'Marque 2 para hablar con el testigo.',
    inThis: 'Para español, marque 4.',
    keys: 'En todo momento: 9 repite, numeral adelanta, 5 confirma que lo tiene.',
    closing: 'Es todo. Marque 5 para confirmar que lo tiene, o 9 para escucharlo de nuevo.',
    thanks: 'Confirmado. Gracias. Adiós.',
    bye: 'Adiós.',
  },
};
const WITNESS_WORDS: Record<SpokenLanguage, string> = {
  en: 'This is the call you agreed to. Press 1 to be connected.',
  es: 'Esta es la llamada que aceptó. Marque 1 para comunicarle.',
};

/** Has the hotline rung about this delivery, unless it is being rung. The call's end says what became of it. */
export function createStartVoiceDelivery(
  deps: Pick<VoiceRouteDeps, 'store' | 'vault' | 'hotline' | 'now'>,
): (deliveryId: string) => Promise<void> {
  return (deliveryId) =>
    deps.store.transaction(async (tx) => {
      if ((await findOpenDeliveryCall(tx, deliveryId)) !== undefined) return;
      await addCall(tx, deps.vault, { purpose: 'tip', deliveryId, to: deps.hotline }, deps.now());
    });
}

export function createTipCall(deps: VoiceRouteDeps): CallScript {
  const script = createReading(deps);
  return {
    staleAfterMs: STALE_AFTER_MS,
    // A hotline's menu reads as a machine (DOMAIN.md section 6); the keypress decides.
    detectMachine: false,
    begin: async (call) => (await script.read(call))?.whisper() ?? script.bye(),
    async key(call, key) {
      const reading = await script.read(call);
      if (reading === undefined) return script.bye();
      return key === '5' && call.place > 0 ? reading.confirmed() : reading.goOn(call, key);
    },
    connected: async (call) => (await script.read(call))?.whisper() ?? script.bye(),
    async whisper(call) {
      const language = (await script.read(call))?.witnessLanguage ?? 'en';
      return [{ text: WITNESS_WORDS[language], language }];
    },
    ended: (tx, call) => recordEnd(deps, tx, call),
  };
}

interface Reading {
  witnessLanguage: SpokenLanguage;
  whisper(): CallAnswer;
  confirmed(): CallAnswer;
  goOn(call: CallRow, key: string): CallAnswer;
}

function createReading(deps: VoiceRouteDeps) {
  const { signLabels } = deps;
  const ask = (say: Spoken[], waitSeconds: number, place?: number): CallAnswer => ({
    turn: { kind: 'ask', say, waitSeconds },
    ...(place === undefined ? {} : { place }),
  });

  async function read(call: CallRow): Promise<Reading | undefined> {
    const delivery = await deps.store.statement((tx) => findSpokenDelivery(tx, call.deliveryId ?? ''));
    // Taken back by the witness meanwhile, or handed over by an earlier call after all.
    if (delivery?.state !== 'attempting') return undefined;
    const { tip, previous } = openRevision(deps.vault, delivery);
    const language = findLanguage(deps.language, call.keys);
    const words = WORDS[language];
    const spoken = (...texts: string[]): Spoken[] => texts.map((text) => ({ text, language }));
    const end = (text: string, outcome: string) => ({ ...sayLast(text, language), outcome });
    const lines = speakTip(tip, previous, { language, signLabels: signLabels[language] });
    const witness = findWitness(tip);
    const whisper = () => {
      const offers = spoken(words.tip, ...(witness === undefined ? [] : [words.witness]));
      const other = OTHER[language];
      const inOther = { text: WORDS[other].inThis, language: other };
      return ask([...spoken(words.who), inOther, ...offers], WHISPER_WAIT, 0);
    };
    const closing = () => ask(spoken(words.closing), CLOSING_WAIT, HEARD);
    const line = (place: number): CallAnswer => {
      const [at] = lines.slice(place - 1, place);
      if (at === undefined) return closing();
      return ask([...(place === 1 ? spoken(words.keys) : []), at], LINE_WAIT, place);
    };
    return {
      witnessLanguage: tip.callback.language === 'es' ? 'es' : 'en',
      whisper,
      confirmed: () => end(words.thanks, 'confirmed'),
      goOn({ place, keys }, key) {
        if (key === '2' && place === 0 && witness !== undefined)
          return { turn: { kind: 'connect', say: [], number: witness, whispers: true } };
        if (key === OTHER_LANGUAGE) return place === 0 ? whisper() : place >= HEARD ? closing() : line(place);
        if (place === 0) {
          const before = keys.slice(0, -1).replaceAll(OTHER_LANGUAGE, '');
          return key === '1' ? line(1) : /^-?$/.test(before) ? whisper() : sayLast(words.bye, language);
        }
        if (place >= HEARD) return key === '9' ? line(1) : end(words.bye, 'heard');
        return line(key === '9' ? place : key === NO_KEY || key === '#' ? place + 1 : place);
      },
    };
  }
  return { read, bye: () => sayLast(WORDS[deps.language].bye, deps.language) };
}

const OTHER_LANGUAGE = '4';
const OTHER: Readonly<Record<SpokenLanguage, SpokenLanguage>> = { en: 'es', es: 'en' };

/** Each press changes it. */
function findLanguage(first: SpokenLanguage, keys: string): SpokenLanguage {
  const changes = keys.split(OTHER_LANGUAGE).length - 1;
  return changes % 2 === 0 ? first : OTHER[first];
}

function sayLast(text: string, language: SpokenLanguage): CallAnswer {
  return { turn: { kind: 'end', say: [{ text, language }] } };
}

/** The number the witness agreed to be called on. */
function findWitness({ callback }: Tip): string | undefined {
  const { wanted, phone } = callback;
  return wanted === true && phone !== undefined && /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}

/** In the transaction that ends the call. */
async function recordEnd({ now }: VoiceRouteDeps, tx: Tx, call: EndedCall): Promise<void> {
  const deliveryId = call.deliveryId ?? '';
  const delivery = await findSpokenDelivery(tx, deliveryId);
  if (delivery?.state !== 'attempting') return;
  const isConfirmed = call.outcome === 'confirmed';
  if (isConfirmed || call.outcome === 'heard' || call.place >= HEARD) {
    // A receipt holds no other signs.
    const receipt = `keys:${call.keys.replaceAll('#', 'h').replaceAll('*', 's')}`.slice(0, 100);
    const accepted = { deliveryId, receipt, acknowledged: isConfirmed, alerts: [], jobs: [], now: now() };
    await recordHandedOver(tx, accepted);
    return;
  }
  const final = delivery.attempts >= MAX_CALLS;
  const kind = final ? 'failed' : delivery.attempts >= TOLD_AT ? 'late' : undefined;
  const alerts = kind === undefined || delivery.alerts.includes(kind) ? [] : [kind];
  const errorCode = `DELIVERY_UNAVAILABLE voice_${call.outcome}`;
  const detail = `voice r${delivery.revision}, attempt ${delivery.attempts}: ${errorCode} (delivery ${deliveryId})`;
  const jobs = alerts.map((name) =>
    job(
      'alertOperators',
      { code: `DELIVERY_${name.toUpperCase()}`, detail, tipId: delivery.tipId },
      { priority: PRIORITY.danger },
    ),
  );
  const inVain = isInVain(unavailable('voice', `voice_${call.outcome}`));
  await recordDeliveryFailure(tx, { deliveryId, errorCode, final, inVain, alerts, jobs, now: now() });
  if (final) return;
  const runAt = new Date(now().getTime() + (AGAIN_AFTER_MS[call.outcome] ?? AGAIN_MS));
  await addJobs(tx, [job('handOffTip', { deliveryId }, { runAt })]);
}
