/**
 * A call that is on: Twilio asks what to say, and tells what was pressed. A request names our call by its id and Twilio's
 * call by its own; one of another call of Twilio's (placed twice after all) is told to hang up. Repeating one is safe.
 */

import { adoptCall, type CallRow, findCall, recordKey, recordProgress } from '../store/queries/calls.js';
import { describeEnd, finish, isOver, type CallDeps } from './place-call.js';
import { type CallAnswer, type CallTurn, type PhoneLine } from './ports.js';

const WHISPER_WAIT_SECONDS = 8;

export function createPhoneLine(deps: CallDeps): PhoneLine {
  const { store, scripts, now } = deps;
  const tell = async (call: CallRow, answer: CallAnswer): Promise<CallTurn> => {
    if (answer.outcome !== undefined || answer.place !== undefined)
      await store.statement((tx) => recordProgress(tx, { callId: call.id, ...answer }));
    return answer.turn;
  };
  const findOwn = async (callId: string, sid: string): Promise<CallRow | undefined> => {
    const call = await store.statement((tx) => findCall(tx, callId));
    return call?.providerSid === sid && call.state !== 'ended' ? call : undefined;
  };
  return {
    async begin({ callId, sid, answeredBy }) {
      const call = await store.statement((tx) => adoptCall(tx, { callId, sid, answeredBy, now: now() }));
      if (call === undefined || call.state === 'ended') return undefined;
      return tell(call, await scripts[call.purpose].begin(call));
    },
    async key({ callId, sid, key }) {
      if ((await findOwn(callId, sid)) === undefined) return undefined;
      const call = await store.statement((tx) => recordKey(tx, { callId, key, now: now() }));
      return call && tell(call, await scripts[call.purpose].key(call, key));
    },
    async connected({ callId, sid, bridged, status }) {
      const call = await findOwn(callId, sid);
      const answer = call && (await scripts[call.purpose].connected?.(call, bridged, status));
      return call && answer && tell(call, answer);
    },
    async whisper({ callId, key }) {
      const call = await store.statement((tx) => findCall(tx, callId));
      if (call === undefined || call.state === 'ended') return undefined;
      if (key === '1') return { kind: 'join' };
      const say = key === undefined ? await scripts[call.purpose].whisper?.(call) : undefined;
      return say && { kind: 'ask', say, waitSeconds: WHISPER_WAIT_SECONDS };
    },
    async status({ callId, sid, status }) {
      if (!isOver(status)) return;
      const call = await store.statement((tx) => adoptCall(tx, { callId, sid, now: now() }));
      if (call !== undefined) await finish(deps, callId, describeEnd(status, call));
    },
  };
}
