/** Word lists that phrases share. Words are written as the `plain` view has them: no accents, no apostrophes. */
import type { Vocabulary } from '../phrases.js';
import { THINGS } from './things.js';
import { VERBS } from './verbs.js';

export const VOCABULARY: Vocabulary = {
  ...VERBS,
  ...THINGS,
  // people
  they: 'he she they him her them his their hers we us i me my our it who someone somebody everyone everybody',
  victim:
    'girl girls boy boys kid kids child children teen teens teenager teenagers lady ladies woman women man men guy guys worker workers employee employees people person persons female females male males housekeeper housekeepers nanny maid maids cook cooks dancer dancers passenger passengers student daughter sister cousin niece minor minors youth youths baby toddler lady crew crews immigrants migrants staff housekeepers cleaner cleaners dishwasher dishwashers waitress waitresses masseuse masseuses friend roommate coworker coworkers',
  pron: 'him her them me us his their it everyone everybody all anybody anyone nobody people',
  poss: 'his her their my our the all everyones everybodys peoples workers girls your each a 2 3 4 5 6 7 8 9 10 both',
  control_p:
    'boss owner manager foreman supervisor guy man men woman lady dude driver boyfriend bf husband uncle handler pimp employer family landlord contractor crew_leader agency recruiter he she they it company couple mom dad mother father aunt bouncer guard somebody someone people supervisor coyote smuggler crewleader',
  hold: 'hold holds holding held has have had having keep keeps keeping kept take takes taking took taken taked confiscate confiscates confiscated confiscating grab grabbed grabs stole steal locks locked lock hid hides hide collected collects collect seized got gets withholds withholding withheld snatched carries carrying carried control controls puts put',
  id_doc:
    'id ids i.d identification identifications passport passports papers paperwork documents document docs visa visas license licenses licence green_card green_cards greencard social_security birth_certificate birth_certificates birth_certs birth_cert social social_security_card socials ssn dpi',
  id_es:
    'pasaporte pasaportes papeles documento documentos identificacion identificaciones visa visas cedula cedulas id ids ine licencia mica acta actas credencial credenciales',
  money:
    'money cash pay paycheck paychecks check checks wages wage earnings tips pay salary paychecks income cut bank_card debit_card bank_cards',
  want: 'want wants wanted try tries tried trying',
  leave:
    'leave leaving go_out go_outside get_out get_away go_home go_anywhere walk_out go_anywhere escape quit get_off get_out_of go_to_the_store get_free come_out step_outside go_to_town move_out exit walk_away',
  neg_be: 'is_not are_not was_not were_not am_not not never being_not isnt',
  can_not:
    'can_not could_not can_never cant cannot unable_to is_not_able_to are_not_able_to not_able_to never_able_to',
  deny: 'will_not would_not does_not do_not did_not refuses_to refused_to never no_one_will nobody_will wouldnt doesnt not_gonna',
  let: 'let lets letting allow allows allowing permit permits',
  speak:
    'speak speaks speaking spoke talk talks talking talked answer answers answering answered respond responds reply replies',
  pay: 'pay pays paid paying',
  scared:
    'scared afraid terrified terrify frightened fearful petrified scared_to_death panicked trembling panicking scaredy skittish jumpy shaken frantic',
  look: 'look looks looked looking seem seems seemed seeming appear appears appeared appearing is are was were acting acts act so very really kinda super be being been real too all sounded sounds',
  cops: 'police cops cop law immigration ice migra la_migra deported deport sheriff border_patrol ins feds',
  hurt: 'bruises bruise bruised bruising black_eye black_eyes burns burn_marks burned cigarette_burns busted_lip split_lip swollen cuts scars wounds injuries injury injured bleeding limping marks welts broken_arm broken_wrist broken_nose broken_ribs bloody fat_lip swollen_face swollen_eye rope_marks choke_marks scratches bandaged handprints fractured stitches',
  minor:
    'minor minors kid kids child children teen teens teenager teenagers underage student students daughter juvenile 8_year 9_year 10_year 11_year 12_year 13_year 14_year 15_year 16_year 17_year 11 12 13 14 15 16 17 little_girl little_boy young_girl young_boy schoolgirl preteen tween 15ish 14ish 16ish 13ish 12ish 11ish 17ish 15yo 14yo 16yo 13yo 12yo 17yo 11yo 10yo high_schooler middle_schooler freshman sophomore 7th_grader 8th_grader 9th_grader 6th_grader infant toddler pupil',
  adult_age:
    '22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 52 55 60 20s 30s 40s 50s 60s',
  goods:
    'phone phones iphone iphones bag bags purse purses shoes sneakers jewelry cash clothes hotel_key hotel_keys hotel_keycard hotel_keycards room_key room_keys nails gifts gift laptop necklace watch handbag bills motel_key motel_keys hotel_card jordans hair airpods ipad lingerie designer money keycard keycards chain',
  not_explain:
    'can_not_explain will_not_explain does_not_explain would_not_explain unexplained could_not_explain will_not_say_where would_not_say_where can_not_say_where will_not_tell does_not_say_where no_explanation not_explain she_can_not_afford can_not_afford could_not_afford no_job no_way_she would_not_say_who will_not_say_who from_nowhere out_of_nowhere suddenly',
  working:
    'working work works selling sells sell cleaning picking operating washing_dishes roofing harvesting sewing packing cooking welding door_to_door soliciting begging dishwashing sold worked cleans clean pick cook cooks waitressing bussing hauling',
  word_num:
    '101 102 103 104 105 106 107 108 109 110 201 202 203 204 205 206 207 208 209 210 211 212 213 214 215 220 225 230 240 241 301 302 303 304 305 306 307 308 309 310 12 14 15 16 18',
  // violence that goes on, that was done, that is meant
  hurting:
    'hitting beating punching kicking choking strangling stabbing raping slapping attacking assaulting torturing whipping killing murdering shooting burning drowning stomping smothering suffocating bashing slamming biting tasing tazing cutting slashing throttling pummeling clubbing molesting pistol_whipping headbutting smacking jumping_on kneeing',
  hurt_past:
    'stabbed shot strangled choked tased tazed drowned slashed smothered suffocated pistol_whipped knifed throttled pummeled clubbed maced pepper_sprayed bludgeoned gagged scalded',
  to_hurt:
    'kill murder shoot stab hurt beat rape strangle choke drown burn attack slit bury cut hang knife whip jump torture smother poison execute destroy drag beat_up',
  object: 'her him them me us someone somebody people a the this that my one an each his another it everyone',
  weapon:
    'gun knife pistol blade machete box_cutter boxcutter scissors screwdriver razor bottle axe bat brick syringe needle taser lighter torch shotgun rifle hammer crowbar wrench ice_pick shank',
  body: 'ribs throat neck head side stomach chest back face eye eyes belly temple leg arm hand',
  cuerpo: 'cuello garganta cabeza cara pelo cabello espalda',
  matar:
    'matar matarme matarla matarlo matarnos matarlas matarlos golpear golpearla golpearme apunalar violar violarla quemar quemarla ahogar ahogarla ahorcar tirar aventar disparar lastimar acuchillar degollar enterrar secuestrar',
  live: 'live lives living lived sleep sleeps sleeping slept stay stays staying bunk bunks bunking crash crashes housed camps camping',
  work_room:
    'stockroom storeroom storage storage_room liquor_storage storage_unit pump_room pump_house pumphouse laundry_room boiler_room back_room backroom break_room tool_room tack_room equipment_room prep_room dry_storage walk_in the_bay bays wash_bay loading_dock container containers the_lot the_office massage_tables massage_beds tanning_beds sewing_room feed_room',
  work_place:
    'shop store restaurant warehouse factory plant barn salon spa laundry kitchen dairy farm_stand bakery car_wash carwash truck_wash garage market club bar hatchery mill sawmill packing_house greenhouse nail_shop massage_shop body_shop tire_shop mechanic_shop donut_shop',
  many: '3 4 5 6 7 8 9 10 11 12 13 14 15 16 18 20 22 24 25 30 three four five six seven eight nine ten eleven twelve fourteen fifteen sixteen twenty several dozen',
  few: '1 2 3 4 5 6 7 8 9 10 11 12 two three four five six seven eight',
  hundreds: '300 400 500 600 700 800 900 1000 1200 1500 2000',
  // Spanish
  vive: 'vive viven vivimos vivo duerme duermen dormimos duermo viviendo durmiendo',
  deja: 'deja dejan dejaba dejaban dejo dejaron permite permiten permitia dejen',
  salir:
    'salir salga salgan irse irme irnos ir vaya vayan salgamos salirse bajar bajarse escapar escapar_se renunciar ir_se salirme salirnos moverse',
  hablar: 'hablar contestar responder platicar hable hablen conteste habla llamar comunicarse comunicar',
  quito:
    'quito quitaron quita quitan quitado quitandole quitarle quitarles tiene tienen tenia tenian guarda guardan guardo guardaron retiene retienen retuvo agarro agarraron se_quedo se_quedaron se_queda se_quedan queda escondio esconde esconden robo confisco decomiso confiscaron decomisaron retenidos retenido retenidas recogio recoge recogen recogieron guardado guardados quedo quedado quedaron carga cargan trae arrebato pidio pidieron',
  victima:
    'muchacha muchachas muchacho muchachos mujer mujeres nina ninas nino ninos chica chicas chico chicos joven jovenes senora senoras senor hombre hombres trabajador trabajadores trabajadora trabajadoras gente persona personas menor menores companera companeros compañeros adolescente adolescentes jovencita jovencitas chamaco chamacos chamaca morra morras morro muchachito muchachita muchachitas empleadas empleados bebe hijo hija',
  menor:
    'menor menores nina ninas nino ninos chamaco chamaca chamacos chamacas chamaquita chamaquito adolescente adolescentes muchachita muchachitas muchachito muchachitos jovencita jovencitas jovencito niñita ninita ninito ninitos ninitas alumna alumno alumnos estudiante hija 8_anos 9_anos 10_anos 11_anos 12_anos 13_anos 14_anos 15_anos 16_anos 17_anos 12 13 14 15 16 17 quinceanera morrita morrito escuincle escuincles escuincla',
  es_mayor:
    'hombre_mayor senor_mayor mucho_mayor adulto tipo_mayor novio_mayor mas_grande_que_ella hombre_adulto bien_mayor vato_mayor hombre_viejo viejo hombre_como_de_40 hombre_de_40 hombre_de_50 hombre_de_30 senor_de_40 senor_de_50 mujer_mayor senora_mayor hombre_grande tipo_de_40 40_anos 45_anos 50_anos 35_anos 30_anos cuarenton cincuenton un_adulto hombre_como_de_50 hombre_como_de_30',
  cosas:
    'telefono celular iphone bolsa bolsas ropa zapatos tenis joyas dinero regalos efectivo cadena reloj laptop llaves llave unas lentes cosas_caras',
  miedo:
    'miedo asustada asustado asustadas asustados aterrada aterrado aterrorizada aterrorizado temblando temor nerviosa panico miedosa espantada espantado temerosa aterradas atemorizada',
  migra:
    'migra inmigracion migracion ice policia deportar deportarnos deportarme deportarlos deportarla deportarlo deportan deporten deportacion deporta',
};
