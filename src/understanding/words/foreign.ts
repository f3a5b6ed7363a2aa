/**
 * Words of trouble in languages the conversation does not speak: enough to tell a tip from a greeting, no more.
 * Latin ones without accents.
 */
export const FOREIGN_TROUBLE: readonly RegExp[] = [
  // French, Portuguese, Haitian Creole
  /\b(?:aidez|aide moi|au secours|passeport|enferm\w*|prostitu\w*|frapp\w*|menac\w*|paie pas|paye pas|paient pas|sortir|patron|police|exploit\w*|dette|viol\w*|force[er]?)\b/,
  /\b(?:ajud\w*|socorro|passaporte\w*|patrao|patroa|trancad\w*|nao (?:me )?paga\w*|sair|ameac\w*|bate em|batendo|prostitu\w*|divida|explorad\w*|obrigad[ao] a|presa|preso|refem|documentos?|chefe)\b/,
  /\b(?:bezwen ed|ede m|sekou|paspo|patwon|pa peye|femen|menase|bat mwen|bat li|soti|lapolis|kidnape|fose|vyole|pran kob)\b/,
  // Vietnamese, Tagalog
  /(?:\bgiup\b|\bcuu\b|\bho chieu\b|\bgiu giay\b|\bgiay to\b|\bkhong (?:duoc|tra|cho)\b|\bluong\b|\bdanh\b|\bnhot\b|\bep buoc\b|\bmai dam\b|\bchu\b.*\bgiu\b)/,
  /\b(?:tulong\w*|tulungan|passport|pasaporte|amo|sahod|sweldo|pinapasahod|makalabas|makaalis|ikinulong|nakakulong|sinasaktan|binubugbog|takot|pinipilit|kinuha)\b/,
  // Russian, Arabic, Korean, Chinese
  /(?:помоги|помощ|паспорт|запер|выпуск|не плат|бьет|бьёт|угрож|застав|проститу|раб(?:ств|ы)|хозяин)/,
  /(?:ساعد|نجد|جواز|احتجز|محبوس|لا يدفع|راتب|يضرب|يهدد|صاحب العمل|الخروج|دعارة|مخطوف)/,
  /(?:도와|살려|여권|감금|갇|월급|때려|때리|협박|성매매|강제|사장)/,
  /(?:救|帮|護照|护照|工资|工資|老板|老闆|打我|关在|關在|锁|鎖|威胁|威脅|卖淫|賣淫|强迫|強迫|不让|不讓)/,
];
