/** What the export tests share: the shipped configuration, the formats, and a reader of CSV written apart from ours. */

import { loadCrosswalks } from '../../../../src/tip/exports/crosswalks-loader.js';
import { type ExportOptions } from '../../../../src/tip/exports/index.js';
import { loadSignLabels } from '../../../../src/tip/signs-loader.js';

export async function shippedOptions(): Promise<ExportOptions> {
  return { crosswalks: await loadCrosswalks('config'), signLabels: await loadSignLabels('config') };
}

/** Reads RFC 4180 character by character. Throws on anything the RFC does not allow. */
export function readCsv(file: string): string[][] {
  if (!file.startsWith('\ufeff')) throw new Error('no byte order mark');
  if (!file.endsWith('\r\n')) throw new Error('the last record does not end');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 1;
  while (at < file.length) {
    const [cell, next] = file[at] === '"' ? readQuoted(file, at + 1) : readBare(file, at);
    row.push(cell);
    if (file[next] === ',') at = next + 1;
    else if (file.startsWith('\r\n', next)) {
      rows.push(row);
      row = [];
      at = next + 2;
    } else throw new Error(`neither a comma nor the end of a record at ${next}`);
  }
  return rows;
}

function readQuoted(file: string, start: number): [cell: string, next: number] {
  let cell = '';
  for (let at = start; at < file.length; at++) {
    if (file[at] !== '"') cell += file[at] ?? '';
    else if (file[at + 1] === '"') {
      cell += '"';
      at++;
    } else return [cell, at + 1];
  }
  throw new Error('a quoted cell does not end');
}

function readBare(file: string, start: number): [cell: string, next: number] {
  const cell = /^[^",\r\n]*/.exec(file.slice(start))?.[0] ?? '';
  return [cell, start + cell.length];
}

/** By header, the second row first. */
export function readRows(file: string): Record<string, string>[] {
  const [header = [], ...rows] = readCsv(file);
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error('a record is longer or shorter than the header');
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
  });
}
