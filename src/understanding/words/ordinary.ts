/**
 * Words that are also names of American towns. A text in small letters is full of them: they are towns only
 * when a state follows, or (for NAMES_OF_PEOPLE_OR_THINGS) when the text says "in" before them.
 */
import { MORE_NAMES_OF_TOWNS, MORE_ORDINARY_WORDS } from './ordinary-towns.js';

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Never a town without its state. */
export const ORDINARY_WORDS = list(
  MORE_ORDINARY_WORDS +
    ` 
flushing reading a i me my she he they them his her him it we us you your who what when where why how here there this that these those
is are was were be been am do does did done has have had can will would could should may might must not no yes ok okay
in on at by to of off or and but if so as for from with near out up down over under about after before now then just
love hope normal boss help home mobile wing gas see van friendship welcome comfort bath pool rock orange rose ruby
lake duck bear deer eagle hurt casa fair story young king queen price power best bell belt ball bay bend big black
blue brown green white gray grey red gold silver boy girl girls man men kids bridge brush burns bush camp cannon
canyon cash center central chance chase church clay clear cliff cloud club coffee cold college commerce concord cook
cool corn cost cove crane cross crown crystal day days dale deal divide drift early earth east edge enterprise
equality fame farmer fate field fields fine fisher flat flats flower forest fork fox free freedom friend frost garden
gate gateway gem glen globe good grace grand grant grass grove guy hall happy hard hart harmony haven hawk hazel heart
heath hill hills hobby hood hooks horse house hunt hunter independence industry iron island ivory jet job joy justice
key lamb land lane last law leader leaf liberty light likely lime little lodge loft lone long lot loving low magnet
main mall mansion many maple mark market mars mead mercy mill miller mine model money moon morning mountain mound
music needle new nice night north oak oaks oil opal opportunity orchard page palm paradise park parks path peace peak
pearl pep pike pilot pine pink plain plaza pleasant plum point police pop pops port post prairie pride progress
prosper protection purchase quick rail ranch rapid ray reform rescue rest rice ridge ring rise river rod roll room
rule rush sand school sea seal season security seven shade sharp ship shop short show sign six sky slick smith snow
social south speed spring springs spur star start state station steel still stone stop storm strong sugar summer
summit sun sunrise sunset supply surprise sweet swift table tall tank tell temple ten three tire today tower town
trade trail truth turkey twin two union unity utility valley vest veteran veterans victor view village vista war wall
warm water way weed west wheel wild wind window winner winter wise wolf wood woods work worth wright yellow zone strip
bar bars bank banks beach bed bird boat bread boots box branch buck bucks  burn cable cap car card carpenter
cave chapel charity chef chief child christmas circle city coal coin copper cotton country county couple cowboy cream
creek crew crook crow cut cute dad dance dead deep defiance desire diamond dice dish divine dollar door double dress
drew driver dry due dust duty dye elder energy eve ever face fairy faith fancy farm father felt fish five flag fleet
 force foreman fountain four frame friday fun future game gay general gentle gift glass glory go golden got gun
hand handy hardy head health helper hero hide high hit hold hole holiday holly honor hot hour hurry husband ice idea
ink inn jack jacket jade jail jewel journey joker judge jump junction jury kid kind kitchen knife lady late latin left
legal letter level line link lion lip list live lively load loan local lock look loop lost loud lunch luxury mad maid
major male manager mass master matter meadow meadows mean meat media metal mexico milk mind minor mint minute mission
mom monday month monument moss mother motor mouth mud name national nature neon nest nine noble noon note nursery
ocean office officer old omega only open outlet owl owner ox pacific pack paint pair pale pants paper parade parker
part party pass passport pay peach pen people person pie pig pill pin pipe pit place plan plane plank plant plate play
please plenty plus polo pond poor poplar porter pray present pretty print private prize proctor promise proof pure
push put quality quarter quiet rain random range rare rate raw read ready real rear reason regal rent rich ride right
risk road robin rocky roof rope round row royal run rural sad safe sage said sail saint sale salon salt same sandwich
sandy saturday save scott seat second secret self sell send senior sent service set shell sheriff shoe shooter shore
shut sick side silence simple sink sister site size ski skin slate sleepy slip slow small smart smile smoke smooth
soap soft sold solo some son song soon sound space spa spot spy square staff stamp stay stick stock stove straight
street strike stripe student style such suit suite sure surf swan sweat swim system tag tan tape task taxi tea teacher
team teen temperance test text thank thing third throw thunder tiger time tin tip tired title toast tooth top total
touch tough tow toy track tractor train trap travel tree trick trip truck true trust try tube tunnel turn tv type
uncle uniform upper vent verdict very vessel vet victim violet visit voice void volunteer wait wake walk want warning
watch wave wax weak wealth wear web week weird well wet whale wheat wide wife win wine wire witness woman women word
world wrong yard year zip zoo mi la las los el al de en un una se su le lo que y o ya si es fue por para con sin mas
muy bien ojo oro sol luna flor rio agua alto baja blanca blanco bonita negro negra verde rosa rosas angeles sierra
mesa loma lomas valle puerta puerto playa santa san nueva nuevo norte sur madre padre nina nino bella linda paz vida
fuego cruz mina minas monte villa grande  chica gato perro caballo toro llano laguna arroyo camino calle cinco
tres seis dos diez mana manana noche dia hora mes ano semana ropa dama dulce miel pan sal vino del cuba peru 
panama honduras china vietnam  brazil chile colombia bolivia ecuador lebanon jordan egypt israel poland norway
denmark  germany italy spain france england ireland scotland russia ukraine india pakistan japan korea haiti
 cairo manila moscow havana berlin london paris rome madrid athens dublin geneva milan naples venice florence
vienna  warsaw lisbon delhi bombay guatemala salvador nicaragua america americas canada africa europe asia
weldon corporal  bailey bradley carter   turner tyler cooper mason marshall morgan howard 
hudson kelly kennedy kirby martin maxwell mitchell  murphy nelson   oliver owen palmer perry preston
 russell ryan shannon shelby sheldon  shirley sidney stanley stella  stewart sullivan sylvia
theodore thomas troy vernon victoria vincent walter   wesley  willard willis winston winfield
wendell   albert alex alexander alice  alma  amy  andrew angela anna anthony 
arthur barbara barry ben benjamin bernard bernice beth betsy beverly blair bob brad brady brian bruce  byron
calvin cameron carl carlos carmen carol caroline catherine cecil celeste chad charles charlie chester christian
christina cindy claire clara clarence clark claude clifford clinton clyde cole connor craig curtis cynthia daisy dan
dana daniel darren dave david dawn dean debra dennis  diana dolores don donald donna dora doris dorothy douglas
 dustin dwight earl eddie edgar edith edward edwin elaine eleanor eli  ella ellen elliott elmer elsie
emily emma emmett eric erica erin ernest esther ethel eva evelyn felix floyd frances francis frank franklin fred
 gene george gerald gilbert gina glenn gloria gordon grady greta gwen hank hannah harold harper harriet harry
 hector heather helen henry herbert herman hugh hugo ida ira irene iris irma irving isaac isabel isabella ivan
jackie jacob jamie jan jane janet jason jay jean jeff jefferson jeffrey jennifer jenny jeremy jerome jerry jesse
jessica jim jo joan joe joel john johnny johnson jonathan jose joseph joshua josephine juan juanita judith judy julia
julian julie june karen karl kate katherine kathy katie kay keith ken kenneth kent kevin kim kirk kristin kurt 
lance lara larry laura lauren  lee leo leon leonard leroy leslie lewis lillian lily lisa liz lois lola lora
lorenzo loretta loretto lorraine louis louisa louise lucas lucille lucy luis luke luther lydia  mable mack maggie
manuel marcus margaret maria marian marie marilyn mario marissa marjorie marlene marsha martha marty marvin mary
mathew matthew maurice max maya mel melissa melody melvin michael michelle miguel mike mildred miles milo minnie
miranda miriam misty moises mollie mona monica morris myra myron myrtle nancy naomi natalie natasha nathan ned neil
nellie nettie nicholas nick nicole noah noel nora norma olga olive olivia omar ophelia oscar otis otto pablo pam
pamela pat patricia patrick patsy paul paula pauline pedro peggy penny percy pete peter phil philip phillip phillips
phoebe phyllis polly priscilla rachel ralph ramon  randall  randy raphael rebecca reed regina rene renee
rex rhoda rhonda ricardo richard rick rita rob robert roberta roberts rodney roger roland roman ron ronald ronnie
rosalie roscoe rosemary ross roxie roy ruben rudy rufus ruth sabrina sally sam samantha samuel sandra sara sarah saul
sean selena seth shane sharon shaun shawn sheila sherry simon sonia sonora sophia stacy stephen steve steven sue susan
susanna sydney tammy tanya ted teresa terra terry tessa thelma theresa tim timothy tina toby todd tom tommy tony tonya
tracy travis trinity tristan trudy valentine valerie vanessa vera vicky viola vivian wade wallace wanda wendy wilbur
willie wilma winifred winnie yvette yvonne zachary zoe mai mia leah lia eden genesis nevaeh alexa williams jones 
garcia rodriguez lopez gonzalez  thompson harris sanchez ramirez robinson torres nguyen flores adams rivera
 gomez  diaz edwards collins reyes  gutierrez ortiz peterson kelley ramos cox ward 
watson brooks chavez james bennett mendoza ruiz hughes alvarez castillo sanders patel myers foster jimenez powell
jenkins butler barnes henderson coleman simmons  reynolds  gonzales  vance bishop knox boyd meyer
sutton  welch soto duran dixon delaney   manning accident advance aid alarm alert amber anchor angel
angle art avenue barrel basin beaver berry blackwater bluff boring boulevard breeze briar bud caddy candor cherry
chestnut chili chilli coach colon combine comet community congress convent converse cooperative coral covert crescent
custom dairy delight democracy drummer economy effort elevator embarrass endeavor entrance exchange experiment eighty
four_corners flippin flush forward fortune fraud friendly fruit galaxy gap gardener gentry goodnight goshen gravel
grit grocery hacker hazard hotel houses humble hygiene idle imperial intercourse interior international investment
ironside jackpot kingdom kitty knob knock landing lasting laurels lemon library looking lovely lucky magazine marine
meeting mendon midway minden miracle moody mosquito mousie mustang needful nights nimrod nothing novice ogre onward
oral ordinary outing pioneer pleasure plush pocket poker popular potato poverty precious premium presto problem
promise_land prosperity protest pumpkin purity quail quaker rainbow raisin rambler ratio recluse reliance relief rifle
rough royalty ruin rumble sackets savage sawyer scooba searchlight seaside shallow shelter shock shopville sisters
skull smut snapp soda soldier sparks speaker spotted spray sprout squirrel stamps standard steady stringer success
superior surrey swiss tarzan telegraph telephone thorn tie timber tool tornado traveler tribune triumph trout trumpet
tulip tunas uncertain universal utopia vanilla venture vesta vice viper virtue vulcan wagon walnut weaver what_cheer
whiskey whiteface whynot willow winters wisdom wonder worthy yellowstone zenith zephyr medical clinic er hospital
airport bus depot motel hotels inns trailer trucks stops exit mile marker desk front lobby rooms chinese mexican
spanish thai korean vietnamese filipino english american african asian hispanic latino latina shirt hoodie jeans
tattoo hair blonde brunette skinny heavy beard chevy ford dodge honda toyota nissan jeep lexus mercury buick cadillac
gmc hyundai kia subaru mazda volvo bmw audi tesla ram impala tahoe civic accord camry altima malibu escalade suburban
explorer silverado dakota ranger sonata sentra corolla equinox traverse yukon denali charger challenger caravan
odyssey sienna  prius fusion focus escape taurus cherokee santa_fe frontier titan murano pathfinder rogue
versa maxima loves flying petro ta walmart target costco kroger publix wendys subway sonic arbys popeyes starbucks
dennys ihop hardees sheetz wawa speedway casey caseys exxon chevron mobil sinclair valero conoco citgo quiktrip hilton
marriott hyatt sheraton radisson wyndham ramada super western  fairfield residence extended knights red_roof
budget econo la_quinta rodeway clarion drury lyft uber greyhound amtrak megabus flixbus trailways septa metro transit
express limited schedule route anybody anyone somebody someone everyone everybody nobody things something anything
everything indian indians delta alpha phenix trinidad bristol  sussex york dulles oh hi bonanza arcade hidden
pavilion alliance amity ark atlas echo electric era evergreen excel falcon fiddletown flatwoods gilt halfway hermitage
 highlands inland ivy jasmine   lakeview loyal lookout magnolia manor mirage monarch mosaic
nautilus nectar northern  oasis olympic onyx oriental orient palace paragon pavo pinnacle premier prospect
quartz regent renaissance robins rosebud  roundup saffron sanctuary sapphire  savanna scenic sentinel
serenity sundance sunflower sunny tangerine terrace topaz tropic tuscany  urban velvet venus verdi vernal viking
vineyard westside  windmill zion guilty bogus phone phones amount number numbers answer question whoever
cousin niece nephew aunt daughter brother cab pickup wage wages salary papers id crying hitting beating scream yelling
kicking cleaning picking packing sewing roofing harvesting cooks dishes dishwasher laundry nails nail massage parlor
barber tanning buffet grill cafe diner tavern pub lounge casino`,
);

/** A town when "in" (or the like) stands before it, or when it is written with a capital after such a word. */
export const NAMES_THAT_ARE_ALSO_TOWNS = list(
  MORE_NAMES_OF_TOWNS +
    ` flushing reading  allen alvin arnold bryan buffalo burton campbell canton chico davis derby duncan elizabeth evans flint frederick graham hampton harrison harvey holland jamaica kyle lakeside lima logan lynn monroe moore norman norwood odessa patterson quincy ramona randolph richardson rogers saratoga sherman sterling taylor warren wayne weston whitney wildwood wilson woodrow anderson adrian newton walker essex lennox highland montrose uvalde laurel upland vineland jamaica keystone pacifica holt roselle randolph bend temple mission paradise sunrise vista hercules plum zion central eagle

austin   jackson charlotte savannah madison phoenix lincoln aurora eugene orlando   chandler
gilbert irving garland henderson  columbus washington marietta florence augusta victoria helena carson 
 jefferson salem troy trenton camden clinton franklin  marion milton auburn bristol burlington dover
fairfield greenville hudson kingston  manchester newport oxford  richmond riverside 
springfield vernon windsor  hamilton lawrence everett athens rome paris cairo dublin berlin moscow naples
venice geneva vienna lebanon peru cuba mexico milan  cordova alexandria  carthage corinth sparta 
 utica delhi tyler  mason morgan shelby tracy gary selma beverly lauren sydney brooklyn chelsea sierra
dakota regina carmel lorena elena angelica sonora trinidad  kent clayton dalton    mesa 
surprise jordan sandy    sparks  ely wellington plymouth cambridge norfolk suffolk bedford concord
lancaster york reading bethlehem nazareth hershey media chester darby  tundra  durango  marathon
orange hollywood   corona         normal hope
mobile bath eden independence enterprise commerce liberty union superior globe rifle aspen vail golden boulder parker
castle joy rock_springs   cody     miles    
libby martin marshall murray mitchell pierre huron       
    nevada lamar   macon  sullivan    
dexter`,
);
