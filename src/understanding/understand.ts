/**
 * Reads one text and says what is in it: the room's one function. The rules read first (read-by-rules.ts); what has
 * been learned from labelled texts then weighs what they found with the words themselves, and may add to the
 * meanings or take them back (learned/). Places, numbers and times are the rules' alone.
 */
import type { Understand } from './facts.js';
import type { Gazetteer } from './gazetteer.js';
import { createModel } from './learned/model.js';
import { reconsider } from './learned/reconsider.js';
import type { LearnedTable } from './learned/table.js';
import { createReadByRules } from './read-by-rules.js';

export interface UnderstandingTables {
  gazetteer: Gazetteer;
  learned: LearnedTable;
}

/** Read once at start, so that no witness waits while patterns are compiled. */
const WARM_UP = [
  'clerk at the Blue Inn off I-70 exit 12 in Salina KS 67401. man paid cash, 2 girls about 15, wont let them leave room 9, white van plate KS 123 ABC, last night at 9pm. call 785-555-0100',
  'en el motel de la 4th Ave en Tucson Arizona un hombre golpea a una muchacha ahorita, le quito el pasaporte y no le paga desde marzo',
  'bus driver, greyhound 1430 from tulsa to wichita, next stop ponca city 3:15pm, mile marker 210 northbound',
];

/** Makes the reader once, at start; compiling the phrases and a first reading take about 100 ms. */
export function createUnderstand({ gazetteer, learned }: UnderstandingTables): Understand {
  const readByRules = createReadByRules(gazetteer);
  const model = createModel(learned);
  const understand: Understand = (text, context) => reconsider(readByRules(text, context), model);
  for (const text of WARM_UP) understand(text, { now: new Date(0) });
  return understand;
}
