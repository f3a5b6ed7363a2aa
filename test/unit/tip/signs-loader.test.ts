import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { loadSignLabels, parseSignLabels } from '../../../src/tip/signs-loader.js';

const shipped = readFileSync('config/signs.yaml', 'utf8');

describe('config/signs.yaml', () => {
  it('has every sign of DOMAIN.md, labelled in both languages', async () => {
    const { en, es } = await loadSignLabels('config');
    expect(Object.keys(en)).toHaveLength(34);
    expect(Object.keys(es)).toEqual(Object.keys(en));
    expect(es['control.id_held']).toBe('alguien les guarda la identidad o el pasaporte');
    expect(en['control.id_held']).toBe('someone keeps their ID or passport');
  });

  it.each([
    [
      'a missing language',
      ", es: 'pide ayuda'",
      '',
      /^signs\.yaml:\d+: signs\.asks_for_help\.es: is missing/,
    ],
    [
      'an unknown language',
      "es: 'pide ayuda'",
      "es: 'pide ayuda', fr: 'aide'",
      /asks_for_help\.fr: not a known name/,
    ],
    [
      'a code that is none',
      '  asks_for_help:',
      '  Asks for help:',
      /^signs\.yaml:\d+: signs\.Asks for help: /,
    ],
    ['an empty label', "es: 'pide ayuda'", "es: ''", /asks_for_help\.es: must not be empty$/],
  ])('names %s with its line', (_, from, to, expected) => {
    expect(shipped).toContain(from);
    expect(() => parseSignLabels(shipped.replace(from, to), 'signs.yaml')).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(expected) }),
    );
  });

  it('says what to do when the folder is wrong', async () => {
    await expect(loadSignLabels('nowhere')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
