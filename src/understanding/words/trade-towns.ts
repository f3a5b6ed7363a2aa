/** Towns known for a trade: where the text speaks of it, the name means the one of that state. */
const TABLE = `
Williston ND:oil ?fields?|oil rigs?|drilling|frack\\w*|petroler\\w*|pozos?; Midland TX:oil ?fields?|oil rigs?|drilling|frack\\w*|petroler\\w*; Odessa TX:oil ?fields?|oil rigs?|drilling|frack\\w*|petroler\\w*;
Vidalia GA:onions?|cebollas?; Dalton GA:carpets?|rugs?|alfombras?; Gainesville GA:poultry|chickens?|pollos?|polleras?; Wilson NC:tobacco|tabaco; High Point NC:furniture|muebles?;
Lexington NE:beef|meat ?pack\\w*|packing plant|slaughter\\w*|empacadora; Garden City KS:beef|meat ?pack\\w*|packing plant|feed ?lots?|slaughter\\w*|empacadora; Liberal KS:beef|meat ?pack\\w*|packing plant|slaughter\\w*;
Salisbury MD:poultry|chickens?|pollos?; Georgetown DE:poultry|chickens?|pollos?; Plant City FL:strawberr\\w*|berries|fresas?; Homestead FL:nursery|nurseries|tomato\\w*|tomates?|squash|okra; Kingsburg CA:raisins?|grapes?|uvas?`;

/** Town → its state and what the text has to speak of. */
export const TRADE_TOWNS: ReadonlyMap<string, readonly [state: string, trade: RegExp]> = new Map(
  TABLE.trim()
    .split(/;\s*/)
    .map((entry): [string, [string, RegExp]] => {
      const [place = '', trade = ''] = entry.split(':');
      return [place.slice(0, -3), [place.slice(-2), new RegExp(`\\b(?:${trade})\\b`)]];
    }),
);
