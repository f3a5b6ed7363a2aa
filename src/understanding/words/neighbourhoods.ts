/**
 * Well-known parts of large cities, Native nations and regions, written as people text them (flat words): the city
 * they belong to ('' for a region) and its state. Only names that mean one place to everybody.
 */
const PARTS = `
Boston MA=southie,jamaica plain,mattapan,logan airport;New York NY=times square,port authority bus terminal,port authority bus station,port authority terminal,port authority ny,port authority nyc,hells kitchen,washington heights,spanish harlem,east harlem,lower east side,upper west side,upper east side,grand central,penn station ny,penn station nyc;
Brooklyn NY=bushwick,bed stuy,flatbush,bensonhurst,sheepshead bay,brighton beach,coney island,canarsie,east new york,sunset park brooklyn,williamsburg brooklyn,crown heights,borough park;Bronx NY=hunts point,mott haven,south bronx,fordham road,the bx;
Queens NY=flushing queens,jamaica queens,corona queens,elmhurst queens,astoria queens,woodside queens,ridgewood queens,long island city,roosevelt ave queens;
Los Angeles CA=boyle heights,koreatown la,south central la,south la,west la,downtown la,dtla,figueroa corridor,macarthur park;East Los Angeles CA=east la,east los;San Francisco CA=the tenderloin,mission district,the castro,fishermans wharf;Oakland CA=fruitvale,east oakland,west oakland;
Chicago IL=pilsen,humboldt park,little village,south side of chicago,wrigleyville;Philadelphia PA=olney philly,north philly,south philly,west philly,northeast philly;Washington DC=anacostia,adams morgan,dupont circle,capitol hill dc,ac dc metro;
Atlanta GA=buckhead,hartsfield jackson;Miami FL=little havana,little haiti,wynwood,overtown,liberty city,brickell,la pequena habana;Tampa FL=ybor city;Orlando FL=international drive;New Orleans LA=french quarter,bourbon street,bourbon st,lower ninth ward,lower 9th ward;
Houston TX=alief,sharpstown,bissonnet track,gulfton;Dallas TX=deep ellum,oak cliff,harry hines;San Antonio TX=riverwalk san antonio;Phoenix AZ=maryvale,sky harbor;Seattle WA=rainier beach,pike place;Las Vegas NV=las vegas strip,vegas strip;San Diego CA=city heights,barrio logan,gaslamp quarter;
San Juan PR=santurce,hato rey,rio piedras,viejo san juan,old san juan;Carolina PR=isla verde;Honolulu HI=kalihi,chinatown honolulu,ala moana;Key West FL=cayo hueso;Wisconsin Dells WI=the dells,wi dells;
Pine Ridge SD=pine ridge rez,pine ridge reservation,pine ridge indian reservation;Rosebud SD=rosebud rez,rosebud reservation;Red Lake MN=red lake rez,red lake reservation;
- MN=white earth reservation,white earth rez,leech lake reservation,leech lake rez,iron range;- ND=fort berthold,ft berthold,turtle mountain rez,turtle mountain reservation,the bakken;- WY=wind river reservation,wind river rez;- MT=blackfeet reservation,blackfeet rez,crow reservation,crow rez,flathead reservation,fort peck,northern cheyenne reservation;
- AZ=tohono oodham,tohono o odham,hopi reservation,hopi rez,san carlos reservation,gila river reservation;- WI=menominee reservation,menominee rez,lac courte oreilles;- WA=yakama nation,yakama reservation,colville reservation;- OR=warm springs reservation;- ID=fort hall reservation,nez perce reservation;- UT=uintah and ouray;
- NM=mescalero reservation,jicarilla reservation,zuni pueblo;- NC=cherokee qualla,outer banks;- MI=upper peninsula;- MA=cape cod;- VI=st croix usvi,st thomas usvi,st john usvi;- AK=kenai peninsula,mat su valley,north slope;- FL=florida keys;- GA=south georgia;- MS=mississippi delta;- IL=chicagoland;- CA=imperial valley,coachella valley;- WA=yakima valley;- NY=hudson valley`;

export const NEIGHBOURHOODS: readonly (readonly [
  name: string,
  place: readonly [city: string, state: string],
])[] = PARTS.split(';').flatMap((entry) => {
  const [place = '', names = ''] = entry.trim().split('=');
  const state = place.slice(-2);
  const city = place.slice(0, -3).replace('-', '');
  return names.split(',').map((name) => [name, [city, state]] as const);
});
