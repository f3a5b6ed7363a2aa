/** Which states each interstate runs through (two-digit and shorter; FHWA route log), to tell "off 70" and to settle a town. */
const INTERSTATES = `4 FL;5 CA OR WA;8 CA AZ;10 CA AZ NM TX LA MS AL FL;12 LA;15 CA NV AZ UT ID MT;16 GA;17 AZ;19 AZ;20 TX LA MS AL GA SC;22 MS AL;
24 IL KY TN GA;25 NM CO WY;26 TN NC SC;27 TX;29 MO IA SD ND;30 TX AR;35 TX OK KS MO IA MN;37 TX;39 IL WI;40 CA AZ NM TX OK AR TN NC;41 WI;43 WI;44 TX OK MO;
45 TX;49 LA AR MO;55 LA MS TN AR MO IL;57 MO IL;59 LA MS AL GA;64 MO IL IN KY WV VA;65 AL TN KY IN;66 VA DC;68 WV MD;69 TX MS TN KY IN MI;70 UT CO KS MO IL IN OH WV PA MD;
71 KY OH;72 MO IL;73 NC;74 IA IL IN OH NC;75 FL GA TN KY OH MI;76 CO NE OH PA NJ;77 OH WV VA NC SC;78 PA NJ NY;79 WV PA;80 CA NV UT WY NE IA IL IN OH PA NJ;
81 TN VA WV MD PA NY;82 WA OR;83 MD PA;84 OR ID UT PA NY CT MA;85 AL GA SC NC VA;86 ID PA NY;87 NY;88 IL NY;89 NH VT;90 WA ID MT WY SD MN WI IL IN OH PA NY MA;
91 CT MA VT;93 MA NH VT;94 MT ND MN WI IL IN MI;95 FL GA SC NC VA DC MD DE PA NJ NY CT RI MA NH ME;96 MI;97 MD;99 PA`;

export const INTERSTATE_STATES: ReadonlyMap<string, readonly string[]> = new Map(
  INTERSTATES.split(';').map((line): [string, string[]] => {
    const [number = '', ...states] = line.trim().split(' ');
    return [number, states];
  }),
);

/** Towns whose names settle nothing by themselves: the interstates that run by one of the name and by no other. */
const OPEN_TOWNS = `Springfield IL:55 72;Springfield MO:44;Springfield MA:90 91 291;Springfield OR:5 105;Springfield VA:95 395 495;
Portland OR:5 84 205 405;Portland ME:95 295;Columbus OH:70 71 270 670;Columbus GA:185;Columbia MO:70;Columbia SC:20 26 77 126;Aurora CO:70 225;Aurora IL:88;
Rochester NY:390 490 590;Charleston SC:26 526;Charleston WV:64 77 79;Arlington TX:20 30;Arlington VA:66 395;Glendale CA:5;Jackson MS:20 55 220;Jackson TN:40;Jackson MI:94;Peoria IL:74 474`;

/** "Springfield 55" → the state of the town that lies there. */
export const OPEN_TOWN_STATES: ReadonlyMap<string, string> = new Map(
  OPEN_TOWNS.split(/;\n?/).flatMap((entry): [string, string][] => {
    const [place = '', numbers = ''] = entry.split(':');
    return numbers
      .split(' ')
      .map((number): [string, string] => [`${place.slice(0, -3)} ${number}`, place.slice(-2)]);
  }),
);

/** Three-digit interstates people name without the "I". */
export const LOOP_INTERSTATES: ReadonlySet<string> = new Set(
  '105 110 129 130 135 140 155 169 170 172 175 184 185 189 190 194 195 196 205 210 215 220 225 229 235 238 240 244 255 264 265 269 270 271 275 277 278 279 280 285 287 290 291 293 294 295 355 375 380 385 390 394 395 405 410 430 435 440 444 459 465 469 470 471 474 475 476 478 479 480 481 485 490 494 495 505 515 520 526 530 535 540 565 570 575 580 595 605 610 630 635 640 644 646 664 670 675 676 680 684 685 691 694 695 705 710 710 715 740 780 787 790 795 805 810 820 840 865 880 885 890 895 980 985 990'.split(
    ' ',
  ),
);

/** Numbers of United States routes above the two-digit ones (AASHTO), for "off 441". */
export const US_ROUTES: ReadonlySet<string> = new Set(
  '127 129 131 136 138 141 150 151 158 159 160 163 165 166 167 169 171 175 176 177 178 180 181 183 190 191 192 197 199 201 202 206 209 211 212 218 219 220 221 222 223 224 227 231 259 266 271 276 281 283 287 301 311 319 321 322 331 340 341 350 360 371 377 378 380 385 395 400 401 411 412 421 422 425 431 441 460 491 501 521 522 601 701 730'.split(
    ' ',
  ),
);
