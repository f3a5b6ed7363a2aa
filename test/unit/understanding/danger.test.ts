import { describe, expect, it } from '@jest/globals';
import { read } from './support.js';

const DANGER = [
  "he's punching her in the parking lot",
  'theres a guy beating a girl outside room 6',
  'shes screaming for help next door',
  'he just hit her with a bottle',
  'he pulled a knife on me',
  'he said hes gonna kill us tonight',
  'they r going to hurt her if we dont pay',
  'man slapped woman and threw her into car',
  'she is unconscious he wont call anyone',
  "girl OD'd in the bathroom and they are just leaving her there",
  'he strangling her rn',
  'i hear gunshots at the trailer',
  'hes raping her',
  'theyre burning him with cigarettes',
  'la esta matando a golpes',
  'le esta pegando bien feo',
  'trae una pistola y nos apunta',
  'nos van a matar si hablamos',
  'se oyen gritos y golpes en el cuarto de al lado',
  'la agarro del cuello y no la suelta',
  'she jumped out of a moving car to get away hes chasing her',
  "he's got a machete",
  'he is threatening to shoot her if she leaves',
  "she's bleeding a lot",
  'please hurry hes breaking the door down',
  'my life is in danger',
  'she cant breathe',
  'they have guns on us',
  'he is dragging her by the hair',
  'me va a matar',
];
const NO_DANGER = [
  'she has bruises on her arms from last week',
  'he used to beat her but not anymore',
  'he hit her last month',
  'nobody is hurt',
  'its not an emergency',
  'no weapons that i saw',
  'the girl looks scared',
  'he yells at them a lot',
  'boss has a gun safe in the office',
  'he threatened to call ice',
  'my cousin was beaten last year in that house',
  'no está golpeada',
  'hace un mes la golpeo',
  'they work with knives at the meat plant',
  'he killed the engine and left',
  'i would kill for some answers',
  'she is hungry and tired',
  'they dont hit them but they scream',
  'security guard has a gun at the door',
  'he kicks them out at 5am',
  'the fight was on tv',
  'no one is in danger right now',
  'kids cutting meat with no gloves',
];
const ONESELF = [
  'my boss has my passport',
  'they wont let us leave',
  'i am being forced to work',
  'i want to get out but he watches me',
  'he sells me to his friends',
  'we havent been paid since august',
  'they lock us in at night',
  'i owe them 4000 and it keeps growing',
  'im trapped here',
  'me quitaron mis papeles',
  'no nos dejan salir de la casa',
  'mi novio me obliga a acostarme con hombres',
  'el patron no nos paga',
  'estoy encerrada',
  'trabajo 16 horas y no me pagan',
  'no puedo irme porque debo dinero',
  'i need help getting away from my pimp',
  'we sleep on the floor of the restaurant and work all day',
  'my husband took my phone and beats me',
  'he makes me give him all my tips',
  'somos 6 y nos tienen en una bodega',
  'they threaten to deport me',
  'i came here for a job and now they make me dance',
  'the lady i work for never gives me a day off',
  'necesito salir de aqui me golpea',
  'he said hell post my pics if i stop',
  'i was sold when i was 13 and hes looking for me again',
];
const SOMEONE_ELSE = [
  'she told me her boss has her passport',
  'my neighbor wont let them leave',
  'a girl asked me for help',
  'i saw him take her phone',
  'they asked us for help in the parking lot',
  'my friend says he beats her',
  'i work at the hotel and saw two girls',
  'la muchacha me dijo que no la dejan salir',
  'vi a una mujer que no la dejan hablar',
  "i'm a nurse, patient says her husband took her passport",
  'my students told me he pays them nothing',
  "she texted me 'he wont let me leave'",
  'mi vecina tiene a una muchacha encerrada',
  'i drive a bus and a man wont let a girl talk',
  'he told me he owns them',
  'my sister is being forced to work',
  'they live above us and cry at night',
  'he showed me her ad',
  'a kid told us he ran away',
  'i think my boss is trafficking the new girls',
  'her manager took our order and she looked scared',
  'i clean rooms and they wont let me in room 8',
  'he gave me his number',
  'my coworker hasnt been paid in 2 months',
  'the owner yelled at me when i asked about the girls',
];

/** Share of the texts for which the claim holds; the misses are named when it is too small. */
function share(
  texts: readonly string[],
  holds: (text: string) => boolean,
): { share: number; misses: string[] } {
  const misses = texts.filter((text) => !holds(text));
  return { share: 1 - misses.length / texts.length, misses };
}

const isDanger = (text: string): boolean => read(text).urgency === 'immediate_danger';
const isSelf = (text: string): boolean => read(text).selfReport === true;

describe('danger and self-report', () => {
  it.each([
    ['danger is heard', DANGER, isDanger, 0.96],
    ['what is past, denied or only armed is no danger', NO_DANGER, (text: string) => !isDanger(text), 0.96],
    ['the person affected is heard', ONESELF, isSelf, 0.96],
    ['a witness is not taken for the person affected', SOMEONE_ELSE, (text: string) => !isSelf(text), 0.96],
  ])('%s', (_name, texts, holds, least) => {
    const result = share(texts, holds);
    if (result.share < least) throw new Error(result.misses.join('\n'));
    expect(result.share).toBeGreaterThanOrEqual(least);
  });
});
