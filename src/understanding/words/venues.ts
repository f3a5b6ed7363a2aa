/** Words that set the scene, by venue code; stronger words count more. Order matters where two tie. */
import type { PhraseBook } from '../phrases.js';

export const VENUES: PhraseBook = {
  'venue=hotel': [
    'hotel|motel|inn|lodge|hoteles|moteles|airbnb|motor_lodge|suites|motel_6|super_8|days_inn|travelodge|red_roof|econo_lodge|la_quinta|holiday_inn|comfort_inn|hampton_inn|extended_stay|knights_inn|rodeway|americas_best|best_western|quality_inn|hostel|resort|budget_inn|posada|motor_inn|microtel|studio_6|homewood|residence_inn|woodspring|marriott|hilton|hyatt|ramada|sheraton|howard_johnson|courtyard|fairfield|drury',
    'front desk',
    'housekeep*|housekeeper',
    'room|rm|cuarto|habitacion 101|102|103|104|105|106|107|108|109|110|111|112|113|114|115|116|117|118|119|120|121|122|123|124|125|126|127|128|129|130|131|132|133|134|135|136|137|138|139|140|201|202|203|204|205|206|207|208|209|210|211|212|213|214|215|216|217|218|219|220|221|222|223|224|225|226|227|228|229|230|231|232|233|234|235|236|237|238|239|240|241|242|243|244|245|301|302|303|304|305|306|307|308|309|310|311|312|313|314|315|316|317|318|319|320|401|402|403|404|405|406|407|408|409|410',
    'night auditor|clerk',
    'guests checked',
    'checked into|in',
    'recepcion|recepcionista|camarista|recamarera|camareras',
  ],
  'venue=transit_vehicle': [
    'bus driver|passenger|chofer',
    'greyhound|grayhound|flixbus|megabus|jefferson_lines|amtrak|amtrack|trailways|trimet|septa|marta',
    'on ~2 bus|train|greyhound|amtrak|flixbus|megabus|subway|light_rail|trolley|plane|flight|ferry|shuttle',
    'train conductor|passenger|attendant',
    'conductor|flight_attendant|light_rail|subway|metro_bus|city_bus|tram|streetcar',
    'riding ~2 bus|train|subway|metro',
    'my bus|train|route',
    'row|seat|seats|asiento 1|2|3|4|5|6|7|8|9|10|11|12|14|15|16|18|20|22',
    'autobus|tren|metro',
    'en el|un|del camion|bus|autobus|tren|metro',
    'chofer de? autobus|camion|bus|greyhound',
    'on board|aboard',
    'next stop|station',
    'proxima|siguiente parada|estacion',
    'uber|lyft|taxi|cab driver|ride|passenger|taxista',
    'in my cab|uber|taxi|lyft',
    'pasajera|pasajero|pasajeros',
    'line|linea|route|ruta 1|2|3|4|5|6|7|8|9|10|12|14|15|16|17|18|20|22|25|30|33|35|40|44|51|60|70|72',
  ],
  'venue=station': [
    'bus|train|greyhound|amtrak|transit|subway|metro|light_rail|union station|terminal|depot|stop|platform|shelter|center|estacion',
    'estacion|terminal|parada de? autobus*|camiones|tren|greyhound|bus|metro',
    'central camionera',
    'union station',
    'penn|grand_central station|terminal',
    'park and ride',
    'transit center|hub',
    'the depot|station|terminal',
    'bus terminal',
  ],
  'venue=airport': [
    'airport|aeropuerto|tsa|gate_agent|baggage_claim|boarding_gate|boarding_pass|concourse|jetway',
    'gate a|b|c|d|e|1|2|3|4|5|6|7|8|9|10|11|12|14|15|20|22',
    'security checkpoint|line',
    'terminal a|b|c|d|e|1|2|3|4|5',
    'ohare|lax|jfk|dfw|laguardia|hartsfield',
  ],
  'venue=truck_stop': [
    'truck stop|stops|plaza|parking',
    'truckstop|truckstops',
    'loves|flying_j|petro|ta_travel|travel_center|travel_plaza|kwik_trip|buc_ees|bucees|road_ranger|sapp_bros|pilot',
    'truck to truck',
    'rest|weigh area|stop|station',
    'lot lizard|lizards',
    'parada de? traileros|camioneros|trailers',
    'area de descanso',
    'cb radio',
    'trucker|truckers|trailero|traileros|camionero|camioneros',
    'fuel desk|island',
    'welcome center',
  ],
  'venue=massage_or_salon': [
    'massage|masaje|masajes|spa|salon|nails|nail|reflexology|barbershop|barber|masseuse|masseuses|parlor|unas|estetica|foot_spa|bodywork|peluqueria|beauty_shop|hair_salon|asian_massage|waxing|manicure|pedicure|tanning|masajista|masajistas|acupuncture',
    'getting my|her nails|hair done',
  ],
  'venue=restaurant_or_bar': [
    'restaurant|restaurante|bar|buffet|diner|cantina|nightclub|club|taqueria|kitchen|cocina|cafe|bakery|pizzeria|strip_club|dishwasher|dishwashers|waitress|waitresses|mesera|meseras|pub|tavern|lounge|food_truck|panaderia|fonda|comedor|casino|karaoke|sushi|cocineros|lavaplatos|ramen|steakhouse|pho|grill|brewery|table_dance|teibol|cabaret|antro|donut_shop|noodle_house|dancers|stripper|strippers|bartender|cooks',
  ],
  'venue=farm': [
    'farm|farms|finca|rancho|ranch|orchard|vineyard|field|fields|picking|crops|campo|pizca|pizcando|piscando|cosecha|harvest|harvesting|dairy|lecheria|establo|granja|invernadero|greenhouse|nursery|packing_shed|poultry_farm|hog_barn|labor_camp|berry|strawberry|strawberries|blueberry|blueberries|tomato|tomatoes|watermelon|tobacco|tabaco|fresas|tomate|lechuga|naranja|h2a|crew_leader|grove|groves|farmworkers|farmworker|migrant_camp|milking|ordena|campesinos|cherry|cherries|apples|peaches|huerta|huerto|vinedo|grapes|uva|uvas|asparagus|cotton|sod|shepherd|sheep|borrego|mushroom|mushrooms|hops|sweet_potatoes|sweet_potato|onions|cebolla|sandia|arandano|pepino|chile|christmas_tree|grow|grow_house|marijuana_grow|pot_farm|cannabis',
  ],
  'venue=construction': [
    'construction|construccion|roofing|roofers|roofer|roof|jobsite|job_site|drywall|framing|scaffold|scaffolding|andamio|obra|albanil|albaniles|techo|techos|concrete|contratista_de|building_site|demolition|painters|paving|hurricane_cleanup|sheetrock|techeros|landscaping|landscapers|landscape_crew',
  ],
  'venue=factory': [
    'factory|fabrica|plant|planta|warehouse|bodega|slaughterhouse|meatpacking|meat_packing|packing|poultry|assembly|sweatshop|maquila|taller|costura|sewing|garment|seafood|cannery|mill|processing|rastro|empacadora|matadero|procesadora|laundry|lavanderia|sanitation_shift|sawmill|recycling|foundry|crab|shrimp|fish_plant|aserradero|polleria|pollera|meat_plant|tortilleria|bakery_plant|production_line',
  ],
  'venue=school': [
    'school|escuela|classroom|teacher|student|students|maestra|maestro|alumna|alumno|secundaria|preparatoria|prepa|counselor|principal|homeroom|campus|college|university|grade|grader|guidance|school_bus|middle_school|high_school|colegio|consejera|teach|pta|kindergarten|daycare|guarderia',
  ],
  'venue=medical': [
    'hospital|clinic|clinica|er|nurse|doctor_office|enfermera|patient|paciente|emergency_room|urgent_care|triage|emt|paramedic|dentist|medical|sala_de_emergencias|doctora|ob|dental|pharmacy|planned_parenthood|health_center|labor_and_delivery|consultorio|ambulance|exam_room|ultrasound|waiting_room|medic|physician|ob_gyn|urgencias',
  ],
  'venue=store': [
    'store|tienda|mall|walmart|target|gas_station|gasolinera|dollar_general|supermarket|grocery|laundromat|7_eleven|convenience_store|mercado|shop|costco|swap_meet|flea_market|parking_lot|pulga|quick_stop|quiktrip|circle_k|smoke_shop|vape_shop|liquor_store|outlet|cashier|checkout|bodega_store|plaza|car_wash|carwash|kroger|aldi|sheetz|wawa|casey|caseys|home_depot|lowes|thrift|pawn_shop|mini_mart|corner_store|market|lavado_de_autos',
  ],
  'venue=online': [
    'online|website|craigslist|backpage|facebook|instagram|snapchat|tiktok|megapersonals|skipthegames|whatsapp|telegram|onlyfans|escort_site|internet|app|listcrawler|discord|roblox|tinder|en_linea|pagina_web',
  ],
  'venue=door_to_door': [
    'door to door',
    'selling ~2 magazines|candy|subscriptions|cleaning_products|perfume|flowers|books',
    'sell ~2 magazines|candy|subscriptions',
    'puerta en|a puerta',
    'knock* ~2 doors',
    'magazine crew|sales|sellers',
    'vendiendo ~2 revistas|dulces|chocolates',
    'door knockers',
    'tocando puertas',
  ],
  'venue=street': [
    'street|streets|corner|sidewalk|calle|esquina|alley|highway_ramp|stroll|blade|park|parque|boulevard|underpass|intersection|avenue|bridge|callejon|parking|banqueta|track|bus_bench|encampment|tent',
  ],
  'venue=private_home': [
    'house|home|casa|apartment|apartamento|trailer|neighbor|neighbors|neighbour|neighborhood|vecino|vecina|vecinos|basement|sotano|garage|nanny|ninera|maid|domestic|housekeeper_for|babysitter|next_door|apt|condo|duplex|townhouse|mobile_home|trailer_park|traila|departamento|across_the_street|across_from_us|across_from_me|employer_house|live_in|backyard|patio|depa|residence|complex|in_laws|mansion|landlord|subdivision|airbnb_house|caretaker|cul_de_sac|driveway|limpiando_y_cuidando|muchacha_de_servicio|empleada_domestica|aunts|uncles|cuidando_ninos|foster_home|group_home',
  ],
};

/** How much a venue's word says: a school or a home is named for many reasons, a motel for one. */
export const VENUE_WEIGHT: Readonly<Record<string, number>> = {
  hotel: 3,
  transit_vehicle: 2.6,
  station: 3.2,
  airport: 3,
  truck_stop: 2.8,
  massage_or_salon: 2.8,
  restaurant_or_bar: 2,
  farm: 2.2,
  construction: 2,
  factory: 2,
  school: 1.5,
  medical: 2.4,
  store: 1.6,
  online: 0.4,
  door_to_door: 3.6,
  street: 0.8,
  private_home: 1.4,
};
