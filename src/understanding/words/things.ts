/** People, weapons, bodies, shut places and other things that phrases share. */
import type { Vocabulary } from '../phrases.js';

export const THINGS: Vocabulary = {
  // whom a blow or a threat may meet
  person:
    'her him them me us someone somebody people girl girls woman women lady ladies man men guy guys kid kids child children boy boys teen teens teenager teenagers baby worker workers cook dishwasher maid nanny housekeeper waitress dancer employee passenger student daughter son sister brother cousin niece nephew wife husband friend roommate coworker coworkers mom mother dad father family mama victim herself himself one ones each hooker prostitute babies toddler patient cleaner picker pickers crew everyone everybody u you ya each_other people housekeepers',
  human:
    'he she they man men guy guys dude woman lady girl boy kid someone somebody people boss foreman manager owner husband boyfriend bf pimp supervisor driver uncle father stepdad stepfather mother aunt cop guard guards trafficker handler coyote smuggler bouncer contractor captain pastor madam couple family ex bro cousin friend',
  gun: 'gun guns pistol handgun revolver glock rifle rifles shotgun firearm ak ak47 ar15 strap piece 9mm 45 uzi',
  tool: 'gun guns pistol handgun revolver glock rifle rifles shotgun firearm ak knife knives blade blades machete machetes box_cutter boxcutter razor razors bat bats hammer crowbar tire_iron pipe pipes wrench axe hatchet sword screwdriver scissors taser tazer stun_gun brick bottle belt hose cord extension_cord whip chain chains stick board boards 2x4 baton shovel pitchfork cattle_prod rod cane paddle torch lighter acid cleaver chainsaw bolt_cutters pliers syringe needle rope cable club poker hot_iron hot_oil boiling_water hot_water ice_pick shank nightstick rock rocks hanger skillet weapon',
  limb: 'hand hands finger fingers arm arms leg legs neck throat jaw nose face head teeth ear ears eye eyes knee knees wrist wrists rib ribs foot feet toe toes tongue skull',
  car: 'car trunk van truck vehicle suv cab semi backseat pickup minivan box_truck trailer jeep sedan camper rv uhaul u_haul bus taxi trunk back',
  // places one is shut in or hides in
  shut: 'trunk closet crate cage dog_crate kennel freezer cooler walk_in well well_house tank cellar basement shed attic box container crawlspace crawl_space locker coffin pit hole trailer shipping_container silo grain_bin oven dryer trunk',
  hideout:
    'closet bathroom restroom bath_room trunk attic shed stall pantry cabinet crawlspace laundry_room bushes woods ditch cornfield corn_field field tub bathtub shower dumpster garage basement cellar barn tree roof porta_potty closet',
  peril:
    'smoke fire flames gas fumes ammonia carbon_monoxide flood electric_fence acid bleach gasoline kerosene propane leak',
  child: 'kid kids child children baby boy girl little_girl toddler infant',
  // Spanish
  persona:
    'muchacha muchachas muchacho muchachos mujer mujeres nina ninas nino ninos chica chicas chico chicos joven senora senor hombre hombres trabajador trabajadores trabajadora gente alguien companera companero companeros cocinero cocinera morra morro chava chavo chamaco chamaca hija hijo hijos hijas hermana hermano mama papa madre familia amiga amigo bebe esposa vecina prima primo nieto cunado',
  arma: 'pistola pistolas cuchillo cuchillos machete machetes rifle rifles navaja navajas arma armas escopeta escopetas cuerno fusil bat bate tubo palo palos cable cinturon cinto martillo hacha tijeras pinzas cadena cadenas varilla manguera piedra piedras botella latigo chicote fuete desarmador plancha encendedor soga mecate pala cuerda',
  parte:
    'cuello garganta cabeza cara pelo cabello espalda dedo dedos mano manos brazo brazos pierna piernas oreja lengua dientes costillas estomago panza pecho pies',
  carro_es: 'carro camioneta troca van cajuela camion trailer coche carros camionetas combi vagoneta',
};
