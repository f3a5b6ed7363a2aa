/** Calls out by Twilio's Calls API. One attempt each; retries belong to the job. */

import type twilio from 'twilio';
import { type CallPlacer } from '../../calls/ports.js';
import { toCodedFault } from '../sms/twilio-faults.js';

/** Far more than one phone gets in the minutes between a crash and the next worker. */
const LOOKUP_PAGE_SIZE = 50;
/** Twilio's clock and ours may differ, and its timestamps are whole seconds. */
const CLOCK_SKEW_MS = 60_000;
const RING_SECONDS = 30;

export function createCallPlacer(
  client: twilio.Twilio,
  { from, publicUrl }: { from: string; publicUrl: string },
): CallPlacer {
  return {
    async place({ callId, to, detectMachine }) {
      const address = `${publicUrl}/twilio/voice/call/${callId}`;
      const call = await coded(
        client.calls.create({
          to,
          from,
          url: address,
          statusCallback: `${address}/status`,
          statusCallbackEvent: ['completed'],
          timeout: RING_SECONDS,
          ...(detectMachine ? { machineDetection: 'Enable' } : {}),
        }),
      );
      return call.sid;
    },
    /** No filter on StartTime: it is empty while a call waits or rings, and that is the one looked for. */
    async find({ to, since }) {
      const earliest = since.getTime() - CLOCK_SKEW_MS;
      const calls = await coded(client.calls.list({ to, from, limit: LOOKUP_PAGE_SIZE }));
      return calls
        .filter(
          ({ direction, dateCreated }) => direction === 'outbound-api' && dateCreated.getTime() >= earliest,
        )
        .sort((one, other) => one.dateCreated.getTime() - other.dateCreated.getTime())
        .map(({ sid }) => sid);
    },
    async look(sid) {
      return (await coded(client.calls(sid).fetch())).status;
    },
  };
}

async function coded<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (fault) {
    throw toCodedFault(fault);
  }
}
