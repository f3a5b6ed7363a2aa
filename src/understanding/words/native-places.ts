/**
 * Large cities and states as other scripts write them: Chinese (both), Korean, Arabic and Russian (stems, so that
 * any case ending fits). Longer names come first in each line where one holds another.
 */
export interface NativePlace {
  written: string;
  city: string;
  state: string;
}

const PLACES = `
法拉盛 Flushing NY;布鲁克林 Brooklyn NY;布魯克林 Brooklyn NY;皇后区 Queens NY;皇后區 Queens NY;曼哈顿 New_York NY;曼哈頓 New_York NY;纽约州 - NY;紐約州 - NY;纽约 New_York NY;紐約 New_York NY;
洛杉矶 Los_Angeles CA;洛杉磯 Los_Angeles CA;旧金山 San_Francisco CA;舊金山 San_Francisco CA;三藩市 San_Francisco CA;圣地亚哥 San_Diego CA;聖地牙哥 San_Diego CA;圣何塞 San_Jose CA;聖荷西 San_Jose CA;萨克拉门托 Sacramento CA;
尔湾 Irvine CA;爾灣 Irvine CA;蒙特利公园 Monterey_Park CA;蒙特利公園 Monterey_Park CA;罗兰岗 Rowland_Heights CA;羅蘭崗 Rowland_Heights CA;阿罕布拉 Alhambra CA;加州 - CA;加利福尼亚 - CA;加利福尼亞 - CA;
芝加哥 Chicago IL;伊利诺伊 - IL;伊利諾 - IL;休斯顿 Houston TX;休斯敦 Houston TX;休士頓 Houston TX;达拉斯 Dallas TX;達拉斯 Dallas TX;奥斯汀 Austin TX;奧斯汀 Austin TX;圣安东尼奥 San_Antonio TX;德州 - TX;德克萨斯 - TX;得克萨斯 - TX;
西雅图 Seattle WA;西雅圖 Seattle WA;华盛顿州 - WA;華盛頓州 - WA;华盛顿特区 Washington DC;華盛頓特區 Washington DC;波士顿 Boston MA;波士頓 Boston MA;麻州 - MA;马萨诸塞 - MA;费城 Philadelphia PA;費城 Philadelphia PA;匹兹堡 Pittsburgh PA;宾州 - PA;賓州 - PA;宾夕法尼亚 - PA;
亚特兰大 Atlanta GA;亞特蘭大 Atlanta GA;乔治亚 - GA;佐治亚 - GA;拉斯维加斯 Las_Vegas NV;拉斯維加斯 Las_Vegas NV;内华达 - NV;凤凰城 Phoenix AZ;鳳凰城 Phoenix AZ;亚利桑那 - AZ;丹佛 Denver CO;科罗拉多 - CO;迈阿密 Miami FL;邁阿密 Miami FL;奥兰多 Orlando FL;佛罗里达 - FL;佛州 - FL;
底特律 Detroit MI;密歇根 - MI;檀香山 Honolulu HI;火奴鲁鲁 Honolulu HI;夏威夷 - HI;新泽西 - NJ;新澤西 - NJ;俄亥俄 - OH;马里兰 - MD;馬里蘭 - MD;西弗吉尼亚 - WV;弗吉尼亚 - VA;维吉尼亚 - VA;俄勒冈 - OR;密苏里 - MO;田纳西 - TN;康涅狄格 - CT;俄克拉荷马 - OK;明尼苏达 - MN;威斯康星 - WI;印第安纳 - IN;
뉴욕 New_York NY;플러싱 Flushing NY;브루클린 Brooklyn NY;맨해튼 New_York NY;로스앤젤레스 Los_Angeles CA;엘에이 Los_Angeles CA;샌프란시스코 San_Francisco CA;샌디에이고 San_Diego CA;캘리포니아 - CA;시카고 Chicago IL;애틀랜타 Atlanta GA;조지아 - GA;달라스 Dallas TX;댈러스 Dallas TX;휴스턴 Houston TX;텍사스 - TX;
시애틀 Seattle WA;라스베가스 Las_Vegas NV;라스베이거스 Las_Vegas NV;필라델피아 Philadelphia PA;하와이 - HI;호놀룰루 Honolulu HI;뉴저지 - NJ;버지니아 - VA;메릴랜드 - MD;덴버 Denver CO;보스턴 Boston MA;디트로이트 Detroit MI;플로리다 - FL;마이애미 Miami FL;
نيويورك New_York NY;بروكلين Brooklyn NY;شيكاغو Chicago IL;هيوستن Houston TX;دالاس Dallas TX;تكساس - TX;ديترويت Detroit MI;ديربورن Dearborn MI;ميشيغان - MI;لوس أنجلوس Los_Angeles CA;كاليفورنيا - CA;ميامي Miami FL;فلوريدا - FL;سان دييغو San_Diego CA;فيلادلفيا Philadelphia PA;نيوجيرسي - NJ;سياتل Seattle WA;مينيابوليس Minneapolis MN;
брайтон-бич Brooklyn NY;бруклин Brooklyn NY;манхэттен New_York NY;нью-йорк New_York NY;чикаго Chicago IL;майами Miami FL;флорид - FL;лос-анджелес Los_Angeles CA;сан-франциско San_Francisco CA;сан-диего San_Diego CA;сакраменто Sacramento CA;калифорни - CA;филадельфи Philadelphia PA;пенсильвани - PA;бостон Boston MA;
сиэтл Seattle WA;хьюстон Houston TX;даллас Dallas TX;техас - TX;лас-вегас Las_Vegas NV;невад - NV;денвер Denver CO;колорадо - CO;финикс Phoenix AZ;аризон - AZ;атлант Atlanta GA;орландо Orlando FL;детройт Detroit MI;мичиган - MI;миннеаполис Minneapolis MN;балтимор Baltimore MD;кливленд Cleveland OH;огайо - OH;аляск - AK;нью-джерси - NJ`;

/** In the order in which they are looked for. */
export const NATIVE_PLACES: readonly NativePlace[] = PLACES.split(';').map((entry) => {
  const parts = entry.trim().split(' ');
  const city = parts.at(-2) ?? '-';
  return {
    written: parts.slice(0, -2).join(' '),
    city: city === '-' ? '' : city.replaceAll('_', ' '),
    state: parts.at(-1) ?? '',
  };
});
