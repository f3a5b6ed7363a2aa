/**
 * Somebody rang the number that witnesses text. One sentence, then the national hotline, as
 * Missouri redirected its own line in 2020. The sentence and the number come from the programme's configuration.
 */

import twilio from 'twilio';

export interface VoiceRedirect {
  /** E.164. */
  hotlineNumber: string;
  /** Spoken before the call is put through: one sentence, since a caller may have seconds. */
  sentence: string;
}

/** Names the hotline as config/programme.yaml does; dials its number, written there as people read it. */
export function redirectTo(hotlineName: string, hotlinePhone: string): VoiceRedirect {
  return {
    hotlineNumber: `+${hotlinePhone.replace(/\D/g, '')}`,
    sentence: `Please hold while we connect you to the ${hotlineName}.`,
  };
}

export function buildVoiceTwiml({ hotlineNumber, sentence }: VoiceRedirect): string {
  const response = new twilio.twiml.VoiceResponse();
  response.say({ language: 'en-US' }, sentence);
  response.dial({ answerOnBridge: true }, hotlineNumber);
  return response.toString();
}
