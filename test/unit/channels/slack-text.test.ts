/** Slack's markup back into what a person typed. */

import { describe, expect, test } from '@jest/globals';
import { escapeSlackText, readSlackText } from '../../../src/channels/slack/slack-text.js';

describe('readSlackText', () => {
  test.each([
    ['plain words', 'plain words'],
    ['A &amp; B &lt;3 &gt; 2', 'A & B <3 > 2'],
    ['&amp;lt;', '&lt;'],
    ['at <http://motel.example|motel.example>', 'at motel.example'],
    ['<https://motel.example/a?b=1&amp;c=2>', 'https://motel.example/a?b=1&c=2'],
    ['<https://motel.example/ad/7|the ad>', 'the ad (https://motel.example/ad/7)'],
    ['call <tel:+15735550123|573-555-0123>', 'call 573-555-0123'],
    ['<mailto:pat@example.org|pat@example.org>', 'pat@example.org'],
    ['<@U0123> <#C0123|general> <!here>', '@U0123 #general @here'],
    ['<!date^1392734382^{date}|Feb 18>', 'Feb 18'],
    ['a < b and b > c', 'a < b and b > c'],
    ['', ''],
  ])('%s', (written, typed) => {
    expect(readSlackText(written)).toBe(typed);
  });
});

test('what is escaped reads as it was', () => {
  for (const text of ['<!channel> & <@U1>', '&lt;', 'a|b>c'])
    expect(readSlackText(escapeSlackText(text))).toBe(text);
});
