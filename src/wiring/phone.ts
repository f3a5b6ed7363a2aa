/** The wiring of calls: the scripts of the rooms that ring somebody, what places a call, and the line it is on. */

import { type Router } from 'express';
import { type Phone } from '../channels/channels.js';
import { createPhoneLine } from '../calls/phone-line.js';
import { type CallDeps, placeCall } from '../calls/place-call.js';
import { type CallScript, type CallScripts } from '../calls/ports.js';
import { type Attempt, type JobPayloads } from '../store/queue.js';

export interface Calls {
  placeCall: (payload: JobPayloads['placeCall'], attempt: Attempt) => Promise<void>;
  routers: Router[];
}

export function createCalls(
  options: Omit<CallDeps, 'placer' | 'scripts'> & {
    phone: Phone | undefined;
    scripts: Partial<CallScripts>;
  },
): Calls {
  const { store, vault, logger, now, crashPoint, phone } = options;
  const deps: CallDeps = {
    ...{ store, vault, logger, now },
    ...(crashPoint === undefined ? {} : { crashPoint }),
    placer: phone?.voice?.placer,
    scripts: { rung: SILENT, tip: SILENT, connect: SILENT, ...options.scripts },
  };
  return {
    placeCall: (payload, attempt) => placeCall(deps, payload, attempt),
    routers: phone?.voice === undefined ? [] : [phone.voice.createRouter(createPhoneLine(deps))],
  };
}

/** Of a purpose that is not set up: rings nobody. */
const SILENT: CallScript = {
  staleAfterMs: -1,
  detectMachine: false,
  begin: () => Promise.resolve({ turn: { kind: 'end', say: [] } }),
  key: () => Promise.resolve({ turn: { kind: 'end', say: [] } }),
  ended: () => Promise.resolve(),
};

/** A number as config/programme.yaml writes it, "1-888-373-7888". */
export function toE164(number: string): string {
  const digits = number.replace(/\D/g, '');
  return `+${digits.length === 10 ? '1' : ''}${digits}`;
}
