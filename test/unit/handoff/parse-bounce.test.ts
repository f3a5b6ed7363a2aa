import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Bounce, parseBounce } from '../../../src/handoff/bounces/parse-bounce.js';
import { type BounceParts, exchangeBounce, humanReply, postfixBounce } from '../../support/bounces.js';
import { PLANTED } from '../../support/tips.js';

const KEY = '0198f3a0-1111-7000-8000-000000000001.2';
const read = (text: string): Promise<Bounce | undefined> => parseBounce(Buffer.from(text));

describe('parseBounce', () => {
  it.each<[string, string, Partial<Bounce>]>([
    ['Postfix', postfixBounce({ envid: KEY, messageId: `${KEY}@x` }), { evidence: '5.1.1 550' }],
    ['Exchange', exchangeBounce({ messageId: `${KEY}@x` }), { evidence: '5.7.1 550' }],
    ['with line ends of Windows', postfixBounce({ envid: KEY }).replaceAll('\n', '\r\n'), {}],
    ['a delay', postfixBounce({ envid: KEY, action: 'delayed', status: '4.4.1' }), { action: 'delayed' }],
    ['no reply code', postfixBounce({ envid: KEY, diagnostic: 'x-unix; no' }), { evidence: '5.1.1' }],
    ['no status', postfixBounce({ envid: KEY, status: 'bad', diagnostic: '' }), { evidence: 'no status' }],
  ])('%s', async (_, text, expected) => {
    const bounce = await read(text);
    expect(bounce).toEqual({
      ...{ idempotencyKeys: [KEY], action: 'failed', evidence: bounce?.evidence, ...expected },
    });
    for (const word of PLANTED) expect(JSON.stringify(bounce)).not.toContain(word);
  });

  it.each<[string, BounceParts]>([
    ['a success', { envid: KEY, action: 'delivered' }],
    ['a relay to who tells nothing', { envid: KEY, action: 'relayed' }],
  ])('%s is none', async (_, parts) => {
    expect(await read(postfixBounce(parts))).toBeUndefined();
  });

  it('a reply of a person is none, and a foreign one names nothing of ours', async () => {
    expect(await read(humanReply(`${KEY}@x`))).toBeUndefined();
    expect(await read(postfixBounce({ envid: 'other', messageId: 'x@y' }))).toMatchObject({
      idempotencyKeys: [],
    });
  });

  it('one recipient that failed among others counts', async () => {
    const two = postfixBounce({ envid: KEY, action: 'delivered' }).replace(
      'Remote-MTA:',
      '\nFinal-Recipient: rfc822; b@hotline.example\nAction: failed\nStatus: 5.2.2\n\nRemote-MTA:',
    );
    expect(await read(two)).toMatchObject({ action: 'failed', evidence: '5.2.2' });
  });

  it('gives codes only, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.string(), async (envid, status, diagnostic) => {
        const bounce = await read(postfixBounce({ envid, status, diagnostic, messageId: `${KEY}@x` }));
        expect(bounce?.evidence ?? 'no status').toMatch(/^(no status|[245]\.\d+\.\d+( \d{3})?|\d{3})$/);
      }),
      { numRuns: 50 },
    );
  });
});
