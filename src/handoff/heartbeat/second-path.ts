/** Tells the operators beside Slack: a mail to OPERATOR_EMAIL, sent at once and by no job. Codes and ids only. */

import { createTransport } from 'nodemailer';
import { unavailable } from '../route.js';

export interface SecondPath {
  /** Throws DELIVERY_UNAVAILABLE. */
  tell(code: string, detail: string): Promise<void>;
}

const TIMEOUT_MS = 10_000;

export function createMailPath(options: {
  smtpUrl: string;
  to: string;
  from: string | undefined;
}): SecondPath {
  const { hostname } = new URL(options.smtpUrl);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return {
    async tell(code, detail) {
      const transport = createTransport({
        url: options.smtpUrl,
        requireTLS: !isLoopback,
        ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
      });
      try {
        await transport.sendMail({
          ...{ from: options.from ?? `sightline@${hostname}`, to: options.to },
          ...{ subject: `Sightline: ${code}`, text: `${code}: ${detail}\n` },
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch {
        // A mailer's error quotes addresses.
        throw unavailable('second path', 'mail');
      } finally {
        transport.close();
      }
    },
  };
}
