/** Who may see the sandbox: this computer, meant as this computer, without a proxy, and its own page for changes. */

import { expect, test } from '@jest/globals';
import { findRefusal } from '../../../src/sandbox/sandbox-guard.js';

const own = { method: 'GET', remoteAddress: '127.0.0.1', headers: { host: 'localhost:3000' } };

test.each([
  ['127.0.0.1', 'localhost:3000'],
  ['::1', '[::1]:3000'],
  ['::ffff:127.0.0.1', '127.0.0.1:3000'],
  ['127.8.0.1', 'LOCALHOST'],
])('%s as %s may look', (remoteAddress, host) => {
  expect(findRefusal({ ...own, remoteAddress, headers: { host } })).toBeUndefined();
});

test.each([
  ['another computer', { remoteAddress: '192.168.1.7' }, 'not_loopback'],
  ['an address that only looks like ours', { remoteAddress: '::ffff:10.0.0.1' }, 'not_loopback'],
  ['no address', { remoteAddress: undefined }, 'not_loopback'],
  ['DNS rebinding', { headers: { host: 'evil.example' } }, 'foreign_host'],
  ['a name that begins like ours', { headers: { host: 'localhost.evil.example:3000' } }, 'foreign_host'],
  ['no host', { headers: {} }, 'foreign_host'],
  ['a proxy in front', { headers: { host: 'localhost', 'x-forwarded-for': '203.0.113.9' } }, 'proxied'],
  ['a POST from nowhere', { method: 'POST' }, 'foreign_origin'],
  [
    'a POST from another page',
    { method: 'POST', headers: { host: 'localhost:3000', origin: 'https://evil.example' } },
    'foreign_origin',
  ],
  [
    'a POST from another port',
    { method: 'POST', headers: { host: 'localhost:3000', origin: 'http://localhost:8080' } },
    'foreign_origin',
  ],
  [
    'a POST from a hidden origin',
    { method: 'POST', headers: { host: 'localhost:3000', origin: 'null' } },
    'foreign_origin',
  ],
] as const)('%s is refused', (_who, change, refusal) => {
  expect(findRefusal({ ...own, ...change })).toBe(refusal);
});

test('the page itself may post', () => {
  const headers = { host: 'localhost:3000', origin: 'http://localhost:3000' };
  expect(findRefusal({ ...own, method: 'POST', headers })).toBeUndefined();
});
