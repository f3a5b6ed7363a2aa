/** Who, whose, when and whether: the small words of English and Spanish by what they do in a sentence. */
export const GRAMMAR: Readonly<Record<string, string>> = {
  I: 'i yo myself',
  WE: 'we nosotros nosotras ourselves somos estamos',
  ME: 'me mi conmigo',
  US: 'us nos',
  MY: 'my mine mi mis',
  OUR: 'our ours nuestro nuestra nuestros nuestras',
  HE: 'he el him his',
  SHE: 'she ella her hers',
  THEY: 'they them their theirs ellos ellas les los las',
  YOU: 'you your tu te ti usted ustedes vos',
  NOT: 'not no never none nobody without nor nunca nadie sin ni tampoco ningun ninguna jamas',
  NOW: 'now ahorita ahora currently tonight still todavia again orita',
  PAST: 'ago last yesterday used before once years months weeks ayer antes anos meses semanas pasado pasada back',
  ALWAYS: 'every always daily everyday nightly siempre cada diario todos constantly usually',
  BOSS: 'boss owner manager foreman supervisor employer recruiter contractor patron jefe jefa encargado encargada capataz mayordomo dueno duena patrona contratista landlord overseer captain sponsor',
  PIMP: 'pimp daddy handler madam padrote madrota proxeneta trafficker chulo',
  PARTNER:
    'husband wife boyfriend girlfriend ex esposo esposa novio novia marido hubby fiance partner bf gf viejo',
  KIN: 'mother mom father dad sister brother cousin aunt uncle son daughter niece nephew mama papa hermana hermano prima primo tia tio hijo hija sobrina sobrino suegra suegro stepdad stepmom padrastro madrastra grandma abuela',
  FRIEND:
    'friend friends neighbor neighbors coworker coworkers classmate roommate amiga amigo amigas amigos vecina vecino vecinos companera companero companeros comadre compadre homegirl homie buddy bestie',
  WOMAN:
    'woman women girl girls lady ladies female females mujer mujeres muchacha muchachas chica chicas senora senoras morra morras chava chavas',
  MAN: 'man men guy guys dude dudes male males hombre hombres senor senores tipo tipos vato vatos cuate bato',
  WORKER:
    'worker workers employee employees laborer laborers crew trabajador trabajadores trabajadora trabajadoras obrero obreros empleada empleadas jornaleros cook cooks dishwasher maid nanny housekeeper picker pickers dancer masseuse farmworker',
  LAUGH: 'lol lmao lmfao haha hahaha jaja jajaja jajajaja jeje rofl xd smh omg bruh lolol jk',
};
