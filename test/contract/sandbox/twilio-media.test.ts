/** Pictures and their removal through the Twilio stand-in: fetched behind a redirect, deleted, messages redacted. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ACCOUNT, LINE, startTwilioWorld, TOKEN, type TwilioWorld } from './twilio-world.js';

const WITNESS = '+14175550123';
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
let world: TwilioWorld;

beforeEach(async () => {
  world = await startTwilioWorld();
});
afterEach(() => world.stop());

const basic = { Authorization: `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}` };
const code = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (fault: unknown) => (fault as { code: number }).code,
  );

test('a picture is behind basic authentication and a redirect, and is gone once deleted', async () => {
  const { messageSid } = await world.standIn.receive({
    from: WITNESS,
    body: 'look',
    media: [{ content: PICTURE, contentType: 'image/png' }, { content: Buffer.from('jpeg') }],
  });
  const fields = world.asked[0]?.fields;
  expect(fields).toMatchObject({
    NumMedia: '2',
    MediaContentType0: 'image/png',
    MediaContentType1: 'image/jpeg',
  });
  const address = String(fields?.MediaUrl0);
  expect(new URL(address).pathname).toMatch(
    new RegExp(`^/2010-04-01/Accounts/${ACCOUNT}/Messages/${messageSid}/Media/ME[0-9a-f]{32}$`),
  );
  expect((await fetch(address)).status).toBe(401);
  const redirect = await fetch(address, { headers: basic, redirect: 'manual' });
  expect([redirect.status, redirect.headers.get('location')]).toEqual([
    307,
    expect.stringContaining('/stored/'),
  ]);
  const picture = await fetch(address, { headers: basic });
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await picture.arrayBuffer()).equals(PICTURE)).toBe(true);

  const message = world.client.messages(messageSid);
  const listed = await message.media.list();
  expect(listed.map(({ contentType }) => contentType)).toEqual(['image/png', 'image/jpeg']);
  expect(await message.media(String(listed[0]?.sid)).remove()).toBe(true);
  expect(await code(message.media(String(listed[0]?.sid)).fetch())).toBe(20404);
  expect((await fetch(address, { headers: basic })).status).toBe(404);
  expect((await fetch(String(redirect.headers.get('location')))).status).toBe(404);
  expect(world.standIn.media.of(messageSid)).toHaveLength(1);
  expect(world.standIn.media.fetched.get(String(listed[0]?.sid))).toBe(2);
});

test('a message is redacted, then deleted with its pictures; not while it is on its way', async () => {
  const { messageSid } = await world.standIn.receive({ from: WITNESS, body: 'private', numMedia: 1 });
  const message = world.client.messages(messageSid);
  expect((await message.update({ body: '' })).body).toBe('');
  expect(await code(message.update({ body: 'other words' }))).toBe(20001);
  expect(world.standIn.media.of(messageSid)).toHaveLength(1);
  expect(await message.remove()).toBe(true);
  expect(await code(message.fetch())).toBe(20404);
  expect(world.standIn.media.of(messageSid)).toEqual([]);
  expect(await world.client.messages.list({ from: WITNESS })).toEqual([]);

  const sent = await world.client.messages.create({ to: WITNESS, from: LINE, body: 'hi' });
  expect(await code(world.client.messages(sent.sid).remove())).toBe(20009);
});
