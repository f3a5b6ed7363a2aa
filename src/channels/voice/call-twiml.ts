/** A turn of a call as TwiML, by Twilio's own package. The address of what follows names the call by our id alone. */

import twilio from 'twilio';
import { type CallTurn, type Spoken, type SpokenLanguage } from '../../calls/ports.js';

/** https://www.twilio.com/docs/voice/twiml/say#attributes-language */
const LANGUAGES: Record<SpokenLanguage, 'en-US' | 'es-MX'> = { en: 'en-US', es: 'es-MX' };
const RING_SECONDS = 30;

export interface TurnAddresses {
  key: string;
  connected: string;
  whisper: string;
  /** Our number: the one who is put through to sees it. */
  callerId: string;
}

/** Undefined hangs up. */
export function buildCallTwiml(turn: CallTurn | undefined, addresses: TurnAddresses): string {
  const response = new twilio.twiml.VoiceResponse();
  if (turn === undefined) response.hangup();
  else if (turn.kind === 'ask') {
    const gather = response.gather({
      input: ['dtmf'],
      numDigits: 1,
      // Every key counts, # too.
      finishOnKey: '',
      timeout: turn.waitSeconds,
      action: addresses.key,
      actionOnEmptyResult: true,
    });
    sayAll(gather, turn.say);
  } else if (turn.kind === 'connect') {
    sayAll(response, turn.say);
    const dial = response.dial({
      action: addresses.connected,
      callerId: addresses.callerId,
      timeout: RING_SECONDS,
    });
    dial.number(turn.whispers ? { url: addresses.whisper } : {}, turn.number);
  } else if (turn.kind === 'end') {
    sayAll(response, turn.say);
    response.hangup();
  }
  return response.toString();
}

interface Speaker {
  say(attributes: { language: 'en-US' | 'es-MX' }, message: string): unknown;
}

function sayAll(speaker: Speaker, say: readonly Spoken[]): void {
  for (const { text, language = 'en' } of say) speaker.say({ language: LANGUAGES[language] }, text);
}
