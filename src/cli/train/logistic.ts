/**
 * Logistic regression with an L2 penalty, by L-BFGS: about a hundred lines instead of a dependency. The whole
 * batch is used in each step, so the result depends on nothing but the data: no seed, no order.
 */

/** One text as a sparse row: feature numbers and their values. */
export interface Row {
  ids: Int32Array;
  values: Float64Array;
}

export interface Examples {
  rows: readonly Row[];
  /** 1 or 0 for each row. */
  labels: Float64Array;
  /** How much each row counts. */
  weights: Float64Array;
  features: number;
}

export interface Fit {
  weights: Float64Array;
  bias: number;
}

const MEMORY = 6;
const STEPS = 30;
/** The share of the loss that a step must still gain. */
const LEAST_GAIN = 1.5e-3;
const FLAT = 1e-6;

/** The weights that make the labels likeliest, `penalty` times half their squared length subtracted. */
export function fitLogistic(examples: Examples, penalty: number): Fit {
  const size = examples.features + 1;
  const point = new Float64Array(size);
  const gradient = new Float64Array(size);
  let loss = lossAt(examples, penalty, point, gradient);
  const steps: { move: Float64Array; change: Float64Array; scale: number }[] = [];
  for (let step = 0; step < STEPS; step++) {
    const direction = descentFrom(gradient, steps);
    const slope = dot(direction, gradient);
    if (slope > -FLAT) break;
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let length = step === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let nextLoss = Infinity;
    for (let tries = 0; tries < 12; tries++, length /= 2) {
      for (let i = 0; i < size; i++) next[i] = at(point, i) + length * at(direction, i);
      nextLoss = lossAt(examples, penalty, next, nextGradient);
      if (nextLoss <= loss + 1e-4 * length * slope) break;
    }
    if (nextLoss >= loss) break;
    const move = next.map((value, i) => value - at(point, i));
    const change = nextGradient.map((value, i) => value - at(gradient, i));
    const curvature = dot(move, change);
    if (curvature > 1e-10) steps.push({ move, change, scale: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    const gain = loss - nextLoss;
    point.set(next);
    gradient.set(nextGradient);
    loss = nextLoss;
    if (gain < LEAST_GAIN * loss) break;
  }
  return { weights: point.subarray(0, examples.features), bias: at(point, examples.features) };
}

/** The log odds a fit gives a row. */
export function scoreOf({ weights, bias }: Fit, { ids, values }: Row): number {
  let sum = bias;
  for (let i = 0; i < ids.length; i++) sum += at(weights, ids[i] ?? 0) * at(values, i);
  return sum;
}

function lossAt(examples: Examples, penalty: number, point: Float64Array, gradient: Float64Array): number {
  const { rows, labels, weights, features } = examples;
  let loss = 0;
  for (let i = 0; i < features; i++) {
    const value = at(point, i);
    loss += 0.5 * penalty * value * value;
    gradient[i] = penalty * value;
  }
  gradient[features] = 0;
  const fit: Fit = { weights: point, bias: at(point, features) };
  for (const [index, row] of rows.entries()) {
    const weight = at(weights, index);
    if (weight === 0) continue;
    const score = scoreOf(fit, row);
    const signed = at(labels, index) > 0 ? score : -score;
    loss += weight * (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed);
    const pull = weight * (1 / (1 + Math.exp(-score)) - at(labels, index));
    for (let i = 0; i < row.ids.length; i++) {
      const id = row.ids[i] ?? 0;
      gradient[id] = at(gradient, id) + pull * at(row.values, i);
    }
    gradient[features] = at(gradient, features) + pull;
  }
  return loss;
}

/** The two-loop recursion of L-BFGS. */
function descentFrom(
  gradient: Float64Array,
  steps: readonly { move: Float64Array; change: Float64Array; scale: number }[],
): Float64Array {
  const direction = gradient.map((value) => -value);
  const pulls: number[] = [];
  for (const { move, change, scale } of [...steps].reverse()) {
    const pull = scale * dot(move, direction);
    pulls.push(pull);
    addTo(direction, change, -pull);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const ratio = 1 / (last.scale * dot(last.change, last.change));
    for (let i = 0; i < direction.length; i++) direction[i] = at(direction, i) * ratio;
  }
  for (const { move, change, scale } of steps) {
    const pull = pulls.pop() ?? 0;
    addTo(direction, move, pull - scale * dot(change, direction));
  }
  return direction;
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}

function addTo(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = at(target, i) + factor * at(source, i);
}
