/** The text of `.env.example`, generated from the settings schema so that the two cannot drift apart. */

import { ENVIRONMENT } from './environment.js';

export function renderEnvExample(): string {
  const lines = Object.entries(ENVIRONMENT).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(undefined);
    const byDefault = parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
    return [`# ${schema.description ?? ''}`, `${byDefault === '' ? '' : '# '}${name}=${byDefault}`, ''];
  });
  return [
    '# Generated from src/environment.ts by `npm run env-example`. Everything is optional: with nothing set, npm start',
    '# is a sandbox on an embedded database.',
    '',
    ...lines,
  ].join('\n');
}
