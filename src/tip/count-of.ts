/** A number with its noun, by the plural rules of the language (ICU, through Intl.PluralRules). */

/** `other` is a must; a language may have `one`, `few`, `many` and more. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export function countOf(count: number, locale: string, forms: PluralForms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return `${new Intl.NumberFormat(locale).format(count)} ${form}`;
}
