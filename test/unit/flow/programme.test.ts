/** Pins every number a witness is given (DOMAIN.md section 1). Change one here only with its source in hand. */

import { expect, test } from '@jest/globals';
import { loadProgramme } from '../../../src/flow/flow-loader.js';

test('the numbers are those of the national hotline', () => {
  expect(loadProgramme('config/programme.yaml')).toEqual({
    name: 'Sightline',
    hotlineName: 'National Human Trafficking Hotline',
    hotlinePhone: '1-888-373-7888',
    hotlineText: '233733',
    hotlineTty: '711',
    hotlineChat: 'humantraffickinghotline.org/chat',
    emergency: '911',
  });
});

test('a missing source is named with file, line and remedy', () => {
  expect(() => loadProgramme('test/unit/flow/programme-without-source.yaml')).toThrow(
    /programme-without-source\.yaml:4 name\.source: .*Write value, source and date/,
  );
});
