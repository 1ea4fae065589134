// What happened over time: counts stacked by their kind, and the band between two percentiles.

import type { VNode } from "preact";
import { duration, shortNumber } from "./numbers.ts";
import { heightOf, Plot, plotHeight } from "./plot.tsx";
import { countTicks, timeTicks, valueTicks } from "./ticks.ts";

/** Points of equal width from `from` to `to`, milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** One kind of what is counted. The class of the style sheet says how it looks. */
export interface CountSeries {
  readonly name: string;
  readonly look: "good" | "warn" | "bad";
  readonly counts: readonly number[];
}

interface StackedProps extends TimeSpan {
  readonly title: string;
  readonly description: string;
  /** From the bottom up, all of one length. */
  readonly series: readonly CountSeries[];
}

/** Counts over time, one column for each point. */
export function StackedCounts({ title, description, series, from, to }: StackedProps): VNode {
  const points = series[0]?.counts.length ?? 0;
  const sums = Array.from({ length: points }, (_, i) =>
    series.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0),
  );
  const highest = Math.max(...sums, 0);
  const ticks = countTicks(highest);
  const top = ticks.at(-1) ?? 1;
  const below = new Array<number>(points).fill(0);
  return (
    <Plot
      title={title}
      description={description}
      values={ticks.map((value) => ({ value, text: shortNumber(value) }))}
      marks={timeMarks({ from, to })}
      width={points}
      isEmpty={highest === 0}
    >
      {series.map(({ name, look, counts }) => {
        const path = columnsPath(counts, below, top);
        for (const [i, count] of counts.entries()) below[i] = (below[i] ?? 0) + count;
        return path === "" ? null : <path key={name} class={look} d={path} />;
      })}
    </Plot>
  );
}

// How high a column is at least, in the drawing's coordinates.
const least = 3;

/** Columns a fifth apart; what is there at all can be seen. */
function columnsPath(counts: readonly number[], below: readonly number[], top: number): string {
  return counts
    .map((count, i) => {
      if (count === 0) return "";
      const foot = Math.max(heightOf(below[i] ?? 0, top), least);
      const head = Math.min(heightOf((below[i] ?? 0) + count, top), foot - least);
      return `M${i}.1 ${foot}V${head}h.8V${foot}z`;
    })
    .join("");
}

interface BandProps extends TimeSpan {
  readonly title: string;
  readonly description: string;
  /** Milliseconds; null where there is nothing to tell. */
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** The band between two percentiles of a duration, its edges drawn. */
export function LatencyBand({ title, description, low, high, from, to }: BandProps): VNode {
  const highest = Math.max(...high.map((value) => value ?? 0), 0);
  const ticks = valueTicks(highest);
  const top = ticks.at(-1) ?? 1;
  return (
    <Plot
      title={title}
      description={description}
      values={ticks.map((value) => ({ value, text: duration(value) }))}
      marks={timeMarks({ from, to })}
      width={high.length}
      isEmpty={highest === 0}
    >
      <path class="band" d={bandPath(low, high, top)} />
      <path class="edge dashed" d={linePath(high, top)} />
      <path class="edge" d={linePath(low, top)} />
    </Plot>
  );
}

/** A line through the middles of points; where some are missing it is broken. A single one is a dot. */
export function linePath(values: readonly (number | null)[], top: number): string {
  return runs(values)
    .map(({ start, run }) => {
      const heights = run.map((value) => heightOf(value, top));
      return `M${start}.5 ${heights[0] ?? 0}${run.length === 1 ? "h0" : stepsOf(heights)}`;
    })
    .join("");
}

function bandPath(
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  top: number,
): string {
  return runs(high)
    .filter(({ run }) => run.length > 1)
    .map(({ start, run }) => {
      const there = run.map((value) => heightOf(value, top));
      const back = run.map((_, i) => heightOf(low[start + i] ?? 0, top)).reverse();
      const turn = (back[0] ?? 0) - (there.at(-1) ?? 0);
      return `M${start}.5 ${there[0] ?? 0}${stepsOf(there)}v${turn}${stepsOf(back, -1)}z`;
    })
    .join("");
}

/** From each height to the next, one to the side: `l1-5 1 20`. */
function stepsOf(heights: readonly number[], side = 1): string {
  const steps = heights.slice(1).map((y, i) => {
    const down = y - (heights[i] ?? 0);
    return `${side}${down < 0 ? "" : " "}${down}`;
  });
  return `l${steps.join(" ").replaceAll(" -", "-")}`;
}

/** Stretches without a gap. */
function runs(values: readonly (number | null)[]): { start: number; run: number[] }[] {
  const found: { start: number; run: number[] }[] = [];
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const last = found.at(-1);
    if (last !== undefined && last.start + last.run.length === i) last.run.push(value);
    else found.push({ start: i, run: [value] });
  }
  return found;
}

function timeMarks({ from, to }: TimeSpan): { share: number; text: string }[] {
  return timeTicks(from, to, 4).map(({ at, text }) => ({ share: (at - from) / (to - from), text }));
}

/** A small line without axes, beside a number that says the same. @param values  null = a gap */
export function Sparkline({ values, look = "good" }: SparklineProps): VNode {
  const highest = Math.max(...values.map((value) => value ?? 0), 0);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${Math.max(values.length, 1)} ${plotHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {highest > 0 && <path class={`edge ${look}`} d={linePath(values, 1.08 * highest)} />}
    </svg>
  );
}

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly look?: CountSeries["look"];
}
