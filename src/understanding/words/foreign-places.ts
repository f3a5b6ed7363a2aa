/** Large cities and states as they are written in other scripts: text → city ('' for a state) and state, longest first. */
const TABLE = `
布魯克林=Brooklyn,NY;皇后区=Queens,NY;皇后區=Queens,NY;曼哈頓=New York,NY;纽约州=,NY;紐約州=,NY;
三藩市=San Francisco,CA;聖地牙哥=San Diego,CA;聖荷西=San Jose,CA;
尔湾=Irvine,CA;爾灣=Irvine,CA;蒙特利公园=Monterey Park,CA;蒙特利公園=Monterey Park,CA;罗兰岗=Rowland Heights,CA;羅蘭崗=Rowland Heights,CA;阿罕布拉=Alhambra,CA;加利福尼亞=,CA;
伊利諾=,IL;休斯敦=Houston,TX;達拉斯=Dallas,TX;奧斯汀=Austin,TX;圣安东尼奥=San Antonio,TX;德克萨斯=,TX;
华盛顿州=,WA;華盛頓州=,WA;华盛顿特区=Washington,DC;華盛頓特區=Washington,DC;波士頓=Boston,MA;麻州=,MA;马萨诸塞=,MA;匹兹堡=Pittsburgh,PA;賓州=,PA;
佐治亚=,GA;鳳凰城=Phoenix,AZ;科罗拉多=,CO;邁阿密=Miami,FL;
檀香山=Honolulu,HI;火奴鲁鲁=Honolulu,HI;夏威夷=,HI;新澤西=,NJ;馬里蘭=,MD;西弗吉尼亚=,WV;维吉尼亚=,VA;俄勒冈=,OR;田纳西=,TN;康涅狄格=,CT;俄克拉荷马=,OK;明尼苏达=,MN;威斯康星=,WI;印第安纳=,IN;
플러싱=Flushing,NY;브루클린=Brooklyn,NY;맨해튼=New York,NY;샌디에이고=San Diego,CA;
라스베가스=Las Vegas,NV;하와이=,HI;호놀룰루=Honolulu,HI;덴버=Denver,CO;보스턴=Boston,MA;디트로이트=Detroit,MI;플로리다=,FL;마이애미=Miami,FL;
بروكلين=Brooklyn,NY;دالاس=Dallas,TX;ميامي=Miami,FL;سان دييغو=San Diego,CA;فيلادلفيا=Philadelphia,PA;نيوجيرسي=,NJ;سياتل=Seattle,WA;مينيابوليس=Minneapolis,MN;
брайтон-бич=Brooklyn,NY;манхэттен=New York,NY;сан-франциско=San Francisco,CA;сан-диего=San Diego,CA;пенсильвани=,PA;
даллас=Dallas,TX;лас-вегас=Las Vegas,NV;невад=,NV;денвер=Denver,CO;колорадо=,CO;финикс=Phoenix,AZ;аризон=,AZ;орландо=Orlando,FL;детройт=Detroit,MI;мичиган=,MI;миннеаполис=Minneapolis,MN;балтимор=Baltimore,MD;кливленд=Cleveland,OH;огайо=,OH;аляск=,AK;
纽约市=New York,NY;紐約=New York,NY;纽约=New York,NY;法拉盛=Flushing,NY;布鲁克林=Brooklyn,NY;曼哈顿=New York,NY;洛杉矶=Los Angeles,CA;洛杉磯=Los Angeles,CA;旧金山=San Francisco,CA;舊金山=San Francisco,CA;圣地亚哥=San Diego,CA;
圣何塞=San Jose,CA;萨克拉门托=Sacramento,CA;芝加哥=Chicago,IL;休斯顿=Houston,TX;休士頓=Houston,TX;达拉斯=Dallas,TX;奥斯汀=Austin,TX;波士顿=Boston,MA;费城=Philadelphia,PA;費城=Philadelphia,PA;西雅图=Seattle,WA;西雅圖=Seattle,WA;
亚特兰大=Atlanta,GA;亞特蘭大=Atlanta,GA;拉斯维加斯=Las Vegas,NV;拉斯維加斯=Las Vegas,NV;迈阿密=Miami,FL;奥兰多=Orlando,FL;底特律=Detroit,MI;丹佛=Denver,CO;凤凰城=Phoenix,AZ;圣路易斯=St. Louis,MO;
犹他州=,UT;猶他州=,UT;新墨西哥=,NM;爱达荷=,ID;愛達荷=,ID;蒙大拿=,MT;怀俄明=,WY;懷俄明=,WY;内布拉斯加=,NE;堪萨斯州=,KS;堪薩斯州=,KS;爱荷华=,IA;艾奥瓦=,IA;肯塔基=,KY;阿拉巴马=,AL;亚拉巴马=,AL;密西西比州=,MS;路易斯安那=,LA;阿肯色=,AR;北卡=,NC;南卡=,SC;北达科他=,ND;南达科他=,SD;阿拉斯加=,AK;特拉华=,DE;缅因州=,ME;佛蒙特=,VT;新罕布什尔=,NH;罗德岛=,RI;华州=,WA;內華達=,NV;亞利桑那=,AZ;田納西=,TN;科羅拉多=,CO;喬治亞=,GA;佛羅里達=,FL;維吉尼亞=,VA;俄勒岡=,OR;密蘇里=,MO;明尼蘇達=,MN;印第安納=,IN;
유타=,UT;네바다=,NV;애리조나=,AZ;아리조나=,AZ;콜로라도=,CO;오리건=,OR;오레곤=,OR;워싱턴주=,WA;일리노이=,IL;미시간=,MI;오하이오=,OH;펜실베이니아=,PA;펜실베니아=,PA;매사추세츠=,MA;노스캐롤라이나=,NC;사우스캐롤라이나=,SC;테네시=,TN;앨라배마=,AL;알라바마=,AL;미네소타=,MN;위스콘신=,WI;인디애나=,IN;미주리=,MO;오클라호마=,OK;루이지애나=,LA;켄터키=,KY;알래스카=,AK;뉴멕시코=,NM;뉴욕주=,NY;웨스트버지니아=,WV;
加州=,CA;加利福尼亚=,CA;德州=,TX;得克萨斯=,TX;佛罗里达=,FL;佛州=,FL;新泽西=,NJ;密苏里=,MO;伊利诺伊=,IL;俄亥俄=,OH;宾夕法尼亚=,PA;宾州=,PA;乔治亚=,GA;密歇根=,MI;弗吉尼亚=,VA;马里兰=,MD;内华达=,NV;亚利桑那=,AZ;
로스앤젤레스=Los Angeles,CA;엘에이=Los Angeles,CA;뉴욕=New York,NY;시카고=Chicago,IL;애틀랜타=Atlanta,GA;애틀란타=Atlanta,GA;휴스턴=Houston,TX;댈러스=Dallas,TX;달라스=Dallas,TX;라스베이거스=Las Vegas,NV;시애틀=Seattle,WA;필라델피아=Philadelphia,PA;샌프란시스코=San Francisco,CA;캘리포니아=,CA;텍사스=,TX;조지아=,GA;뉴저지=,NJ;버지니아=,VA;메릴랜드=,MD;
нью-йорк=New York,NY;бруклин=Brooklyn,NY;чикаго=Chicago,IL;майами=Miami,FL;лос-анджелес=Los Angeles,CA;сакраменто=Sacramento,CA;филадельфи=Philadelphia,PA;сиэтл=Seattle,WA;бостон=Boston,MA;хьюстон=Houston,TX;атлант=Atlanta,GA;флорид=,FL;калифорни=,CA;техас=,TX;нью-джерси=,NJ;
نيويورك=New York,NY;شيكاغو=Chicago,IL;ديربورن=Dearborn,MI;ديترويت=Detroit,MI;هيوستن=Houston,TX;لوس أنجلوس=Los Angeles,CA;ميشيغان=,MI;تكساس=,TX;كاليفورنيا=,CA;فلوريدا=,FL`;

export const FOREIGN_PLACES: ReadonlyMap<string, readonly [city: string, state: string]> = new Map(
  TABLE.trim()
    .split(/;\n?/)
    .flatMap((entry): [string, readonly [string, string]][] => {
      const [name, place = ''] = entry.trim().split('=');
      const [city = '', state = ''] = place.split(',');
      return name === undefined || name === '' ? [] : [[name, [city, state]]];
    })
    .sort(([a], [b]) => b.length - a.length),
);
