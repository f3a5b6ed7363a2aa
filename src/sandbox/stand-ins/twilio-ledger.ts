/** The messages of a Twilio account: found by id and by person at constant cost, bounded when asked. */

import { createJournal, type Journal } from './journal.js';
import { isWithinDates, type TwilioMessage } from './twilio-resources.js';

export interface TwilioLedger {
  readonly sent: Journal<TwilioMessage>;
  readonly received: Journal<TwilioMessage>;
  add(message: TwilioMessage): void;
  find(sid: string): TwilioMessage | undefined;
  /** As DELETE does: gone from every list. */
  remove(message: TwilioMessage): void;
  /** As the list resource filters: To, From and the DateSent family; newest first. */
  list(query: URLSearchParams): TwilioMessage[];
}

/** `number` is the tip line's own; everyone else is a person. */
export function createTwilioLedger(
  number: string,
  keepLast: number | undefined,
  onForget: (message: TwilioMessage) => void,
): TwilioLedger {
  const bySid = new Map<string, TwilioMessage>();
  const byPerson = new Map<string, TwilioMessage[]>();
  const sent = createJournal<TwilioMessage>({ keepLast, onForget: forget });
  const received = createJournal<TwilioMessage>({ keepLast, onForget: forget });

  function forget(message: TwilioMessage): void {
    bySid.delete(message.sid);
    onForget(message);
    const thread = byPerson.get(personOf(message));
    thread?.splice(thread.indexOf(message), 1);
    if (thread?.length === 0) byPerson.delete(personOf(message));
  }

  return {
    sent,
    received,
    add(message) {
      bySid.set(message.sid, message);
      const thread = byPerson.get(personOf(message));
      if (thread === undefined) byPerson.set(personOf(message), [message]);
      else thread.push(message);
      (message.direction === 'inbound' ? received : sent).add(message);
    },
    find: (sid) => bySid.get(sid),
    remove(message) {
      forget(message);
      message.deleted = true;
      (message.direction === 'inbound' ? received : sent).touch(message);
    },
    list(query) {
      const to = query.get('To');
      const from = query.get('From');
      const person = [to, from].find((party) => party !== null && party !== number) ?? undefined;
      const candidates =
        person === undefined
          ? [...sent.entries, ...received.entries].filter(({ deleted }) => deleted !== true)
          : (byPerson.get(person) ?? []);
      return candidates
        .filter((message) => (to === null || message.to === to) && (from === null || message.from === from))
        .filter((message) => isWithinDates(message, query))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    },
  };
}

function personOf(message: TwilioMessage): string {
  return message.direction === 'inbound' ? message.from : message.to;
}
