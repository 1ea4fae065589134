// What training points tell about the features: the range in which they lie, and a usual value.

import type { InputHint } from "./estimator.ts";

/** Points that are sorted per feature to find a usual value. */
const keptPoints = 1000;

/**
 * One hint per feature: smallest value, largest value and median; NaN is left out.
 *
 * @param data  n × columns, row-major
 */
export function pointHints(data: Float64Array, columns: number): readonly InputHint[] {
  return Array.from({ length: columns }, (_, column) => columnHint(data, column, columns));
}

/**
 * One hint per feature, from what is no training point but the middle of many: a usual value.
 *
 * @param centers  n × columns, row-major
 */
export function centerHints(centers: Float64Array, columns: number): readonly InputHint[] {
  const rows = centers.length / columns;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let i = column; i < centers.length; i += columns) sum += centers[i] ?? 0;
    return Number.isFinite(sum) ? { typical: sum / rows } : {};
  });
}

function columnHint(data: Float64Array, column: number, columns: number): InputHint {
  const kept: number[] = [];
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  for (let i = column; i < data.length; i += columns) {
    const value = data[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    whole &&= Number.isInteger(value);
    if (kept.length < keptPoints) kept.push(value);
  }
  const typical = kept.sort((a, b) => a - b)[kept.length >> 1];
  if (typical === undefined) return {};
  return { low, high, typical, ...(whole && { integer: true }) };
}
