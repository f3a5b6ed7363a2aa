/** Small words that give a language away (flat, without accents), with how much each says. */
import type { Language } from '../facts.js';

const WORDS: Partial<Record<Language, string>> = {
  en: `the and is are was were she he they her his him their there this that with for from have has had not dont cant wont at on my me i im you we us our it its of to be been will would can could who what
    where when why how girl girls women woman man men guy guys boss room rm rn help please call plate work working here now just like think about saw see looks look same every night day hi hello hey yes no ok thanks thank
    kids people driver next someone anyone get got go going said says told out in an or but if so as by up hotel motel truck stop bus exit near wrong number stop text texting sorry lol u ur w n abt idk pls thx
    locked holds takes scared hitting paid pay owner living live lives outside inside behind older young years old yo teen phone house neighbor street road north south east west front desk left did does do does`,
  es: `el la los las un una unos unas de del que y en es no se por con para su sus lo le les mi me nos al pero muy ya hay esta estan estoy aqui ahi alli como si yo ella ellos ellas somos son soy tiene tienen tengo
    mas sin cuando donde quien todo todos todas desde hasta porque tambien fue ser hace hacer dice dicen puede pueden quiero ayuda favor gracias hola buenas buenos tardes noches dias trabajo trabajan trabajamos muchacha muchachas hombre mujer mujeres
    senor senora nina ninas casa cuarto dinero pasaporte dejan deja salir quitaron quito paga pagan jefe patron miedo ahorita ahora afuera cerca carro camioneta troca placas calle semana meses anos hotel aki xfa q x pa tb este eso esa ese
    dios bendiga numero equivocado llamen llamenme llame soy vecina vecino mira mire oiga disculpe usted ustedes creo vi veo va van voy vas vamos matar mata golpea pega pegando golpeando encerrada encerrado gritos gritando agarro suelta cuello salir irme hablar llamar dije dijo dicen puedo podemos debo nadie nada algo alguien ni carretera rumbo salida milla autopista sabria decirle decir hacia recuerdo bien mal ayer anoche manana hijo hija padre familia policia migra vendo amigo amiga novio esposo cuartos limpiar limpio llevo llevan tiempo otra otro ese todas viene vienen entran`,
  pt: `o os um uma do da dos das no na nos nas que e em nao com para seu sua meu minha mais esta estao aqui voce eu ele ela eles somos sao tem temos trabalho trabalha patrao passaporte dinheiro ajuda obrigado obrigada ola bom boa
    pra pro mas muito ja ha foi ser quando onde quem tudo todos desde ate porque tambem fica ficou perto saida rua cidade salario meses anos deixa sair mulher mulheres homem menina meninas morando moro obra restaurante nossos nossas dele dela isso essa esse estou vivo
    numa num pelo pela dia noite por favor ajudem preciso dono chefe casa paga pagam telefone ligue me`,
  fr: `le la les un une des du de et est je il elle nous vous ils elles pas ne que qui dans pour avec sur mon ma mes son sa ses notre au aux ce cette mais tres plus ou par sont suis ai avons sommes travail travaille patron passeport argent
    aide aidez bonjour merci salut oui non ici femme femmes fille filles homme hommes mois sans depuis chez quand jamais rien jour nuit salaire telephone appelez moi leur leurs restaurant maison faire peux peut peur s il y en a c'est nest pris garde paye
    on dort enfant enfants voiture rue ville sortie pres appartement hotel`,
  ht: `mwen ou li nou yo se nan ak pou pa gen yon sa ki te ap m n k l la an travay patwon paspo peye moun fanm gason timoun kay lajan ede souple mesi bonjou bonswa depi mwa rele kote tanpri ki pran kite soti vle konnen anpil
    gade isit jodi yè aswè lopital restoran kouman poukisa lè fi tifi chak jou lannwit dòmi domi kav pi tout men anndan deyo lari machin pèdi pè`,
  vi: `toi cua khong va la co trong mot nguoi lam o di duoc voi cho nay ba ong chu anh chi em ho chieu tra luong thang xin goi giup tiem nha cam on khi bi giu song viec ngay gio tien tu nhung cac den ve`,
  tl: `ang ng sa na mga ako ko siya niya sila nila kami namin hindi po may wala kung para at ito iyon dito doon ay si ni ka mo ikaw namin amin tayo natin kayo ninyo gusto trabaho amo pasaporte pera tulong tulungan bahay babae lalaki bata
    lang din rin ba pero kasi dahil nang araw gabi sahod bayad pinapayagan lumabas salamat kumusta opo magandang umaga kinuha kanya aming nakatira nasa walang bawal makaalis takot nagtatrabaho isang tatlong buwan`,
  ru: `ya ne on ona my oni pomogite privet`,
};

const SHARED_PENALTY: Partial<Record<string, number>> = {
  mwen: 2.5,
  bezwen: 2,
  hindi: 2,
  tulungan: 2.5,
  tulong: 2,
  passeport: 2,
  bonjour: 2,
  khong: 1.5,
  preciso: 1.5,
  nao: 1.5,

  a: 0,
  no: 0.2,
  me: 0.3,
  la: 0.5,
  de: 0.5,
  es: 1,
  un: 0.5,
  en: 0.7,
  se: 0.5,
  si: 0.6,
  que: 0.8,
  o: 0.5,
  e: 0.5,
  y: 0.8,
  por: 0.7,
  para: 0.6,
  m: 0.3,
  n: 0.3,
  k: 0.3,
  l: 0.3,
  x: 0.5,
  hotel: 0.1,
  restaurant: 0.1,
  motel: 0.1,
  on: 0.6,
  an: 0.5,
  i: 1,
  men: 0.6,
  do: 0.6,
  to: 0.8,
  as: 0.5,
  at: 0.6,
  in: 0.8,
  is: 1,
  go: 0.6,
  u: 0.5,
  w: 0.5,
  son: 0.6,
  pro: 0.3,
  si_: 0,
  chi: 0.3,
  em: 0.3,
  an_: 0,
  ho: 0.3,
  song: 0.3,
  la_: 0,
  di: 0.3,
  ba: 0.4,
  may: 0.4,
  ng: 1.5,
  sa: 0.8,
  na: 0.8,
  ni: 0.6,
  ko: 0.8,
  po: 0.7,
  ka: 0.4,
  mo: 0.3,
  ay: 0.6,
  lang: 0.7,
  din: 0.5,
  ou: 0.8,
  yo: 0.4,
  pa: 0.6,
  te: 0.4,
  ap: 0.5,
  se_: 0,
  nan: 0.9,
  ki: 0.7,
  den: 0.4,
  ve: 0.3,
  co: 0.5,
  va: 0.5,
  bi: 0.3,
  tu: 0.4,
  trong: 1,
  cho: 0.5,
  non: 0.5,
  salut: 1,
  patron: 0.7,
  plus: 0.4,
  par: 0.4,
  son_: 0,
  ai: 0.4,
  mon: 0.4,
  leur: 1,
  pas: 1,
  sur: 0.6,
  dans: 1,
  les: 0.8,
  le: 0.6,
  des: 0.8,
  du: 0.8,
  et: 0.8,
  est: 0.7,
  il: 0.5,
  ne: 0.6,
  ce: 0.6,
  garde: 0.5,
  se__: 0,
  da: 0.4,
  dos: 0.5,
  das: 0.5,
  nos: 0.6,
  os: 0.5,
  um: 0.6,
  uma: 1.2,
  com: 0.6,
  bom: 1,
  tem: 0.8,
  mas: 0.6,
  ha: 0.4,
  favor: 0.5,
  casa: 0.6,
  meses: 0.6,
  restaurante: 0.5,
  passaporte: 1,
  hi: 1,
  ok: 0.3,
  lol: 0.6,
};

export const LANGUAGE_WORDS: ReadonlyMap<string, readonly (readonly [Language, number])[]> = build();

function build(): Map<string, [Language, number][]> {
  const map = new Map<string, [Language, number][]>();
  for (const [language, words] of Object.entries(WORDS) as [Language, string][]) {
    for (const word of new Set(words.trim().split(/\s+/))) {
      const entry: [Language, number] = [language, SHARED_PENALTY[word] ?? 1];
      const list = map.get(word);
      if (list) list.push(entry);
      else map.set(word, [entry]);
    }
  }
  return map;
}
