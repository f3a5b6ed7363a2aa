/** Cities and states named in their readers' own script: "我在纽约法拉盛", "Бруклин, Нью-Йорк". */
import { canonicalName, type Gazetteer } from './gazetteer.js';
import type { PlaceFacts } from './places.js';
import { FOREIGN_PLACES } from './words/foreign-places.js';

const OTHER_SCRIPT = /[\u0400-\u04ff\u0600-\u06ff\u3400-\u9fff\uac00-\ud7af]/;

/** Adds what the text names to the place; each stretch of text is read once, longer names first. */
export function addForeignPlace(place: PlaceFacts, text: string, gazetteer: Gazetteer): void {
  if (!OTHER_SCRIPT.test(text)) return;
  let rest = text.toLowerCase();
  for (const [name, [city, state]] of FOREIGN_PLACES) {
    if (!rest.includes(name)) continue;
    rest = rest.replaceAll(name, ' ');
    if (!(place.states ?? []).includes(state)) {
      place.states = [...(place.states ?? []), state];
      if (city !== '') place.inferredStates = [...(place.inferredStates ?? []), state];
    }
    if (city === '' || (place.city !== undefined && place.city !== 'New York')) continue;
    place.city = city;
    const found = gazetteer.findCities(canonicalName(city)).find((candidate) => candidate.state === state);
    if (found !== undefined) place.point ??= found;
  }
}
