/**
 * Looks at the hotline's PGP key when a worker starts. A file without a usable key stops the start, like any mistake in
 * the settings. An expired one does not, for texts must still be answered: the operators are told, and mails wait.
 */

import { SightlineError } from '../errors.js';
import { type Logger } from '../logger.js';
import { addJobs, job } from '../store/queue.js';
import { type Store } from '../store/store.js';
import { daysLeftToTell, examinePgpKey, PGP_REMEDIES } from './pgp-key.js';

export async function checkPgpKey(deps: {
  file: string;
  store: Pick<Store, 'transaction'>;
  logger: Logger;
  now: () => Date;
}): Promise<void> {
  const { file, store, logger, now } = deps;
  const key = await examinePgpKey(file, now());
  if (key.state === 'unusable') throw new SightlineError('SETTINGS_INVALID', PGP_REMEDIES.unusable);
  if (key.state === 'expired') {
    logger.error(
      { code: 'DELIVERY_REFUSED', reason: 'pgp_key_expired' },
      'the PGP key of the hotline has expired',
    );
    const alert = job('alertOperators', { code: 'PGP_KEY_EXPIRED', detail: PGP_REMEDIES.expired });
    await store.transaction((tx) => addJobs(tx, [{ ...alert, key: 'alert:pgp-key' }]));
    return;
  }
  const count = daysLeftToTell(key, now());
  if (count === undefined) return;
  const at = key.expiresAt?.toISOString();
  logger.warn(
    { reason: 'pgp_key_expires', at, count },
    'the PGP key of the hotline expires soon; ask for the next one',
  );
}
