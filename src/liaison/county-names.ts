/** How a county, or what a state has in its place, is called and found. Pure. */

/** Alaska's unorganised parts, by Census number; every other part of it is a borough. */
const CENSUS_AREAS = new Set([
  ...['02016', '02050', '02070', '02105', '02158', '02180', '02198', '02240', '02261', '02290'],
]);
/** Municipalities and cities in Alaska that are one with their borough. */
const UNIFIED = new Set(['02020', '02110', '02220', '02275', '02282', '02230']);
/** County numbers from 510 on are cities that belong to no county. */
const FIRST_INDEPENDENT_CITY = 510;

const KIND: Record<string, string> = {
  LA: ' Parish',
  AS: ' District',
  MP: '',
  VI: '',
  GU: '',
  PR: '',
  DC: '',
};

/** "Jasper County", "Orleans Parish", "Nome Census Area", "City of Richmond", "Ponce". */
export function countyLabel(state: string, fips: string, name: string): string {
  if (Number(fips.slice(2)) >= FIRST_INDEPENDENT_CITY && state !== 'AK')
    return name.endsWith(' City') ? name : `City of ${name}`;
  if (state === 'AK')
    return `${name}${UNIFIED.has(fips) ? '' : CENSUS_AREAS.has(fips) ? ' Census Area' : ' Borough'}`;
  return `${name}${KIND[state] ?? ' County'}`;
}

/** "St. Louis County", "Saint Louis" and "st louis" are one; so are "Añasco" and "anasco municipio". */
export function foldCountyName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’ʻ.]/g, '')
    .toLowerCase()
    .replace(/^city of /, '')
    .replace(/ (?:county|parish|borough|census area|municipality|municipio|district)$/, '')
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bsainte\b/g, 'ste')
    .replace(/[\s-]+/g, '')
    .trim();
}
