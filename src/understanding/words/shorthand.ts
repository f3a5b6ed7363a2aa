/** Texting shorthand and common slips, word for word. The right side may be several words. */

const ENGLISH = `
rn=right now; rite=right; nite=night; nites=nights; 2nite=tonight; tonite=tonight; 2day=today; 2moro=tomorrow;
tmrw=tomorrow; n=and; nd=and; w=with; wit=with; wth=with; wo=without; u=you; ur=your; r=are; y=why; abt=about;
bout=about; bc=because; bcuz=because; cuz=because; cause=because; coz=because; ppl=people; peeps=people;
peple=people; poeple=people; smth=something; smthing=something; somthing=something; sumthing=something;
sumthin=something; somethin=something; nothin=nothing; nuthin=nothing; somone=someone; sum1=someone; some1=someone;
any1=anyone; every1=everyone; no1=no one; tryna=trying to; tryin=trying to; gonna=going to; gunna=going to;
wanna=want to; gotta=got to; hafta=have to; lemme=let me; gimme=give me; dunno=do not know; idk=i do not know;
pls=please; plz=please; plez=please; thx=thanks; ty=thanks; b4=before; thru=through; tho=though; em=them; dem=them;
dat=that; da=the; teh=the; dis=this; lil=little; wuz=was; shes=she is; hes=he is; theyre=they are; thier=their;
im=i am; ive=i have; ill=i will; id=id; youre=you are; theres=there is; thats=that is; whats=what is; its=it is;
isnt=is not; arent=are not; wasnt=was not; werent=were not; dont=do not; doesnt=does not; didnt=did not; dosent=does not;
doesnot=does not; dont=do not; wont=will not; wouldnt=would not; cant=can not; cannot=can not; couldnt=could not;
havent=have not; hasnt=has not; hadnt=had not; shouldnt=should not; aint=is not; neednt=need not; theyve=they have;
weve=we have; were=were; theyll=they will; hell=he will; shell=she will; thered=there would; gf=girlfriend;
bf=boyfriend; yo=years old; yr=year; yrs=years; y/o=years old; hr=hour; hrs=hours; min=minute; mins=minutes;
wk=week; wks=weeks; mo=mo; mos=months; mnths=months; mths=months; sec=second; prob=probably; prolly=probably;
def=definitely; mgr=manager; mngr=manager; rm=room; rms=rooms; bldg=building; apt=apartment; apts=apartments; hwy=highway;
veh=vehicle; pic=picture; pics=pictures; msg=message; txt=text; fone=phone; fones=phones; ph=phone; cel=cell;
b=be; okay=ok; blk=black; wknd=weekend; wknds=weekends; fri=friday; sat=saturday; sun=sunday; mon=monday; tues=tuesday; tue=tuesday; weds=wednesday; thurs=thursday; thur=thursday; wht=white; yall=you all; yalls=you all; fr=for real; ngl=not going to lie; tbh=to be honest; imo=in my opinion;
lady=lady; ladys=ladies; womens=women; womans=woman; womn=women; wmn=women; grl=girl; grls=girls; gurl=girl; girlz=girls; chic=chick;
mens=men; kidz=kids; dood=dude; sed=said; sez=says; tld=told; askd=asked; lookin=looking; lookd=looked; luks=looks; luk=look;
scard=scared; scarred=scared; skared=scared; terified=terrified; terrifed=terrified; affraid=afraid; afriad=afraid; brusies=bruises;
bruses=bruises; bruzes=bruises; brused=bruised; beatin=beating; hittin=hitting; cryin=crying; cring=crying; passprt=passport;
pasport=passport; pasports=passports; passprts=passports; payed=paid; payd=paid; payin=paying; lockd=locked; leve=leave;
allowd=allowed; alowed=allowed; aloud=allowed; beleive=believe; becuase=because; wierd=weird; weerd=weird; hotle=hotel; motle=motel;
hottel=hotel; mottel=motel; restraunt=restaurant; resturant=restaurant; restaraunt=restaurant; restrant=restaurant; massge=massage; masage=massage;
massuse=masseuse; trafficing=trafficking; traficking=trafficking; traffiking=trafficking; prostitue=prostitute; escord=escort;
definately=definitely; neighbour=neighbor; neighbours=neighbors; nieghbor=neighbor; nieghbors=neighbors; neigbor=neighbor; nabor=neighbor;
naked=naked; deperately=desperately; plate=plate; licence=license; lisence=license; liscense=license; drvr=driver; pasenger=passenger;
minuts=minutes; nobodys=nobody; everyday=every day; everynight=every night; evry=every; evrything=everything; everythin=everything; alot=a lot;
hurted=hurt; wants2=wants to; lives=lives; tellin=telling; gettin=getting; sumwhere=somewhere; kno=know; knos=knows; knw=know;
dnt=do not; cnt=can not; wnt=will not; hav=have; luv=love; frm=from; fom=from; wen=when; wat=what; wut=what; wher=where; whr=where;
bus=bus; gurls=girls; minuet=minute; lok=look; loks=looks; deprt=deport; immagration=immigration; imigration=immigration; emigration=immigration;
wrkers=workers; wrk=work; wrks=works; wrking=working; workin=working; rly=really; realy=really; rlly=really; v=very; gaurd=guard; gaurds=guards;
opperator=operator; marker=marker; dr=dr; ofc=of course; acct=account; tats=tattoos; tatoo=tattoo; tatoos=tattoos; tattooed=tattooed; tatooed=tattooed; tatted=tattooed; tat=tattoo`;

const SPANISH = `
q=que; k=que; ke=que; x=por; xq=porque; pq=porque; porq=porque; xfa=por favor; xfavor=por favor; porfa=por favor; porfavor=por favor; pa=para;
d=de; tb=tambien; tmb=tambien; tambn=tambien; dnd=donde; toy=estoy; ta=esta; tan=estan; tá=esta; hrs=horas; hr=hora; min=minutos;
mins=minutos; ay=ahi; ai=ahi; aki=aqui; akí=aqui; orita=ahorita; ahora=ahora; horita=ahorita; muchaha=muchacha; mucha=mucha; muxo=mucho;
muxa=mucha; ayuden=ayuden; alludenos=ayudenos; alludeme=ayudeme; alluda=ayuda; ayudeme=ayudeme; haci=asi; ase=hace; asen=hacen;
aciendo=haciendo; golpiando=golpeando; golpiado=golpeado; golpiada=golpeada; golpio=golpeo; serrada=encerrada; enserrada=encerrada;
enserrado=encerrado; enserradas=encerradas; enserrados=encerrados; enserrar=encerrar; deja=deja; dejan=dejan; desian=decian; dise=dice;
disen=dicen; dijo=dijo; pasaporte=pasaporte; pazaporte=pasaporte; pasaportes=pasaportes; papel=papel; bamos=vamos; ba=va; ban=van; boy=voy;
benir=venir; bienen=vienen; biene=viene; bive=vive; biven=viven; bivimos=vivimos; bieja=vieja; biejo=viejo; muger=mujer; mugeres=mujeres;
llegue=llegue; aya=alla; ayer=ayer; iso=hizo; hiso=hizo; trabajo=trabajo; travajo=trabajo; travaja=trabaja; travajan=trabajan; travajamos=trabajamos;
travajando=trabajando; patron=patron; an=han; as=has; abla=habla; ablar=hablar; ablan=hablan; ablo=hablo; ambre=hambre; ermana=hermana;
ijo=hijo; ija=hija; ijos=hijos; estan=estan; carro=carro; troca=troca; sra=señora; sr=señor; msj=mensaje; tel=telefono; cel=celular; fon=telefono;
num=numero; nadien=nadie; nomas=nomas; estamos=estamos; semos=somos; quitaron=quitaron; kitaron=quitaron; kito=quito; kiere=quiere; kieren=quieren; kien=quien;
sr=senor; sra=senora; srta=senorita; muchachas=muchachas; muxaxa=muchacha; muxaxas=muchachas; amenasa=amenaza; amenasan=amenazan; amenaso=amenazo; amenasando=amenazando;
desde=desde; cauto=cuarto; cuarto=cuarto; desaparesida=desaparecida; tatuage=tatuaje; tatuages=tatuajes; moreteada=moreteada; n=en`;

function parse(table: string): ReadonlyMap<string, string> {
  const entries = table.split(/;|\n/).map((line) => line.trim().split('='));
  return new Map(
    entries.flatMap(([from, to]): [string, string][] =>
      from === undefined || to === undefined || from === '' || from === to ? [] : [[from, to]],
    ),
  );
}

export const ENGLISH_SHORTHAND = parse(ENGLISH);
export const SPANISH_SHORTHAND = parse(SPANISH);
