/** Verbs by what they do to a person, in all their forms (see morphology.ts for the notation). */
import { englishVerbs, spanishVerbs } from '../morphology.js';
import type { Vocabulary } from '../phrases.js';

export const VERBS: Vocabulary = {
  // blows and the like: done to a body
  ...englishVerbs(
    'strike',
    `hit:hit beat:beat:beaten punch kick slap smack slug choke strangle stab whip lash stomp pummel thrash batter maul
     clobber bash slam smash wail whale headbutt elbow knee scald tase taze mace drown smother suffocate throttle rape
     molest assault attack torture mutilate slash gouge bludgeon club flog manhandle rough_up beat_up:beat_up stomp_on
     burn jump poke jab squeeze crush shake:shook:shaken whack thump pound trample stone gag electrocute brand sic`,
  ),
  // to lay hands on somebody and move or hold them
  ...englishVerbs(
    'seize',
    `grab snatch yank drag pull shove push throw:threw:thrown toss fling:flung hurl force stuff cram bundle wrestle
     tackle pin restrain hold:held tie bind:bound handcuff cuff drop dangle lift
     carry march corner trap strap`,
  ),
  // what may end a life
  ...englishVerbs(
    'kill',
    `kill murder shoot:shot stab strangle behead execute slaughter drown suffocate poison slit:slit butcher bury choke
     rape burn hang knife gut drain shank smother electrocute torture end finish waste cap ice smoke dismember`,
  ),
  ...englishVerbs(
    'injure',
    'hurt:hurt break:broke:broken cut:cut chop slice saw snap burn crush smash twist bend:bent rip pull carve',
  ),
  ...englishVerbs(
    'aim',
    `point aim wave swing:swung brandish pull draw:drew:drawn press stick:stuck jab flash raise cock load whip_out
     hold:held put:put shove grab get:got pick_up poke wield tuck`,
  ),
  ...englishVerbs('hunt', 'chase hunt follow tail stalk track corner ram bump pursue trail'),
  ...englishVerbs('rush', 'come:came run:ran charge burst:burst barge storm rush climb crawl walk step head'),
  // what keeps another person in hand
  ...englishVerbs(
    'control',
    `lock trap cage hide:hid beat:beat:beaten hit:hit slap punch kick choke rape abuse hurt:hurt threaten force sell:sold
     pimp traffic post advertise rent trade drug starve watch follow track control guard stalk punish fine deceive trick
     lure scam deport brand tattoo smuggle transport rehearse coach chain tie torture molest own exploit blackmail trap
     imprison kidnap isolate monitor auction groom burn dock starve keep:kept book`,
  ),
  ...englishVerbs('make', 'make:made force push pressure order want send:sent'),
  ...englishVerbs(
    'keepback',
    'keep:kept hold:held take:took:taken withhold:withheld pocket dock steal:stole:stolen confiscate lock hide:hid',
  ),
  ...englishVerbs(
    'work',
    'work clean cook pick sew pack wash scrub haul harvest roof weld serve dance sell:sold beg butcher mop',
  ),
  ...englishVerbs(
    'tell',
    'tell:told say:said ask text whisper beg swear:swore:sworn promise warn threaten yell scream shout write:wrote',
  ),
  // Spanish
  ...spanishVerbs(
    'golpear',
    `golpe-ar peg-ar pate-ar cachete-ar madre-ar surr-ar chicote-ar azot-ar apale-ar estrell-ar tortur-ar lastim-ar arrastr-ar
     empuj-ar jal-ar avent-ar ahorc-ar apret-ar apriet-ar apachurr-ar asfixi-ar estrangul-ar sofoc-ar atac-ar agred-er
     sacud-ir amarr-ar encaden-ar quem-ar pellizc-ar manose-ar maltrat-ar somet-er`,
  ),
  ...spanishVerbs(
    'matar',
    `mat-ar asesin-ar apunal-ar acuchill-ar bale-ar dispar-ar degoll-ar deguell-ar ahorc-ar estrangul-ar ahog-ar
     asfixi-ar quem-ar viol-ar secuestr-ar desaparec-er enterr-ar entierr-ar descuartiz-ar linch-ar machete-ar
     remat-ar tron-ar truen-ar envenen-ar mutil-ar cort-ar revent-ar quebr-ar atropell-ar`,
  ),
  ...spanishVerbs(
    'dominar',
    `golpe-ar peg-ar encerr-ar encierr-ar quit-ar oblig-ar amenaz-ar vend-er vigil-ar cuid-ar cobr-ar descont-ar
     descuent-ar grit-ar enga\u00f1-ar engan-ar promet-er deb-er explot-ar reten-er retien-er forz-ar fuerz-ar control-ar
     secuestr-ar revis-ar drog-ar viol-ar maltrat-ar amarr-ar tatu-ar marc-ar anunci-ar public-ar prostitu-ir rent-ar
     ensay-ar castig-ar escond-er traslad-ar mud-ar amarr-ar quem-ar`,
  ),
  ...spanishVerbs(
    'trabajar',
    `trabaj-ar limpi-ar pizc-ar pisc-ar cocin-ar lav-ar empac-ar cos-er cosech-ar carg-ar cuid-ar orden-ar
     sirv-ir serv-ir atend-er atiend-er vend-er recog-er cort-ar`,
  ),
};
