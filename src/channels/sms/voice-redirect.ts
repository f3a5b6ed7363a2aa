/**
 * Somebody rang the number that witnesses text. One sentence per language, then the national hotline, as
 * Missouri redirected its own line in 2020. The sentence and the number come from the programme's configuration.
 */

import twilio from 'twilio';

export interface VoiceRedirect {
  /** E.164. */
  hotlineNumber: string;
  /** Spoken in this order. `language` is a tag Twilio can speak, such as en-US or es-US. */
  greeting: readonly { language: string; text: string }[];
}

/** For a configuration that says nothing else. */
export const DEFAULT_VOICE_GREETING: VoiceRedirect['greeting'] = [
  { language: 'en-US', text: 'Please hold while we connect you to the National Human Trafficking Hotline.' },
  { language: 'es-US', text: 'Espere mientras le comunicamos con la Línea Nacional contra la Trata.' },
];

type SayLanguage = NonNullable<
  Extract<Parameters<InstanceType<typeof twilio.twiml.VoiceResponse>['say']>[0], object>['language']
>;

export function buildVoiceTwiml({ hotlineNumber, greeting }: VoiceRedirect): string {
  const response = new twilio.twiml.VoiceResponse();
  for (const { language, text } of greeting) response.say({ language: language as SayLanguage }, text);
  response.dial({ answerOnBridge: true }, hotlineNumber);
  return response.toString();
}
