import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { loadStates, parseStates } from '../../../src/liaison/states-loader.js';
import { STATE_CODES } from '../../../src/liaison/states.js';

const shipped = readFileSync('config/states.yaml', 'utf8');

function messageOf(change: (text: string) => string): string {
  const changed = change(shipped);
  expect(changed).not.toBe(shipped);
  try {
    parseStates(changed, 'states.yaml');
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return (error as Error).message;
  }
  throw new Error('the mistake was not found');
}

describe('config/states.yaml', () => {
  it('has all 56, each with name, zone, policy, source and date', async () => {
    const states = await loadStates('config');
    expect(STATE_CODES).toHaveLength(56);
    expect(Object.keys(states).sort()).toEqual([...STATE_CODES].sort());
    expect(Object.values(states).every(({ date }) => date === '2026-11-22')).toBe(true);
  });

  it('gives numbers only where a source does, and exactly those', async () => {
    const states = await loadStates('config');
    const lines = Object.entries(states).flatMap(([code, { line }]) =>
      line === undefined ? [] : [[code, line.phone, line.text]],
    );
    expect(lines).toEqual([
      ['CO', '866-455-5075', '720-999-9724'],
      ['FL', '855-352-7233', undefined],
      ['GA', '866-363-4842', undefined],
      ['NJ', '855-363-6548', undefined],
      ['OH', '844-363-6448', undefined],
      ['TN', '855-558-6484', undefined],
      ['TX', '844-643-2251', undefined],
    ]);
    expect(states.MO?.policy).toBe('nhth');
  });

  it.each([
    [
      'an unknown policy',
      (text: string) => text.replace('policy: own', 'policy: ours'),
      /^states\.yaml:\d+: states\.CO\.policy: must be own, nhth or both$/,
    ],
    [
      'a channel name',
      (text: string) => text.replace('    name: Missouri', '    channel: "#missouri"\n    name: Missouri'),
      /^states\.yaml:\d+: states\.MO\.channel: must be a Slack channel id/,
    ],
    [
      'a wrong zone',
      (text: string) => text.replace('America/Boise', 'America/Potato'),
      /^states\.yaml:\d+: states\.ID\.timeZone: not an IANA time zone/,
    ],
    [
      'a state left out',
      (text: string) => text.replace(/ {2}WY:\n(?: {4}.*\n)+/, ''),
      /^states\.yaml:\d+: states\.WY: is missing; add it$/,
    ],
    [
      'a field left out',
      (text: string) => text.replace('    name: Ohio\n', ''),
      /^states\.yaml:\d+: states\.OH\.name: is missing; add it$/,
    ],
    [
      'a misspelled field',
      (text: string) => text.replace('    name: Ohio\n', '    name: Ohio\n    chanel: C0123456789\n'),
      /^states\.yaml:\d+: states\.OH\.chanel: not a known name/,
    ],
    [
      'a state twice',
      (text: string) => `${text}  OH:\n    name: Ohio\n`,
      /^states\.yaml:\d+: Map keys must be unique/,
    ],
    ['broken YAML', (text: string) => text.replace('    name: Ohio', '  name Ohio'), /^states\.yaml:\d+: /],
  ])('names %s with its line', (_, change, expected) => {
    expect(messageOf(change)).toMatch(expected);
  });

  it('points at the very line', () => {
    const lineOf = shipped.slice(0, shipped.indexOf('policy: own')).split('\n').length;
    expect(messageOf((text) => text.replace('policy: own', 'policy: ours'))).toContain(
      `states.yaml:${lineOf}:`,
    );
  });

  it('says what to do when the folder is wrong', async () => {
    await expect(loadStates('nowhere')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
