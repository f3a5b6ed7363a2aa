/**
 * The catalogue of coded errors: every fault the program can raise has a stable code, says whether trying
 * again can help, and carries a message for the operator. A message never holds a witness's words, a name
 * or a number: it names places (a file, a row id, a setting), never contents.
 *
 * Expected outcomes (opted out, duplicate, not understood) are not errors; they are results.
 */

/** code → can trying again later help? The order is alphabetical; a test holds it and looks for dead codes. */
export const ERROR_CODES = {
  CONFIG_INVALID: { retryable: false },
  DATA_KEY_INVALID: { retryable: false },
  DATA_KEY_MISMATCH: { retryable: false },
  DATABASE_START_FAILED: { retryable: false },
  DATABASE_UNAVAILABLE: { retryable: true },
  DECRYPTION_FAILED: { retryable: false },
  DELIVERY_REFUSED: { retryable: false },
  DELIVERY_UNAVAILABLE: { retryable: true },
  FLOW_INVALID: { retryable: false },
  FLOW_VERSION_MISSING: { retryable: false },
  INTERNAL: { retryable: false },
  MESSAGE_INVALID: { retryable: false },
  PROVIDER_REFUSED: { retryable: false },
  PROVIDER_UNAVAILABLE: { retryable: true },
  SETTINGS_INVALID: { retryable: false },
  SIGNATURE_INVALID: { retryable: false },
  SNAPSHOT_INVALID: { retryable: false },
} as const satisfies Record<string, { retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A fault with a stable code. `message` is for the operator and never quotes a witness. */
export class SightlineError extends Error {
  override readonly name = 'SightlineError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** The provider's own code or HTTP status, where there is one (for example Twilio 21610). */
  readonly providerCode: string | undefined;
  /** How long the other side asked us to wait, in milliseconds (Retry-After). */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; providerCode?: string; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.providerCode = options.providerCode;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Wraps anything thrown into a coded error; a coded error passes through unchanged. */
export function toSightlineError(thrown: unknown): SightlineError {
  if (thrown instanceof SightlineError) return thrown;
  return new SightlineError('INTERNAL', 'an unexpected fault; the cause is recorded by class and code only', {
    cause: thrown,
  });
}
