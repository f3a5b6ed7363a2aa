// Looks for planted secrets in text, however they are written: plain in any case, escaped, URL-encoded, base64,
// hex, a number with or without its punctuation. Plain JavaScript, because global-teardown.mjs loads it without a transform.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The names (never the values) of the secrets that occur in the text. */
export function findPlanted(text, secrets) {
  const lower = text.toLowerCase();
  return secrets.filter((secret) => occurs(text, lower, secret.value)).map(({ name }) => name);
}

/** `<file>:<line>: <name>` for every line of every file in the folder that holds a planted secret. */
export async function searchFolder(folder, secrets) {
  const hits = [];
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    hits.push(...(await searchFile(path, secrets)));
  }
  return hits;
}

export async function searchFile(path, secrets) {
  const text = await readFile(path, 'utf8');
  if (findPlanted(text, secrets).length === 0) return [];
  return text
    .split('\n')
    .flatMap((line, index) => findPlanted(line, secrets).map((name) => `${path}:${index + 1}: ${name}`));
}

function occurs(text, lower, value) {
  if (value.length < 7) return new RegExp(`(?<![a-z0-9.])${escape(value)}(?![a-z0-9])`, 'i').test(text);
  return (
    foldedFormsOf(value).some((form) => lower.includes(form)) ||
    base64FormsOf(value).some((form) => text.includes(form))
  );
}

function foldedFormsOf(value) {
  const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  for (const cased of [value, value.toLowerCase(), value.toUpperCase()]) forms.push(hexOf(cased));
  const number = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(value);
  if (number) {
    const [, area, exchange, line] = number;
    for (const gap of ['', '-', '.', ' ', '%20', '\u00a0']) forms.push([area, exchange, line].join(gap));
    forms.push(
      `(${area}) ${exchange}-${line}`,
      `(${area})${exchange}-${line}`,
      hexOf(`${area}${exchange}${line}`),
    );
  }
  return forms.map((form) => form.toLowerCase());
}

/** A text inside a longer one has three base64 forms, by where it begins; the characters at its edges depend on its neighbours. */
function base64FormsOf(value) {
  const spellings = [value, value.toLowerCase(), value.toUpperCase(), value.replace(/^\+1/, '')];
  return spellings.flatMap((spelling) =>
    [0, 1, 2].flatMap((offset) => {
      const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(spelling, 'utf8')]);
      const whole = bytes.toString('base64').replace(/=+$/, '');
      const form = whole.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
      return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
    }),
  );
}

function hexOf(value) {
  return Buffer.from(value, 'utf8').toString('hex');
}

function escape(value) {
  return value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
