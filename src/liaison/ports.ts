/** What people do in Slack, as every room takes it: see desk-ports.ts. */

export * from '../desk-ports.js';

/** Codes to a phone on call or to the operators, by text. */
export interface PhoneTexts {
  /** The provider's id. Throws PROVIDER_REFUSED for a clear no, PROVIDER_UNAVAILABLE for anything worth another try. */
  send(text: { to: string; body: string }): Promise<string>;
  /** Looks at the provider whether it left already; its id there. */
  find(text: { to: string; body: string; since: Date }): Promise<string | undefined>;
}

/** Codes to the operators, by mail. */
export interface OperatorMail {
  /** The mail server's id of it. Throws as `PhoneTexts.send` does. */
  send(mail: { id: string; to: string; text: string }): Promise<string>;
}
