/** "30s", "5m", "1h" as milliseconds; undefined for anything else. */

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 60 * 60_000 };

export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNIT_MS[unit] ?? 0);
}
