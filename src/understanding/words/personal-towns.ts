/** Towns that share their name with a first name or surname, and places abroad whose names American towns bear. */

/** Countries and their capitals: where people are from, not where it happens. */
export const FOREIGN = new Set(
  'jamaica mexico cuba peru lebanon china brazil panama honduras guatemala salvador colombia nicaragua haiti holland poland jordan israel turkey egypt russia ukraine venezuela ecuador bolivia chile argentina philippines vietnam thailand korea india nepal bangladesh nigeria ghana kenya ethiopia somalia romania moldova bulgaria albania serbia dominican belize trinidad barbados bahamas lima manila bogota caracas havana tegucigalpa monterrey tijuana juarez reynosa matamoros canton delhi kingston'.split(
    ' ',
  ),
);

/** First names, surnames and Spanish words that are also towns. */
export const PERSONAL = new Set(
  'amarillo chino plano pueblo madera escondido logan largo medina mercedes austin jackson washington charlotte savannah madison lincoln aurora eugene chandler florence augusta victoria helena carson jefferson troy camden clinton franklin marion milton vernon hamilton lawrence everett mason shelby tracy gary selma beverly lauren sydney brooklyn chelsea paris sierra dakota regina carmel lorena elena angelica jordan sandy kent clayton dalton murray mitchell marshall martin pierre tyler cody orlando garland irving gilbert henderson'.split(
    ' ',
  ),
);

/** Large towns whose names say something else so often that only a state beside them makes them a place. */
export const NEVER_ALONE: ReadonlySet<string> = new Set(
  'orange surprise paradise enterprise union normal sandy spring mission sunrise temple vista sparks parker mentor tracy shelby victoria gilbert tyler jordan'.split(
    ' ',
  ),
);
