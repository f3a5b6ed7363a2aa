/** What the page may ask for, checked. */

import { z } from 'zod';

const phoneNumber = z.string().regex(/^\+1\d{3}55501\d{2}$/);
const user = z.string().regex(/^U[A-Z0-9]+$/);
const id = z.string().min(1).max(255);
const field = z.union([z.string().max(3000), z.array(z.string().max(255)).max(100), z.null()]);
const element = { actionId: id, blockId: id.optional(), value: field.optional() };

/** A picture of a phone, as base64: ten of them and 5 MB in all is what Twilio takes. */
const picture = z.strictObject({
  contentType: z.enum(['image/jpeg', 'image/png', 'image/gif']),
  data: z.base64().max(7_000_000),
});

export const PAGE_REQUESTS = {
  text: z
    .strictObject({
      from: phoneNumber,
      body: z.string().max(1600),
      pictures: z.array(picture).max(10).default([]),
    })
    .refine(({ body, pictures }) => body !== '' || pictures.length > 0),
  dm: z.strictObject({ user, text: z.string().min(1).max(4000) }),
  click: z.strictObject({ user: user.optional(), channel: id, ts: id, ...element }),
  viewPress: z.strictObject({ user, viewId: id, ...element }),
  viewSubmit: z.strictObject({
    user,
    viewId: id,
    values: z.record(z.string(), z.record(z.string(), field)),
  }),
  viewClose: z.strictObject({ user, viewId: id }),
  command: z.strictObject({
    user,
    channel: id,
    command: z.string().regex(/^\/[a-z0-9_-]{1,32}$/),
    text: z.string().max(2000),
  }),
  home: z.strictObject({ user }),
  call: z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('start') }),
    z.strictObject({ action: z.literal('pick-up') }),
    z.strictObject({ action: z.literal('hang-up') }),
    z.strictObject({ action: z.literal('press'), key: z.string().regex(/^[0-9*#]$/) }),
  ]),
};
