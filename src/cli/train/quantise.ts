/** Weights as small whole numbers; what is nearly nothing becomes nothing and is not shipped. */
export interface Column {
  values: Int16Array;
  scale: number;
}

const MOST = 127;
const KEPT = 3000;

/** The heaviest weights, each as a whole number of `scale`. */
export function quantise(weights: Float64Array): Column {
  const sizes = weights.map(Math.abs).sort().reverse();
  const least = sizes[KEPT] ?? 0;
  const scale = (sizes[0] ?? 0) / MOST || 1;
  const values = Int16Array.from(weights, (weight) =>
    Math.abs(weight) <= least ? 0 : Math.round(weight / scale),
  );
  return { values, scale };
}
