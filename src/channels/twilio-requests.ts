/** What every route that Twilio calls has in common: the signature, and fields that are checked before they are read. */

import { type RequestHandler, urlencoded } from 'express';
import twilio from 'twilio';
import { type z } from 'zod';
import { SightlineError } from '../errors.js';

/** A text has at most 1,600 characters and ten media addresses; Twilio may add fields. */
const BODY_LIMIT = '64kb';

/** Reads the form and refuses what Twilio did not sign. */
export function signedByTwilio(options: { authToken: string; publicUrl: string }): RequestHandler[] {
  return [urlencoded({ extended: false, limit: BODY_LIMIT }), requireSignature(options)];
}

/**
 * Twilio signs the address it was given and the form. The address is PUBLIC_URL and the path as called, never
 * the Host header, which anyone may set; the package tries it with and without the port.
 */
function requireSignature({
  authToken,
  publicUrl,
}: {
  authToken: string;
  publicUrl: string;
}): RequestHandler {
  return (request, _response, next) => {
    const valid = twilio.validateRequest(
      authToken,
      request.get('x-twilio-signature') ?? '',
      publicUrl + request.originalUrl,
      (request.body ?? {}) as Record<string, unknown>,
    );
    if (!valid)
      throw new SightlineError('SIGNATURE_INVALID', 'a request that Twilio did not sign for PUBLIC_URL');
    next();
  };
}

/** The issues a schema finds are dropped: they quote what they found. */
export function parseFields<T>(schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (!parsed.success)
    throw new SightlineError('MESSAGE_INVALID', 'a request from Twilio without the fields it must have');
  return parsed.data;
}
