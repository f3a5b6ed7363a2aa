/**
 * CSV by RFC 4180, made to be opened in a spreadsheet by someone in a hurry: comma, CRLF, quotes doubled, a
 * header row, UTF-8.
 *
 * It begins with a byte order mark. Excel opens a UTF-8 file without one in the code page of the machine, and
 * every accent and every name in another script is ruined without a word. Programs that read the file skip the
 * mark (Python: encoding `utf-8-sig`).
 *
 * A witness's words can never run as a formula: a text that a spreadsheet might take for one begins with an
 * apostrophe (https://owasp.org/www-community/attacks/CSV_Injection). One apostrophe more than was written, never
 * two: dropping it gives the text back exactly. Numbers of ours are left alone, or -94.5 would not be a number.
 *
 * Not guarded: a file forced open with another separator than the comma. Read it with Data → From Text/CSV.
 */

export type Cell = string | number | boolean | undefined;

const BYTE_ORDER_MARK = '\ufeff';

/** A header and one record a row. Cells hold anything at all; the number of columns is the header's. */
export function renderCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(renderCell).join(','));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function renderCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return quote(guard(cell));
}

/**
 * The characters a spreadsheet starts a formula with, and their full-width twins, behind anything it may skip
 * (spaces, invisible characters); and a tab or line break at the very start, which moves text to another cell.
 */
const LOOKS_LIKE_FORMULA = /^(?:[\s\p{Cc}\p{Cf}']*[=+\-@＝＋－＠]|'*[\t\r\n])/u;

function guard(text: string): string {
  return LOOKS_LIKE_FORMULA.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
