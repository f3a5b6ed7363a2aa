/** A person who holds a whole conversation, from the first text to SEND and one text more, and waits for each answer. */

import { type WitnessStory } from './promises.js';
import { markerOf, numberOf, type Program, type ProgramWorld, type SentText } from './program-world.js';

/** The bodies in order; those of one line are sent at the same moment, and are one answer or two. */
export function scriptOf(index: number): { lines: string[][]; markers: string[] } {
  const markers = [0, 1, 2, 3].map((text) => markerOf(index, text));
  const [place = '', people = '', car = '', later = ''] = markers;
  return {
    markers,
    lines: [
      [
        `motel 6 joplin missouri, room 214, i work the front desk here ${place}`,
        `2 girls look 15 with an older guy who wont let them talk, here rn ${people}`,
      ],
      [`gray altima ${car}`],
      ['3'],
      ['1'],
      [`he put them in the car just now ${later}`],
    ],
  };
}

/** `route` picks the process for one post. Ends when the last text is answered. */
export async function tellStory(
  world: ProgramWorld,
  index: number,
  route: () => Program | undefined,
  { timeoutMs = 60_000 } = {},
): Promise<WitnessStory> {
  const person = numberOf(index);
  const { lines, markers } = scriptOf(index);
  const texts: SentText[] = [];
  for (const line of lines) {
    texts.push(...(await Promise.all(line.map((body) => world.text(person, body, route)))));
    await world.waitForAnswers(
      texts.map(({ messageSid }) => messageSid),
      timeoutMs,
    );
  }
  return { person, texts, markers, revisions: 2 };
}
