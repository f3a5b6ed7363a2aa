/**
 * The few signs a card uses, drawn by us: a picture must not depend on which emoji font a computer has. Any other emoji and any
 * unknown :name: stay as they are.
 */

import { element } from './dom.js';

const SIGNS = {
  '🔴': ['dot dot-red', 'red'],
  '🟠': ['dot dot-orange', 'orange'],
  '🟡': ['dot dot-yellow', 'yellow'],
  '🔵': ['dot dot-blue', 'blue'],
  '⚪': ['dot dot-white', 'white'],
  '🟢': ['dot dot-green', 'green'],
  ':red_circle:': ['dot dot-red', 'red'],
  ':large_orange_circle:': ['dot dot-orange', 'orange'],
  ':large_yellow_circle:': ['dot dot-yellow', 'yellow'],
  ':large_blue_circle:': ['dot dot-blue', 'blue'],
  ':white_circle:': ['dot dot-white', 'white'],
  ':large_green_circle:': ['dot dot-green', 'green'],
  ':alarm_clock:': ['sign sign-clock', 'alarm clock'],
  ':white_check_mark:': ['sign sign-check', 'check mark'],
  ':warning:': ['sign sign-warning', 'warning'],
};
const PATTERN = new RegExp(`(${Object.keys(SIGNS).join('|')})\\uFE0F?`, 'u');

/** The text in parts, signs drawn. */
export function withSigns(text) {
  const parts = [];
  let rest = text;
  for (let match = PATTERN.exec(rest); match !== null; match = PATTERN.exec(rest)) {
    const [style, label] = SIGNS[match[1]];
    parts.push(
      rest.slice(0, match.index),
      element('span', { class: style, role: 'img', 'aria-label': label }),
    );
    rest = rest.slice(match.index + match[0].length);
  }
  return [...parts, rest].filter((part) => part !== '');
}
