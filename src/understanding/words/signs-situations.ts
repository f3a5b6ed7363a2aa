/** Signs as strangers told them, in one book. */
import { mergeBooks } from '../phrases.js';
import { CONTROL_SITUATIONS } from './signs-situations-control.js';
import { TRADE_SITUATIONS } from './signs-situations-trade.js';

export const SITUATIONS = mergeBooks([CONTROL_SITUATIONS, TRADE_SITUATIONS]);
