import { test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { moment, shown, witnessTip } from './play.js';
import { step } from '../../../src/flow/step.js';
import { createUnderstand } from '../../../src/understanding/index.js';
import { loadTables } from '../../../src/understanding/tables-loader.js';
test('x', () => {
  const flow = witnessTip();
  const understand = createUnderstand(loadTables());
  const stories = readFileSync('/tmp/stories.txt', 'utf8')
    .trim()
    .split('\n---\n')
    .map((s) => s.split('\n'));
  let out = '';
  for (const s of stories) {
    let snap: unknown;
    for (const [i, t] of s.entries()) {
      const m = moment(i);
      const facts = understand(t, m);
      const timer = /^\/timer/.test(t);
      const r = step(
        flow,
        snap,
        timer ? { type: 'timer', name: 'silence' } : { type: 'text', text: t, facts },
        m,
      );
      snap = JSON.parse(JSON.stringify(r.snapshot));
      out += `W  ${t}\nB  ${shown(r).replaceAll('\n', '\n   ')}\n   [${r.state}] ${r.effects
        .filter((e) => e.type !== 'reply' && e.type !== 'timer')
        .map((e) => JSON.stringify(e))
        .join(' ')}  ${process.env.F ? JSON.stringify(facts) : ''}\n`;
    }
    out += '-----\n';
  }
  process.stdout.write(out);
});
