/** `npm run env-example`: writes `.env.example` from the settings schema. */

import { writeFileSync } from 'node:fs';
import { renderEnvExample } from '../env-example.js';

writeFileSync('.env.example', renderEnvExample());
