/** Status callbacks of calls, in order or last first, signed. https://www.twilio.com/docs/voice/api/call-resource#statuscallback */

import { callFields, type AnsweredBy, type TwilioCall } from './twilio-call.js';
import { type SignedRequests } from './twilio-requests.js';

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export interface CallReports {
  /** Sends the event when the call's owner wants to hear of it. */
  report(call: TwilioCall, event: CallEvent): void;
  /** Asynchronous answering machine detection: the verdict comes beside the call. */
  reportMachine(call: TwilioCall, url: string, by: AnsweredBy): void;
  /** Everything about this call has been sent and answered. */
  settled(call: TwilioCall): Promise<void>;
}

export function createCallReports(options: {
  accountSid: string;
  requests: SignedRequests;
  isDisorderly: () => boolean;
}): CallReports {
  const queues = new Map<string, Promise<unknown>>();
  const held = new Map<string, (() => Promise<unknown>)[]>();
  const enqueue = (sid: string, send: () => Promise<unknown>) => {
    queues.set(sid, (queues.get(sid) ?? Promise.resolve()).then(send));
  };

  return {
    report(call, event) {
      const { callback } = call;
      if (callback?.events.includes(event) !== true) return;
      const isOver = event === 'completed';
      const seconds = Math.round(call.durationSeconds);
      const fields = {
        ...callFields(options.accountSid, call),
        CallStatus: event === 'initiated' ? 'initiated' : call.status,
        CallbackSource: 'call-progress-events',
        SequenceNumber: String(call.callbacksSent),
        Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
        ...(isOver && { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }),
      };
      call.callbacksSent += 1;
      const send = () => options.requests.send(callback.url, fields, callback.method);
      if (!options.isDisorderly()) {
        enqueue(call.sid, send);
        return;
      }
      const waiting = [...(held.get(call.sid) ?? []), send];
      held.set(call.sid, waiting);
      if (!isOver) return;
      held.delete(call.sid);
      for (const late of waiting.reverse()) enqueue(call.sid, late);
    },
    reportMachine(call, url, by) {
      const { AccountSid = '', CallSid = '' } = callFields(options.accountSid, call);
      const fields = { AccountSid, CallSid, AnsweredBy: by, MachineDetectionDuration: '3000' };
      enqueue(call.sid, () => options.requests.send(url, fields));
    },
    async settled(call) {
      await queues.get(call.sid);
      queues.delete(call.sid);
    },
  };
}
