// The splines of one column, inside the range of training and beyond it.

import { type NumberRule, wrongKind } from "../../inputs.ts";
import { type BSpline, firstSpline, splineValues } from "./b-spline.ts";

export const extrapolations = ["error", "constant", "linear", "continue", "periodic"] as const;
export type Extrapolation = (typeof extrapolations)[number];

/** A spline's number, and its value. */
type Entry = readonly [spline: number, value: number];

export interface SplineColumn {
  /** Number of splines. */
  readonly count: number;
  /** The range of training. */
  readonly low: number;
  readonly high: number;
  /**
   * The splines that are not zero at x, in order; a few that are may stand among them.
   *
   * @throws INPUT_KIND beyond the range, where the model refuses that
   */
  values(x: number, rule: NumberRule, feature: number): readonly Entry[];
}

/** @param feature  the column's position */
export function splineColumn(
  spline: BSpline,
  extrapolation: Extrapolation,
  feature: number,
): SplineColumn {
  const { knots, degree } = spline;
  const isPeriodic = extrapolation === "periodic";
  const all = knots.length - degree - 1;
  const count = isPeriodic ? all - degree : all;
  const [low, high] = rangeOf(spline, degree);
  const beyond = beyondRange(spline, extrapolation, feature);
  const [from, to] = beyond?.range ?? [low, high];
  return {
    count,
    low,
    high,
    values(x, rule, j) {
      if (Number.isNaN(x)) return [];
      if (isPeriodic) return wrapped(entriesAt(spline, intoPeriod(x, low, high)), count, degree);
      if (beyond === null || (x >= from && x <= to)) return entriesAt(spline, x);
      const below = x < from ? beyond.below(x) : [];
      const above = x > to ? beyond.above(x) : [];
      if (below !== null && above !== null) {
        return [...new Map([...below, ...above])].filter(([, value]) => value !== 0);
      }
      const name = rule.inputs.names?.[j] ?? j;
      throw wrongKind(rule, `numbers from ${low} to ${high}`, `${x} in column ${name}`);
    },
  };
}

function rangeOf({ knots }: BSpline, degree: number): readonly [number, number] {
  return [knots[degree] ?? 0, knots[knots.length - degree - 1] ?? 0];
}

function entriesAt(spline: BSpline, x: number, order: 0 | 1 = 0): readonly Entry[] {
  const first = firstSpline(spline, x);
  return Array.from(splineValues(spline, x, first, order), (value, i) => [first + i, value]);
}

/** x moved by whole periods into the base interval, by Python's modulo; 0 where that is a single number. */
function intoPeriod(x: number, low: number, high: number): number {
  const period = high - low;
  if (!(period > 0)) return 0;
  const rest = (x - low) % period;
  return low + (rest < 0 ? rest + period : rest);
}

/** The last splines go on as the first ones; scikit-learn does not store the zeros of these. */
function wrapped(entries: readonly Entry[], count: number, degree: number): readonly Entry[] {
  const sums = new Map<number, number>();
  for (const [spline, value] of entries) {
    sums.set(spline % count, (sums.get(spline % count) ?? 0) + value);
  }
  const kept = [...sums].filter(([spline, value]) => spline >= degree || value !== 0);
  return kept.sort(([a], [b]) => a - b);
}

/** What stands for numbers beyond a range; null where they are refused. */
interface Beyond {
  readonly range: readonly [number, number];
  below(x: number): readonly Entry[] | null;
  above(x: number): readonly Entry[] | null;
}

/** null where the splines themselves go on. */
function beyondRange(
  spline: BSpline,
  extrapolation: Extrapolation,
  feature: number,
): Beyond | null {
  switch (extrapolation) {
    case "continue":
    case "periodic":
      return null;
    case "error":
      return { range: rangeOf(spline, spline.degree), below: () => null, above: () => null };
    case "constant":
      return constantBeyond(spline);
    case "linear":
      return linearBeyond(spline, feature);
  }
}

/** The values at the ends. Above the end scikit-learn fails for splines of degree 0. */
function constantBeyond(spline: BSpline): Beyond {
  const { knots, degree } = spline;
  const count = knots.length - degree - 1;
  const range = rangeOf(spline, degree);
  const [low, high] = range;
  const atLow = entriesAt(spline, low).filter(([j]) => j < degree);
  const atHigh = entriesAt(spline, high).filter(([j]) => j >= count - degree);
  return { range, below: () => atLow, above: () => (degree === 0 ? null : atHigh) };
}

/**
 * Straight lines on from the ends. For degrees 0 and 1 scikit-learn raises the degree anew at every column, so
 * that the range of the columns after the first is too narrow, and may even end before it begins.
 */
function linearBeyond(spline: BSpline, feature: number): Beyond {
  const { knots, degree } = spline;
  const count = knots.length - degree - 1;
  const raised = degree > 1 ? degree : Math.min(degree + feature, 2);
  const range = rangeOf(spline, raised);
  const continued = raised > 1 ? raised : raised + 1;
  const line = (end: number, counts: (j: number) => boolean) => {
    const values = entriesAt(spline, end);
    const slopes = new Map(entriesAt(spline, end, 1));
    const kept = values.filter(([j]) => counts(j));
    return (x: number): readonly Entry[] =>
      kept.map(([j, value]) => [j, value + (x - end) * (slopes.get(j) ?? 0)]);
  };
  const [low, high] = range;
  return {
    range,
    below: line(low, (j) => j < continued),
    above: line(high, (j) => j >= count - continued),
  };
}
