/**
 * A tip as one record of the Human Trafficking Case Data Standard 2.0 (HTCDS, IOM, CC BY 4.0).
 *
 * What it is: `record`, with the standard's field names; a multiselect field is an array here and is joined with
 * ";" in IOM's spreadsheet. Beside it `tip`, with what HTCDS has no field for. One record a tip, however many
 * people were seen: a witness cannot tell whose sign is whose.
 *
 * What it is not: a case. vic_TraffickingStatus is never more than PossibleVictimOfTrafficking. Name, age,
 * gender and citizenship are left out even when the witness guessed at them. The witness's consent is in
 * `tip.consent` and never in a con_ field: those are for the consent of the person affected. cas_ fields that
 * only the receiver can know (status, date of acceptance, case worker) are left to the receiver.
 *
 * Field names: HTCDS Field Reference in https://github.com/UNMigration/HTCDS (prefix and name). The workbook of
 * 2.0 could not be opened; config/crosswalks/htcds.yaml says what that leaves open, and every record repeats it.
 */

import { type SignLabels } from '../labels.js';
import { renderPlainText } from '../plain-text.js';
import { type Tip } from '../schema.js';
import { applyCrosswalk, type Crosswalks } from './crosswalks.js';
import { describeHeader, describeLists, describeMapped } from './header.js';

const LISTS = ['vic_MethodsOfControl', 'vic_TypeOfExploitation'] as const;
type List = (typeof LISTS)[number];

/** The only status a tip can give: nobody has verified anything. */
export const TRAFFICKING_STATUS = 'PossibleVictimOfTrafficking';

export function toHtcds(tip: Tip, crosswalk: Crosswalks['htcds'], signLabels: SignLabels) {
  return {
    standard: `${crosswalk.standard} ${crosswalk.version}`,
    record: {
      vic_TraffickingStatus: TRAFFICKING_STATUS,
      vic_MethodsOfControl: listHtcdsCodes(tip, crosswalk, 'vic_MethodsOfControl'),
      vic_TypeOfExploitation: listHtcdsCodes(tip, crosswalk, 'vic_TypeOfExploitation'),
      ...describeEvent(tip),
      cas_IncomingReferralDetails: renderPlainText(tip, { signLabels }),
    },
    tip: {
      ...describeHeader(tip),
      victims: tip.people.victims ?? null,
      mapped: tip.indicators.flatMap(({ code }) =>
        LISTS.map((list) =>
          describeMapped(code, crosswalk.lists[list], applyCrosswalk(crosswalk, list, code, tip)),
        ),
      ),
      lists: describeLists(Object.values(crosswalk.lists)),
    },
  };
}

/** Every code that a sign of the tip stands for, once, in the order of the standard's list. */
export function listHtcdsCodes(tip: Tip, crosswalk: Crosswalks['htcds'], list: List): string[] {
  const found = new Set(
    tip.indicators.flatMap(({ code }) => {
      const applied = applyCrosswalk(crosswalk, list, code, tip);
      return 'none' in applied ? [] : applied.targets.map((target) => target.code);
    }),
  );
  return crosswalk.lists[list].codes.filter((code) => found.has(code));
}

/** The hte_ fields: where and when, as far as known. */
function describeEvent(tip: Tip): Record<string, string | number> {
  const { location: at, occurred } = tip;
  const known: Record<string, string | number | undefined> = {
    hte_Street: at.address,
    hte_City: at.city,
    hte_State: at.state,
    hte_PostalCode: at.postalCode,
    hte_Country: at.state === undefined ? undefined : 'US',
    hte_Latitude: at.latitude,
    hte_Longitude: at.longitude,
    hte_Date: occurred.from === undefined ? undefined : dayOf(occurred.from, occurred.timeZone),
  };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}

/** YYYY-MM-DD where it happened; UTC when the zone is not known. */
function dayOf(instant: string, timeZone = 'UTC'): string {
  // The Swedish way to write a date is ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(instant));
}
