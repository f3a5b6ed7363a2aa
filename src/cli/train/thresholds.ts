/** Where to draw the line: from which score a label is added to what the rules say, and below which it is vetoed. */

export interface Judged {
  /** The text's. */
  id: string;
  score: number;
  ruleSaid: boolean;
  /** The label. */
  holds: boolean;
}

export interface Thresholds {
  add: number;
  veto: number;
}

export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

const CANDIDATES = 48;

/** The two lines that give the best F on these judgements; `beta` above 1 counts recall for more than precision. */
export function chooseThresholds(judged: readonly Judged[], beta: number): Thresholds {
  let best: Thresholds = { add: 0, veto: 0 };
  let most = -1;
  for (const add of candidates(judged.filter(({ ruleSaid }) => !ruleSaid)))
    for (const veto of candidates(judged.filter(({ ruleSaid }) => ruleSaid))) {
      if (veto > add) continue;
      const value = fScore(tallyOf(judged, { add, veto }), beta);
      if (value > most) {
        most = value;
        best = { add, veto };
      }
    }
  return best;
}

/** Few examples make a line uncertain: it is drawn towards the one that suits all labels together. */
export function settle(own: Thresholds, shared: Thresholds, examples: number): Thresholds {
  const trust = examples / (examples + SHARED_EXAMPLES);
  const mix = (key: keyof Thresholds): number => own[key] * trust + shared[key] * (1 - trust);
  return { add: mix('add'), veto: mix('veto') };
}

const SHARED_EXAMPLES = 60;

export function tallyOf(judged: readonly Judged[], { add, veto }: Thresholds): Tally {
  const tally: Tally = { right: 0, wrong: 0, missed: 0 };
  for (const { score, ruleSaid, holds } of judged) {
    const said = score >= (ruleSaid ? veto : add);
    if (said && holds) tally.right++;
    else if (said) tally.wrong++;
    else if (holds) tally.missed++;
  }
  return tally;
}

export function fScore({ right, wrong, missed }: Tally, beta = 1): number {
  const square = beta * beta;
  const total = (1 + square) * right + square * missed + wrong;
  return total === 0 ? 1 : ((1 + square) * right) / total;
}

/** Scores between those of the judgements, evenly taken from their order, and the two ends. */
function candidates(judged: readonly Judged[]): number[] {
  const scores = judged.map(({ score }) => Math.max(-LEAST, Math.min(LEAST, score))).sort((a, b) => a - b);
  if (scores.length === 0) return [0];
  const chosen = new Set([-LEAST]);
  // most lines worth trying are among the high scores
  for (let step = 0; step <= CANDIDATES; step++) {
    const rank = Math.floor(scores.length * (1 - (step / CANDIDATES) ** 2));
    chosen.add(((scores[rank - 1] ?? -LEAST) + (scores[rank] ?? LEAST)) / 2);
  }
  return [...chosen];
}

const LEAST = 9;
