/**
 * What words are about, English and Spanish together, slang included. They only sort words for the learned part: none
 * of them means anything alone, and training decides what each subject, and each pair of subjects, weighs.
 * "abc*" is every word with that beginning.
 */
export const TOPICS: Readonly<Record<string, string>> = {
  VIOLENCE: `hit hits hitting beat beats beating beatin beatings beaten beatdown slap* punch* kick* chok* strangl* stab*
    shank* shoot* shot shots shooting whip* horsewhip* pistolwhip* bludgeon* club* smack* slam* stomp* drag*
    draggin yank* scald* burn* brand* electrocut* tase* tased zap* zapped taze* bash* throttl* suffocat* drown*
    smother* pummel* wallop* thrash* lash* flog* caning caned belted swat* headbutt* molest* rape* raping rapes
    raped assault* attack* tortur* kill* murder* slit* slash* slic* gut* knif* maim* mutilat* execut* behead*
    golpe* peg* pega pegan pegaron pegando pateo patea* patean patad* cachet* cintar* cintur* latig* azot*
    chicot* madrea* madriz* putaz* tranc* moquet* ahorc* estrangul* apunal* pic* acuchill* bale* balac* dispar*
    viol* violar violan quem* quema quemo mat* matan matar mato culataz* machet* bofetad* nalgad* empuj* jalon*
    arrastr* ahog* asfix* degoll* navaj* descuartiz* asesin* corretea* mordi* muerd*`,
  WEAPONS: `gun guns pistol* revolver glock* rifle* shotgun ak ak47 ar15 blicky strap strapped piece heat 9mm 38 45 ammo
    bullet* round rounds gunpoint gunshot* knife knives knifepoint blade* machete* razor* boxcutter* cutter
    switchblade dagger sword shank screwdriver hammer* crowbar axe hatchet bat pipe hose cable cord extension
    belt paddle cane stick rod board brick iron skillet pan pot torch lighter gasoline acid bleach taser stun
    pistola* cuchill* fusil* cuerno chivo escopeta* arma armas armado armados navaja* punal bala balas balazo*
    plomo tubo garrote palo palos cinto cinturon correa manguera fierro fuete chicote sarten plancha cachucha
    uzi weapon* armed ducttape chloroform noose rope soga`,
  BODYPART: `head face neck throat arm arms leg legs rib ribs jaw teeth tooth nose eye eyes ear ears lip lips mouth
    finger fingers hand hands wrist* ankle* knee knees kneecap* back belly stomach chest skull hair skin foot
    feet toe toes nail shoulder hip spine thigh* cheek* temple cabeza cara cuello garganta brazo* pierna*
    costilla* mandibula diente* nariz ojo ojos oreja* labio* boca dedo dedos mano manos muneca* tobillo*
    rodilla* espalda panza estomago pecho pelo cabello piel pie pies pata patas hombro* cachete* sien`,
  INJURY: `bruise* bruising bruised blackeye welt* scar scars scarred wound* cut cuts gash* burn burns burned blister*
    swollen swell* limp limps limping stitches infected infection pus fracture* broken busted bleed* blood
    bloody bled sprain* concussion cast sling crutch* bandage* hurt injur* sore lump bump raw mark marks marked
    scab* rash frostbite amputat* moret* moreton* moratad* golpead* sangr* sangre herid* quemad* quemadura*
    cicatri* hinchad* roto rota fractura* infectad* cojea* renguea* vendad* yeso puntadas ampolla* llaga*
    lastimad* chueca`,
  DYING: `dying die dies died dead death breathe breathing breath brth unconscious unresponsive overdos* od oding
    seiz* seizure* collapse* collapsed fainted faint faints passed coma suffocat* drown* choking bleeding
    hypotherm* heatstroke convuls* foam* blue pulse cpr ambulance paramedic* suicide suicid* pills overdosed
    limp lifeless muer* morir muri* respira* respirar ahoga* desmay* inconscient* sobredosis ambulancia pulso
    pastillas`,
  CRY: `help hlp halp helpme please pls plz pleas sos 911 save rescue send hurry hury urgent emergency quick fast
    asap cops police cop ayuda* ayud* auxilio socorro manden mande envien rapido apurense urgente porfavor porfa
    plis emergencia vengan saquenme saquennos salvenme`,
  SCREAM: `scream* screem* yell* shout* holler* wail* shriek* crying cries cry cried sob* moan* thud* bang* crash*
    smash* glass shatter* pop pow boom quiet silent silence muffled grit* llor* llanto chill* trueno tronido*
    golpes ruido* vidrio* disparo* quejid* alarid*`,
  THREATEN: `threat* threaten* warn* promis* swear swore swears vow* next wish born dead grave bury body bodies regret
    last disappear* river ditch lake desert hunt find come coming revenge pay punish* lesson example or else if
    unless amenaz* jur* juro enterr* desaparec* castig* escarmiento fosa zanja rio hueso* cuenta* arrepent*`,
  CONFINE: `lock* locked padlock* chain* shackl* cuff* handcuff* tied tie ties rope* bound gag* caged cage cages cell
    trapped stuck barred bars bolt* deadbolt latch* nailed welded boarded fence* fenced gate* gated wire barbed
    razor kennel crate closet trunk basement cellar attic shed container freezer doorknob key keys keypad alarm
    window* door doors escape* escap* leave leaving exit out outside inside free freedom prison* prisoner*
    captive hostage kidnap* abduct* grounded allowed permission forbid* forbidden let lets curfew candado*
    cadena* encaden* amarr* atad* atar encerr* encierr* jaula* reja rejas barrot* porton puerta puertas ventana*
    llave llaves cerr* cerrad* alambr* sotano cajuela salir salida escapar* huir fugar* secuestr* rehen* preso*
    presa* dejan deja suelta* soltar permiso prohib* libre libertad barda cerca`,
  WATCH: `watch* guard* camera* cam cams ring gps track* tracker airtag location follow* tail* stalk* spy spies spying
    monitor* eyes lookout* patrol* escort* bodyguard listen* speaker checks inspects counts headcount timed
    timer sits posted stands outside bathroom mirror mirrored vigil* camara* guardia* cuida* cuidan siguen sigue
    sigui* rastre* ubicacion espi* revis* escucha* altavoz cuenta checa* vela acompana* pegad* afuera`,
  PHONE: `phone* cell cellphone cel iphone sim facetime call* calls called calling text* texts texting message* msg
    contact* wifi internet facebook instagram snap snapchat whatsapp email letter* mail speak talk* telefon*
    celular* llamar llama* llamada* mensaj* hablar habla* carta* chip correo`,
  DOCS: `passport* id ids papers paperwork document* visa visas license* licence greencard card ssn social
    certificate birth identification wallet pasaporte* papeles documento* identificacion* cedula* credencial*
    acta* ine mica licencia* residencia dni`,
  WAGES: `pay paid pays payin paying payday payed payment* wage* salary check* paycheck* paystub cash money dollar*
    bucks hourly hour tip tips earn* earning* overtime deduct* dock* withheld withhold* owed owe owes stub
    deposit bank account venmo cashapp zelle direct minimum cent cents free unpaid stipend broke pag* paga pago
    pagan pagado sueldo* salario* cheque* lana feria dinero dolar* propina* efectivo quincena raya descuent*
    descont* ganar gan* centavo* cobr* deposit* cuenta banco adeud* plata pisto varo varos`,
  DEBT: `debt* owe owes owed owing bill bills fee fees loan* interest tab balance repay* pay off payoff contract*
    bond* smuggl* coyote crossing advance rent charge* charges deduct* fine fines fined cost costs thousand
    thousands ledger notebook years deud* debo debe debemos deben adeud* cuota* interes* prestamo* cruce renta
    cobr* multa* contrato* miles mil libreta cuaderno pollero`,
  HOURS: `hour hours hrs shift shifts day days night nights week weeks morning midnight dawn dark sunrise sunup
    sundown noon am pm break breaks rest sleep* slept nap tired exhaust* off dayoff weekend sunday nonstop
    straight double doubles 7 24 clock hora horas turno* dia dias noche* semana* manana madrugada descans*
    duerm* dorm* sueno cansad* agotad* domingo sol desde hasta corrido* seguid*`,
  JOBPROMISE: `promis* promised told said recruit* recruiter* agency ad advert* job jobs offer* offered contract* model*
    modeling au pair nanny visa scholarship school different instead lie lied lies fake scam scammed trick*
    hotel waitress turned supposed arrived landed ended bait promet* prometi* dijo dijeron engan* mentir*
    mentira* falso* agencia reclut* oferta contrato trabajo enganch* resulto anunci* iba ibamos supuest* beca
    modelo`,
  LAWTHREAT: `ice migra immigration deport* border police sheriff jail arrest* prison report* undocumented illegal
    illegals papers status sponsor* visa green card feds inm uscis inmigracion migracion policia carcel denunci*
    reportar* reporta* indocumentad* ilegal* papeles patrulla`,
  SEXWORK: `sex sexual prostitut* escort* john johns trick tricks date dates client* customer* customers services
    service hooker ho hoe whor* stroll track blade turned happy ending extras massage nude* naked nudes video*
    porn onlyfans cam webcam strip* stripper dance* dancer lap sold sell* selling buys buyer buyers bid bids
    rent out pimp* madam brothel cathouse bed beds lingerie condom* condoms lube sugar cliente* prostitu* puta
    putas piruj* zorra* acost* acuest* acostar* desnud* fotos burdel cantina ficha* fichar fichera* masaj* vend*
    padrote* madrota* proxeneta* chulo table servicio* ocup* condones compan* dama damas`,
  PIMPS: `pimp* daddy madam mama mamasan handler manager boyfriend bf wifey bottom stable quota quotas goal trap game
    rules folks turnout trafficker padrote* madrota* cuota* proxeneta* meta chulo novio encargad* bitch bitches
    choose chose ho hoes`,
  VISITORS: `men guys dudes man cars car come comes coming go goes going in out door knock* visitors visitor strangers
    random different every minutes hour night line lined wait waiting parade pull pulls pairs hombres senores
    tipos carros entran salen llegan formad* fila toca* minutos distintos diferentes visita* rato desfil*`,
  TATTOO: `tattoo* tattooed tat tats tatted inked ink brand* branded branding crown dollar barcode initials name neck
    property owned tatua* tatuaj* tatu marca* marcad* hierro iniciales corona nombre propiedad codigo`,
  ONLINE: `online ad ads post* posted site website backpage craigslist onlyfans tinder app page listing listings pics
    pictures photos profile telegram instagram snap internet link web listed livestream live stream anunci*
    pagina* sitio fotos perfil publicar* public* sube subio suben facebook`,
  DRUGS: `drug* drugged dope heroin fent fentanyl meth crystal crack coke cocaine blues pills pill bars xanax oxy perc
    percs needle* syringe* inject* inyec* shoot nod nodding high stoned zoned dazed drowsy sleepy pupils slur*
    slurring out loopy sedat* dose* dosed dosing roofie* drink drinks spiked loaded stumbl* wobbl* glassy drog*
    pastilla* jeringa* inyect* dopad* mareada mareado atontad* ida dormida cristal piedra polvo pinch* adormec*
    pupilas`,
  FEAR: `afraid scared scard scary fear* terrif* petrif* frighten* shak* tremb* nervous flinch* cower* jump* jumpy
    panic* anxious eyes floor ground down look* cry* silent submissive miedo asust* aterr* tembl* temer*
    nervios* panico llor* espant* agach* mirada piso brinc* encog* calladit*`,
  HUNGER: `hungry hunger starv* food feed fed feeds eat* eats eating ate meal meals rice beans bread scraps leftover*
    trash garbage dumpster water thirst* drink skinny thin bony bones weight shower* bath* wash* dirty filthy
    smell* smelled stink* soap doctor hospital medicine medic* clinic sick fever toothache hambre comida com*
    comer comen agua sed flac* huesos banar* bano bana* jabon suci* mugr* medico medicina* enferm* fiebre
    clinica sobras basura frijol* arroz tortilla*`,
  BELONGINGS: `clothes clothing shirt* pants dress shoes barefoot sandals flip flops slippers coat jacket winter cold snow
    bag bags backpack plastic trash suitcase luggage nothing belongings possessions stuff toothbrush only same
    socks ropa zapatos descalz* chancl* chamarra abrigo frio nieve bolsa mochila maleta cosas pertenencias
    playera nada vestido huarach* misma`,
  HAZARD: `safety glove* gloves mask* goggles harness helmet hardhat respirator protection protective gear chemical*
    pesticide* spray* fumes gas dust asbestos mold lead acid bleach toxic machine* blade saw roof scaffold
    ladder height heights heat degrees trench manhole ventil* dangerous unsafe guantes mascarill* cubrebocas
    casco arnes proteccion quimic* pesticida* veneno fumig* polvo asbesto maquina* sierra techo andamio escalera
    altura calor peligros* cloro cal zanja`,
  SPEAKFOR: `speak* spoke talk* talks answer* answers answering question* asked asks reply replies translate* translating
    interpreter interpret* interrupt* silent quiet shy word words mouth for habla* contest* respond* pregunt*
    traduc* traduj* interprete interrump* callad* timid* palabra*`,
  COACHED: `script* rehears* practic* memor* recit* word same exact coach* quiz* story stories line lines say says told
    answers inspector* robot flat cousin family if anyone asks ensay* memori* repit* repet* mism* palabra* guion
    libreto leccion preguntan digan decir diga digamos ordenad*`,
  LOST: `where lost know idea address street city state town county sign signs name middle nowhere corn field desert
    highway driving driven drove took blindfold* windows map somewhere far donde perdid* se sabe sabemos
    direccion calle ciudad estado pueblo letrero* nombre nada medio monte desierto carretera llev* traj* vendad*
    mapa lejos`,
  GROUPMOVE: `van vans bus truck trailer minivan load* loaded unload* packed pile* piled group groups dozen moved move
    moves picked drop* dropped shuttle hauled same driver seats every together morning camioneta* troca* traila
    bajan suben sub* baj* grupo grupos llevan traen mueve* movie* junt* chofer trasla* amonton*`,
  CHILDREN: `kid kids child children girl boy teen* teenager* minor minors underage 12 13 14 15 16 17 grade grader middle
    highschool freshman sophomore student* pupil* schoolgirl young little youth youths toddler baby daughter
    niece nephew braces pokemon backpack nina ninas nino ninos chamac* chavit* morrit* menor menores
    adolescente* alumna* alumno* escuincl* secundaria prepa primaria hija sobrina jovencit* bebe quinceaner*
    uniforme`,
  OLDER: `older old man grown adult gray grey forties fifties 30s 40s 50s uncle boyfriend stepdad dad coach driver
    stranger mayor viejo senor adulto tio novio grande canoso ruco don cincuenta cuarenta treinta`,
  LUXURY: `iphone purse bag gucci prada louis vuitton coach jordans sneakers shoes nails hair lashes jewelry chain
    necklace watch cash wad stack gift gifts hotel key keys keycard card new expensive designer vape phones two
    three celular nuevo nueva nuevos bolsa tenis unas joyas cadena reloj efectivo fajo billetes regalo* tarjeta
    llave carisim* marca caro cara`,
  MISSING: `missing runaway ran run away amber alert poster* flyer disappeared gone foster group home placement left
    came back found whereabouts since seen last desaparec* huyo escap* busca* buscan ficha alerta casa hogar
    albergue volvio regres*`,
  CHILDWORK: `sell* selling candy chocolate* magazine* magazines door doors roses flowers gum school skip* factory plant
    slaughterhouse meat roof* pick* picking farm field* tobacco blueberr* strawberr* kitchen dish* night shift
    clean* vende* vend* dulces chicles rosas flores fabrica empacadora rastro pizc* campo fresa* tabaco cocina
    limpi* trabaj* noche turno escuela carga* obra`,
  TICKET: `ticket* boarding pass fare bus train flight plane airport greyhound amtrak gate meet meeting meets pick
    someone who stranger online bought paid boleto* pase avion vuelo camion tren aeropuerto recog* esper*
    encontr* compr* pasaje* terminal central conoce`,
  HOTELS: `hotel motel inn room rooms suite desk clerk front guest guests check checkin checkout cash prepaid hourly
    housekeep* maid towels sheets disturb dnd sign linens trash key floor night nights cuarto cuartos
    habitacion* recepcion* camarista* toallas sabanas molestar letrero efectivo noche noches huesped* limpiar
    renta* horas`,
  REFUSE: `refuse* refuses let inspector* inspect* housekeep* clean* towels disturb dnd knock* enter entry inside days
    turn* away door crack no dejan entrar limpiar molestar inspecc* pasar abrir abre toallas`,
  FUN: `movie* film films show shows episode* season* series netflix hulu anime game games gaming xbox ps5
    playstation fortnite minecraft gta cod lobby roblox book novel chapter podcast song songs album lyrics
    concert band rapper rap playlist tiktok meme memes reel romcom comedy sitcom spoiler* ending finale actor*
    scene scenes halloween costume prank haunted paintball laser pelicula* serie novela* capitulo* cancion*
    juego* videojuego* concierto banda rola rolas cine disfraz libro teatro`,
  SPORT: `team teams coach gym workout trainer leg legs day squat* crossfit marathon practice soccer football
    basketball baseball hockey boxing ufc mma wrestl* fight fights knockout ko playoffs score homer inning*
    quarter* half touchdown defense offense chiefs cowboys lakers raiders eagles royals cardinals league
    tournament champion* golf bowling tennis equipo* partido* gol goles futbol liga torneo entrenador* entren*
    gimnasio pesas beisbol boxeo pelea lucha* campeon* cancha america chivas cruz azul`,
  LAUGHTER: `lol lmao lmfao lmaooo rofl haha* hehe* hahah* jaja* jeje* jiji* xd xdd smh omg bruh lolol jk kidding ugh
    literally fr ngl deadass lowkey tbh`,
  EVERYDAY: `homework dishes laundry chores grades exam* test finals midterm class classes teacher professor essay
    grocery groceries recipe cook oven cake pizza taco tacos burger* coffee dinner lunch breakfast brisket bbq
    beer wine party birthday wedding dog cat puppy kitten dogs cats chihuahua vet wifi password app update
    printer laptop battery charger traffic commute weather rain storm haircut barber salon nails dentist doctor
    appointment diet vacation cruise beach church sermon tarea examen escuela receta pastel cena comida fiesta
    cumple cumpleanos boda perro gato trafico clima lluvia dieta vacaciones playa misa suegra compadre comadre
    carnita asada tamales vecino gallo estetica corte jefe cruda`,
  MONEYTALK: `taxes bills bill electric rent landlord mortgage insurance loan credit price prices gas sale sales coupon
    refund order delivery package shipping doordash uber bank subscription account cuenta luz renta impuestos
    precio precios gasolina oferta* descuento* reembolso pedido paquete envio recibo`,
  LINE: `hotline line number text texting volunteer donate donation info information question bot real person human
    opt unsubscribe subscribe stop start help confidential anonymous anonimo numero linea informacion pregunta*
    voluntari* donar gratis robot`,
  SPAM: `click link http https www free win winner won prize gift code promo offer crypto bitcoin invest* earn loan
    viagra approved congratulations claim selected gana ganaste premio clic enlace promo* felicidades inversion`,
  THANKS: `thanks thank thx ty bless appreciate welcome bye goodbye hi hello hey hola gracias adios buenas buenos dias
    tardes noches bendiciones saludos ok okay`,
  OBSERVE: `saw seen see sees heard hear hearing noticed notice watching witnessed suspect think believe looks seems
    appears overheard spotted worried concerned report reporting nurse teacher clerk driver trucker neighbor
    server cashier guard counselor deputy janitor vi veo vimos escuch* oi oigo oimos note sospech* creo parece
    reportar enfermer* maestr* vecin* chofer cajer*`,
  SELFTELL: `im ive me my we us our ours myself ourselves estoy estamos soy somos tengo tenemos llevo llevamos vine
    vinimos trabajo trabajamos vivo vivimos duermo dormimos debo debemos puedo podemos nos mi nuestro nuestra
    quiero queremos hago hacemos sali salimos`,
};
