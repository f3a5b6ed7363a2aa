/** Mail to the operators: codes only. The first line of the text is the subject. */

import { SightlineError } from '../errors.js';
import { MailFault, type Mailer } from '../mailer.js';
import { type OperatorMail } from './ports.js';

export function createOperatorMail(mailer: Pick<Mailer, 'from' | 'send'>): OperatorMail {
  const domain = mailer.from.slice(mailer.from.lastIndexOf('@') + 1);
  return {
    async send({ id, to, text }) {
      const [subject = ''] = text.split('\n', 1);
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const mail = { to, subject, text, headers, messageId: `<${id}@${domain}>`, priority: 'high' as const };
      const { response } = await mailer.send(mail).catch((thrown: unknown) => {
        throw toCoded(thrown);
      });
      return response.slice(0, 3);
    },
  };
}

function toCoded(thrown: unknown): unknown {
  if (!(thrown instanceof MailFault)) return thrown;
  const options = { providerCode: thrown.reason, retryable: true };
  return thrown.kind === 'refused'
    ? new SightlineError('PROVIDER_REFUSED', 'the mail server refused a mail to the operators', options)
    : new SightlineError('PROVIDER_UNAVAILABLE', 'the mail server did not take a mail now', options);
}
