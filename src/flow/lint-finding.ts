/** What the lint rules have in common. */

import { type Path } from './texts.js';

/** What a rule finds: where, what, and what to do. */
export interface Finding {
  rule: string;
  path: Path;
  message: string;
  remedy: string;
}
