/** The hub: a turn ends with its outcome or with its fault, whatever Botkit does in between. */

import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ChannelAdapter } from '../../../src/channels/channel-adapter.js';
import { createHub, type Hub } from '../../../src/channels/hub.js';
import {
  type InboundMessage,
  type OutgoingMessage,
  type ReceiveMessage,
  type SendOutcome,
} from '../../../src/conversation/ports.js';
import { SightlineError } from '../../../src/errors.js';

class FakeAdapter extends ChannelAdapter {
  readonly channel = 'sms';
  readonly delivered: OutgoingMessage[] = [];
  outcome: SendOutcome | SightlineError = { kind: 'sent', providerId: 'SM1' };
  deliver(message: OutgoingMessage): Promise<SendOutcome> {
    this.delivered.push(message);
    return this.outcome instanceof SightlineError
      ? Promise.reject(this.outcome)
      : Promise.resolve(this.outcome);
  }
  findSent(): Promise<string | undefined> {
    return Promise.resolve('SM2');
  }
  updateActivity(): Promise<void> {
    return Promise.resolve();
  }
  deleteActivity(): Promise<void> {
    return Promise.resolve();
  }
}

const inbound = (overrides: Partial<InboundMessage> = {}): InboundMessage => ({
  channel: 'sms',
  providerId: 'SM0',
  address: '+15735550100',
  replyFrom: '+15735550199',
  input: { type: 'text', text: 'a girl at the motel' },
  mediaCount: 0,
  receivedAt: new Date(0),
  ...overrides,
});

const outgoing: OutgoingMessage = {
  outboundId: 'o1',
  channel: 'sms',
  address: '+15735550100',
  replyFrom: '+15735550199',
  text: 'Where?',
  plainText: 'Where? 1 Here',
  step: 'where',
  choices: [],
  createdAt: new Date(0),
};

const unhandled: unknown[] = [];
const note = (fault: unknown) => void unhandled.push(fault);
let adapter: FakeAdapter;
let errorOutput: jest.SpiedFunction<typeof console.error>;

beforeEach(() => {
  adapter = new FakeAdapter();
  unhandled.length = 0;
  process.on('unhandledRejection', note);
  errorOutput = jest.spyOn(console, 'error');
});

afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  expect(errorOutput).not.toHaveBeenCalled();
  errorOutput.mockRestore();
});

function hubFor(receiveMessage: ReceiveMessage, turnTimeoutMs = 10_000): Hub {
  return createHub({ adapters: [adapter], receiveMessage, turnTimeoutMs });
}

describe('turns in', () => {
  test('a text and a choice reach receiveMessage as they were, and its outcome comes back', async () => {
    const received: InboundMessage[] = [];
    const hub = hubFor((message) => {
      received.push(message);
      return Promise.resolve(received.length === 1 ? 'accepted' : 'duplicate');
    });
    const text = inbound();
    const choice = inbound({ input: { type: 'choice', step: 'danger', choice: 'yes' } });
    await expect(hub.takeTurn(text)).resolves.toBe('accepted');
    await expect(hub.takeTurn(choice)).resolves.toBe('duplicate');
    expect(received).toEqual([text, choice]);
  });

  test('an empty text is a turn too', async () => {
    await expect(
      hubFor(() => Promise.resolve('accepted')).takeTurn(inbound({ input: { type: 'text', text: '' } })),
    ).resolves.toBe('accepted');
  });

  test('what the handler throws reaches the caller as it is', async () => {
    const fault = new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
    await expect(hubFor(() => Promise.reject(fault)).takeTurn(inbound())).rejects.toBe(fault);
  });

  test('a handler that throws before its first await is no different', async () => {
    const fault = new Error('synchronous');
    const hub = hubFor(() => {
      throw fault;
    });
    await expect(hub.takeTurn(inbound())).rejects.toBe(fault);
  });

  test.each(['ingest', 'receive'] as const)('what %s middleware throws reaches the caller', async (stage) => {
    const hub = hubFor(() => Promise.resolve('accepted'));
    hub.use(stage, (_bot, message) => {
      if (message.text === 'sync') throw new Error('sync fault');
      return Promise.reject(new Error('async fault'));
    });
    await expect(hub.takeTurn(inbound({ input: { type: 'text', text: 'sync' } }))).rejects.toThrow(
      'sync fault',
    );
    await expect(hub.takeTurn(inbound())).rejects.toThrow('async fault');
  });

  test('a turn that hangs in middleware is a retryable fault, and the next turn is not held up', async () => {
    const hub = hubFor(() => Promise.resolve('accepted'), 500);
    hub.use('receive', (_bot, message) =>
      message.text === 'hang' ? new Promise<void>(() => undefined) : undefined,
    );
    await expect(hub.takeTurn(inbound({ input: { type: 'text', text: 'hang' } }))).rejects.toMatchObject({
      code: 'INTERNAL',
      retryable: true,
    });
    await expect(hub.takeTurn(inbound())).resolves.toBe('accepted');
  });

  test('a handler that ends after the turn was given up does no harm', async () => {
    const hub = hubFor(() => new Promise((resolve) => setTimeout(resolve, 40, 'accepted')), 10);
    await expect(hub.takeTurn(inbound())).rejects.toMatchObject({ code: 'INTERNAL' });
    await new Promise((resolve) => setTimeout(resolve, 60));
  });

  test('when reply throws inside a turn, the turn fails with it', async () => {
    const fault = new SightlineError('PROVIDER_UNAVAILABLE', 'the provider is down');
    adapter.outcome = fault;
    const hub = hubFor(() => Promise.resolve('accepted'));
    hub.use('receive', async (bot, message) => {
      await bot.reply(message, { text: 'x', channelData: { outgoing } });
    });
    await expect(hub.takeTurn(inbound())).rejects.toBe(fault);
  });

  test('a channel without settings is a coded fault', async () => {
    await expect(
      hubFor(() => Promise.resolve('accepted')).takeTurn(inbound({ channel: 'slack' })),
    ).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('turns at once do not see each other', async () => {
    const hub = hubFor((message) =>
      message.providerId.endsWith('3')
        ? Promise.reject(new Error(message.providerId))
        : Promise.resolve('accepted'),
    );
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) => hub.takeTurn(inbound({ providerId: `SM${index}` }))),
    );
    results.forEach((result, index) => {
      expect(result.status).toBe(index % 10 === 3 ? 'rejected' : 'fulfilled');
    });
  });
});

test('DEBUG=botkit prints no words', () => {
  const requireAsBotkit = createRequire(createRequire(import.meta.url).resolve('botkit'));
  const debug = requireAsBotkit('debug') as { enable(names: string): void; enabled(name: string): boolean };
  debug.enable('botkit');
  expect(debug.enabled('botkit')).toBe(true);
  hubFor(() => Promise.resolve('accepted'));
  expect(debug.enabled('botkit')).toBe(false);
});

describe('turns out', () => {
  test('a message reaches the adapter whole, and the outcome comes back', async () => {
    const hub = hubFor(() => Promise.resolve('accepted'));
    await expect(hub.send(outgoing)).resolves.toEqual({ kind: 'sent', providerId: 'SM1' });
    adapter.outcome = { kind: 'opted_out', providerCode: '21610' };
    await expect(hub.send(outgoing)).resolves.toEqual({ kind: 'opted_out', providerCode: '21610' });
    expect(adapter.delivered).toEqual([outgoing, outgoing]);
    await expect(hub.findSent(outgoing)).resolves.toBe('SM2');
  });

  test('what the adapter throws reaches the caller as it is', async () => {
    const fault = new SightlineError('PROVIDER_UNAVAILABLE', 'busy', { retryAfterMs: 3000 });
    adapter.outcome = fault;
    await expect(hubFor(() => Promise.resolve('accepted')).send(outgoing)).rejects.toBe(fault);
  });
});
