import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { startPatience } from '../../src/conversation/patience.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('gives a silent database up soon', () => {
  const patience = startPatience({ silenceMs: 500, limitMs: 5000, lastAnswerAt: () => 0 });
  jest.advanceTimersByTime(400);
  expect(patience.signal.aborted).toBe(false);
  jest.advanceTimersByTime(100);
  expect(patience.signal.aborted).toBe(true);
});

it('waits for one that answers others, up to the limit', () => {
  const patience = startPatience({ silenceMs: 500, limitMs: 5000, lastAnswerAt: () => Date.now() });
  jest.advanceTimersByTime(4900);
  expect(patience.signal.aborted).toBe(false);
  jest.advanceTimersByTime(100);
  expect(patience.signal.aborted).toBe(true);
});

it('never aborts once ended', () => {
  const patience = startPatience({ silenceMs: 500, limitMs: 5000, lastAnswerAt: () => 0 });
  patience.end();
  jest.advanceTimersByTime(10_000);
  expect(patience.signal.aborted).toBe(false);
});
