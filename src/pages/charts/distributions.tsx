// How values are spread: a histogram with its axis, two outlines small enough for a table, and bars for categories.

import type { VNode } from "preact";
import { percent, shortNumber } from "./numbers.ts";
import { heightOf, Plot, plotHeight } from "./plot.tsx";
import { countTicks, niceStep } from "./ticks.ts";

interface HistogramProps {
  readonly title: string;
  readonly description: string;
  /** Counts of bins of equal width from `low` to `high`. */
  readonly counts: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly unit?: string | null;
}

export function Histogram({ title, description, counts, low, high, unit }: HistogramProps): VNode {
  const highest = Math.max(...counts, 0);
  const ticks = countTicks(highest);
  const top = ticks.at(-1) ?? 1;
  const marks = axisValues(low, high).map((value, i) => ({
    share: (value - low) / (high - low),
    text: shortNumber(value) + (i === 0 && unit ? ` ${unit}` : ""),
  }));
  const columns = counts.map((count, i) =>
    count === 0
      ? ""
      : `M${i}.05 ${plotHeight}V${Math.min(heightOf(count, top), plotHeight - 3)}h.9V${plotHeight}z`,
  );
  return (
    <Plot
      title={title}
      description={description}
      values={ticks.map((value) => ({ value, text: shortNumber(value) }))}
      marks={marks}
      width={counts.length}
      isEmpty={highest === 0}
    >
      <path class="good" d={columns.join("")} />
    </Plot>
  );
}

/** Round values inside of a range, five at most. */
export function axisValues(low: number, high: number): number[] {
  const step = niceStep((high - low) / 4);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (!(last - first <= 8)) return [];
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

const outlineWidth = 120;
const outlineHeight = 28;

interface OutlinesProps {
  /** What is compared, for those who do not see it. */
  readonly label: string;
  readonly now: readonly number[];
  /** Drawn as a dashed line; null where there is none. */
  readonly reference: readonly number[] | null;
}

/** Two distributions over the same bins as outlines, each by its shares: their shapes are compared, not their sizes. */
export function Outlines({ label, now, reference }: OutlinesProps): VNode {
  const shares = sharesOf(now);
  const others = reference === null ? null : sharesOf(reference);
  const top = Math.max(...shares, ...(others ?? []));
  return (
    <svg class="outlines" width={outlineWidth} height={outlineHeight} role="img" aria-label={label}>
      <path class="shape" d={outlinePath(shares, top)} />
      {others !== null && <path class="edge dashed was" d={outlinePath(others, top)} />}
    </svg>
  );
}

function sharesOf(counts: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}

/** Steps from the foot over every bin and back to it. */
export function outlinePath(shares: readonly number[], top: number): string {
  const foot = outlineHeight - 1;
  const width = outlineWidth / Math.max(shares.length, 1);
  const steps = shares.map((share, i) => {
    const y = foot - Math.round((top === 0 ? 0 : share / top) * (foot - 2));
    return `V${y}H${Math.round((i + 1) * width)}`;
  });
  return `M0 ${foot}${steps.join("")}V${foot}`;
}

interface ShareBarsProps {
  readonly bars: readonly { readonly name: string; readonly count: number }[];
  /** What the shares are of; the sum of the bars unless told. */
  readonly total?: number;
}

/** Horizontal bars with their names, shares and counts. */
export function ShareBars({ bars, total }: ShareBarsProps): VNode {
  const sum = total ?? bars.reduce((all, { count }) => all + count, 0);
  return (
    <ul class="shares">
      {bars.map(({ name, count }) => {
        const share = sum === 0 ? 0 : count / sum;
        return (
          <li key={name}>
            <span>{name}</span>
            <span title={String(count)}>{percent(share)}</span>
            <svg aria-hidden="true">
              <rect width={`${(100 * share).toFixed(2)}%`} height="8" rx="4" />
            </svg>
          </li>
        );
      })}
    </ul>
  );
}
