/**
 * More towns whose names are words or first names, found by comparing every one-word town with lists of common
 * English and Spanish words (SUBTLEX-US, an-array-of-spanish-words) and of first names on 2026-11-22.
 */

/** Never a town without its state. */
export const MORE_ORDINARY_WORDS = `
abbot abbott abie acampo ace achilles acme acosta adah adair adamant addy adena adjuntas admire adolph adolphus
agency agenda agra aguada aguadilla aguila ailey alabama aladdin alanson alba alberta albin alcalde aldrich
alexis alford alfred algodones alicia aline alix alligator allison alloy almena almira almo almond alna alta
altair altura alzada ama amado amalia amana amanda amasa amazonia ambrose amelia amigo amistad amo anabel andes
andreas angie angora anguilla animas anita annabella annetta ansley antlers antoine anton apache apollo arab
arboles archer archibald archie arco arden arena argenta argos ariel arlee arley arma armada armour armstrong
aromas arriba artemas artemus artie ash asher ashford ashton assumption athena atlantic atlantis august aurelia
averill avery avoca axis ayer azalea babb baird bajadero baker ballard ballico balta banco bancroft bandera
bangs banner bannister banquete barclay barco bard barker barlow barnard barnett barney bart bastian bates
battlefield baxter beacon beauty becket bee belgium belle bells belva benedict benedicta benoit bent bentley
berger bergman bern bernie bertha bertram bertrand beryl bessie bigfoot blades blanch bland blanket blessing
bliss blossom blunt bode bodega bogart bogue boles bolinas bolt bond bonnie bono booker boomer boon booth
boqueron borden bosque bourbon bourne bovina bow bowden bowers bowler bowman boyce boyes boyle braden braman
brant brantley brave breaks breeding brethren brewster brice brick briggs bright brill brilliant brittany
broadway brock brogan bronx brook brooke brothers browning browns bruni bruno brussels brutus bryce buchanan
buckland bula bullock buna bunch bunker buras burden bureau burgess burr burrows burt busy cabins cache cadet
calais cale caliente california call callao calmar calypso cambra campaign campion campo campus cana canadian
cando caney canjilon canon canones canterbury cantil canute canvas capitan capitol captiva capulin carbon
carbonado cardinal carlin carlotta carmine carnation carolina carpio carr carrie carrier cartwright carver
casanova casar casco cason caspar cass cassandra castalia castana castanea castor cataldo catarina catharine
cato cavalier cayucos cazadero cebolla cedar ceiba celebration celestine cement centre centuria century
cerrillos cerro chacon chadwick challenge chalmers chama chamberlain chambers champion chana chancellor chapin
chaplin chapman charlo charm chauncey check chicken chicora chicota chinchilla chloe chloride christine
christopher chula chunky churchill cibola cidra cima cimarron cisne clarissa clarita clements clever climax
clint coats colma colman colmar colo cologne colonia colony colora colt colver comer commodore como concepcion
conception concho concrete conde condon conejos conklin connelly conner conrad conroy constable constantia
continental convoy cooter copan cope copen copenhagen cora corbett cord corea corinne cornell cornucopia corozal
corral corralitos cory cosmos costa costilla couch cougar council counselor countryside coupon courtenay coward
coy coyote cranberry crawford creighton creole crest crewe cricket crooks crossroads croton cubero cucumber
cuervo culebra cullen culver curran currie cylinder cyril cyrus dagmar damon dane dania daniels dante darling
darwin datil davey davin davy deadwood deane decker delco delia dell deltana dent deposit deputy descanso
desdemona devon diablo diagonal dickens dietrich dinero dinosaur disney distant dix dixie docena dola dolph
dolphin donegal donovan dorado doran dorena dorris dow downs doyle drain drake dresser drifting driftwood drums
duff duke dulzura dundas dupree dwarf dyke eastern ebony eddy edmund effie egan elbert eleva elfrida elida elk
ellery elm elmo elmore elnora elora elsinore elton elwin embudo emery eminence emlyn emmet emory empire emporium
encinal encino enigma ensenada ensign eolia erhard erick eros errol erskine escobares essie estancia ester ethan
ether etta eustace evangeline everest ewan ewell ewen export faber fajardo falkner falls far farina farmers
faulkner fay fedora felicity fellows fence ferron fertile fidelity fielding finger finland firms fleming
fletcher floral florida flynn fonda forbes forman forrest foss fossil francisco frannie frazer frederic
frederica freeman fries funk gable gage gail galata gallagher gallant gallina galvin gamaliel ganado garibaldi
garita garrard garrison garvin garwin gates gays gazelle georgiana geraldine gerry gibson gideon gila gill gipsy
given gladys glennie glide glorieta glover glynn godwin golf gomer goodman gordo gore gorman gotham granada
granite gratis gravity greece greenleaf grenville grethel griswold groom grover grulla guerra guild guin guinda
guion gulf gully gunpowder gustavus guys gypsy hadar hagan hale hallie halls halsey hamel hamlet hana hanna
harbert harbor harcourt harlem harman harmon harrietta harvard harvest hasty hatch hatillo hawkeye hawkins hawks
hay hayes haywood helm hemingway henriette herald hercules hermosa hernandez herrick herron hester hewett hico
hilda hines hodge holder holmes homeland homer hometown hon hooker hooper horace horatio hormigueros hortense
howe hoyt hubert huey hulen hull hume humphrey hundred hunters hurricane hustle hustler hyde iberia idalia ideal
ignacio imogene index inglis innis institute iota ironia irons isabela isle isleta issue ivor jameson jamison
jarales jaroso java jeremiah jersey jerusalem jessie jewell joanna joaquin joice joyce jud juliette juncos
junior juntura kaiser kane kansas kathryn kaycee keaton keeler kemp kendrick kenna kennan keno kerby kerr kersey
kesley kidder killian kincaid kinder kindred kinsley kite kremlin krypton lacon lacona lacrosse ladera lajas
lambert lampe lando langdon langley lares laton laurie laverne lavina lavinia lawn lead leary ledger leigh
leighton lena lenora lenore leona leonidas leonore leopold lester letona levan levels liberal licking lilly
limon lind lindsey lingo linn lissie liverpool llewellyn lloyd loa locke loco locust  loleta lolita lometa
longs loraine lottie lotus louisiana lowry lozano lucien lucinda luck lulu lyle lynch lyndell lyon mabel macedon
maceo machias madeline magdalena magna maiden maine mainland majestic malabar malaga malcolm malo malta manati
mancos manilla manito manly manson mantee manteo manton manzanita marble marcella marco marcola marcy margie
marianne maribel marina mariposa marks marmaduke marne martelle marvel maryland mascot matador mathias maud
maxie maximo mayflower mayo mcdonald means medusa melba mellen mem menan menard mendocino meno mentor mercedes
mercer meredith merino merit merlin merna mesilla meta mica michigan mico micro midnight midtown midwest milano
mills mimbres mineral mingo mio mistletoe moca mode mogul moira molena molino mongo monitor monon montara
montreal moose moran moriches morley moro morocco morral morse mosca moselle mosquero mozelle muddy muir mullan
mullen munich murdock muse mutual mylo naco nada naoma napoleon narrows nash nason nathalie navajo navarro neal
needles neely nemo neptune neville newborn niagara nichols nikolai nixon nogal nolan noma norene northrop nova
novelty nye oberon occidental ocotillo odd odin ohio ola olden olin olla ollie omer ona onida onset ora oran
orcas orestes organ orla orleans orondo orson osborn osborne osco osmond otho oto otter outlook ovalo ovando
oyster ozone pace paige painter pala palco palms palo paloma panacea pandora panther parachute paradox parish
parnell parole partridge pasatiempo pateros patillas paton patriot patten paulina pawnee pax pearce peck
peculiar peel pelican penasco pender penelope peninsula penn percival perdido perks perote pescadero petaca
petroleum petty peyton picacho pickering piedra pierce pigeon pilgrim pillow pinch pinon pinto piru pitcher
placida platina platinum plato platter playas plummer poca points polk pollock ponder ponderosa pony pope portal
portia poston potosi potrero potter pound powers poyen prentice prentiss prince printer prole prue purdy quemado
quentin quinlan quinn quinque quinton raccoon radcliffe radiant railroad rains rake ramsay rand ransom rapids
ravine rea reader reagan realitos rector redondo reese reeves refugio regan register rembrandt remington remus
renault renovo represa republic resaca reseda reserve revelo rhodes ribera richards rico riddle riley ringle
risco riviera roach robertson roby roca rociada rodeo roe roebuck rolfe rollins romance romeo ronan ronco ronda
roper rosalia rosario rosie rota rotan roulette rousseau rover rowan rowdy rowe rowena rowland roxana rudd
rudolph rudyard rufe rugby rulo ruso rutledge ryder sabina sabine salado saline salmon salol salome salvo
samaria samson sanderson sandia santiago santo sargent sarita satin saxe schneider scissors seaboard seaman
sears seco secretary section sedan selby sellers sells seltzer seminary serafina serena serenada servia shelly
shepherd shields shook shorter silas silex silva silvana simpson sims singer siren sixes slade slater slaughter
sloan smiley socorro sod solano solen solomon soso southwest spade spencer spooner springer spruce squire
stagecoach starbuck stark starlight starr steele stem stephan stevens steward stiles stirling stockholm stoddard
stokes stout strawberry stroud sublime suches sudan sula sully sultan sultana sumas summers sundown sunshine
supreme sutherland sutter tabor tad talbot talco talent talpa tanner tate tatum teller tennessee termo terral
teton thayne theodosia thermal thor thorndike thorpe thunderbolt thurston tiff tijeras tilden tillar tilly timbo
tiro titus tobias tokio tolstoy tombstone tome tonica topping tornillo torreon torrey toston traer trafalgar
trainer tram trampas transfer traver trementina trent trevor triangle trilla trinchera tripoli tripp trona
trooper truchas truman tully tunica turon tuxedo twain twig twilight tye tynan udall udell umpire underwood
united university urania uriah ursa ursina vader vale valera vaughan vaughn vega velma vendor verbena verdon
vergas vermont vestal vichy vina vinco vinson virgie virgil virgin virginia volcano wagner wainwright waite
waldo wales wallis walls walsh waneta warden waring warrior waterfall waterproof waters watts waverley waves
webb webber weir wells wendel wenona westley wheeler whitaker whittaker widen wiley wilmar winfred wink winn
witt witter woodman woody worden worthing wren wyatt yale yampa yancey yap yermo yeso zap zena zenda zenia zuni
zurich`;

/** A town only after "in", "near" and the like. */
export const MORE_NAMES_OF_TOWNS = `
abram ada addison adel adelanto afton ajo alameda alamo alden allegan allyn alturas alva amarillo amery amory
amsterdam anaconda anson aptos arabi argo argyle arrochar arvin ashby ashley aubrey ava avalon aventura avis
aztec baden bagdad baldwin barre barrett barron barrow bartlett barton basile bayard beatrice beaufort becker
beckett belen belfast benson benton berkley berne bethany beulah blandon blythe bohemia bolivar boone bradford
brandon brent brewer brier brisbane britt bronson bryant buda buena burke byram cactus calcium calcutta caldwell
caledonia calera calhoun camilla canutillo carefree carey carleton carlyle carnegie carney caro carpinteria
carroll cashmere catalina catlin cecilia celina chaparral charlton cheviot chilton chino christiana cibolo cisco
citra claiborne clare clarinda clio clive clover cobb cocoa colby colona comanche combes concordia constantine
corbin cordele cordell corinna cornelia cornelius cornwall coronado corrales corry crandall creston crosby cuero
curtice daphne davidson dawson delano delmar dennison derry devine dewey dewitt dillon douglass duarte dudley
dumas dunbar dundee dunn durand durant earle eastman edgard edinburgh edna elberta eldon eldridge electra eliot
ellis ellsworth elmira elroy elsa elwood emerson ennis enoch ephraim erda erma erwin escalon escanaba escondido
espanola esparto esperance estacada estelle estero eudora eunice ewing fairfax fallon farley farrell fayette
felida ferdinand ferguson ferris fife finley fitzgerald flanders flora floris forks fortuna fowler fraser
freeland fulton galena gardiner gardner garfield garner garnet garrett garwood gaston gaylord genoa gettysburg
gibraltar gifford goddard godfrey granger grantham grantley granville greene greenland greer gregory gretna
griffin griffith gunter guthrie hadley hailey hamlin hampshire hanson harlan hartley hartwell haskell haslett
hastings hayden henrietta henryetta hephzibah hermann hermon hernando herrin hewitt hidalgo hideaway hilliard
hiram hobart holden hollis hondo horton huntley hurley ilion ina indiana inez ingram iona iowa irwin jasper
jeannette jena jennings justin kathleen katy keene kendall kenton kenyon kermit kiel kimball kimberly kingsley
lacey lamont landmark langston largo laureles laurens leicester leland leola leonardo lewes lindon lindsay lisle
lockwood lolo lombard lovell lula lyman macedonia madera madras mallory mandan mango manteno marcellus marengo
marianna marlin marlow marseilles mart martinez maury mayer maynard meade medina mena merrick merrill metropolis
minerva monee monona montague montgomery mora morada moraga morrow morton mystic naranja newman niles nitro nome
normandy norris norton novato nyssa oceano odell olean olivette oneida oracle oregon orion orland osgood othello
ovilla ozona pacheco pajaro palacios pampa pana paola patton paxton pella pembroke peralta pierson pinole plains
planada plano portales posen pratt presidio primera progreso pueblo purcell putnam ramsey raoul raton raven
raymond redan redford rendon rincon ripley riva robbins rochelle rockwell roma roosevelt rosamond roslyn ruidoso
rupert rutherford rye saco salamanca salida saluda saxon sayre schuyler sebastian seneca severance seward
seymour shaw sheffield shelley shelton sherwood sibley snowflake soledad somerset stafford stanfield stanford
stanton stanwood stuart sumner sylvester tallulah taos templeton terrell thatcher tiburon toronto tortolita
townsend trumann tucker tyrone ulysses upton vado veneta vevay villas vinita volo wadsworth wakefield walden
waldon walton ware warner waverly wayland webster welby welsh wenonah westbrook whitfield whitman wilder
willamina willows wilmer wilton windham winona winslow winthrop worthington wylie wynne yardley yorkshire zapata
zebulon`;
