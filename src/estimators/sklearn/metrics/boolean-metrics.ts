// Distances between rows of yes and no: every number but 0 is yes. All are made of how many columns both
// rows have, and how many only one of them.

import type { DistanceMetric } from "./distance-metric.ts";

/** Numbers of columns. */
interface Counts {
  readonly both: number;
  readonly onlyX: number;
  readonly onlyY: number;
  /** Of the columns at all. */
  readonly all: number;
}

function counted(formula: (counts: Counts) => number): DistanceMetric {
  return {
    order: Number.NaN,
    reduced(x, points, start) {
      let both = 0;
      let onlyX = 0;
      let onlyY = 0;
      for (let j = 0; j < x.length; j++) {
        const inX = x[j] !== 0;
        const inY = points[start + j] !== 0;
        if (inX && inY) both++;
        else if (inX) onlyX++;
        else if (inY) onlyY++;
      }
      return formula({ both, onlyX, onlyY, all: x.length });
    },
    distance: (reduced) => reduced,
    reduce: (distance) => distance,
  };
}

/**
 * By name. `dice` and `sokalsneath` of two rows without any yes are 0 / 0.
 *
 * @see sklearn/metrics/_dist_metrics.pyx.tp; `yule`: scipy/spatial/distance.py
 */
export const booleanMetrics: ReadonlyMap<string, DistanceMetric> = new Map(
  Object.entries({
    dice: ({ both, onlyX, onlyY }: Counts) => (onlyX + onlyY) / (2 * both + onlyX + onlyY),
    jaccard: ({ both, onlyX, onlyY }: Counts) => {
      const any = both + onlyX + onlyY;
      return any === 0 ? 0 : (onlyX + onlyY) / any;
    },
    kulsinski: ({ both, onlyX, onlyY, all }: Counts) =>
      (onlyX + onlyY - both + all) / (onlyX + onlyY + all),
    matching: ({ onlyX, onlyY, all }: Counts) => (onlyX + onlyY) / all,
    rogerstanimoto: differing,
    russellrao: ({ both, all }: Counts) => (all - both) / all,
    sokalmichener: differing,
    sokalsneath: ({ both, onlyX, onlyY }: Counts) => (onlyX + onlyY) / (0.5 * both + onlyX + onlyY),
    yule: ({ both, onlyX, onlyY, all }: Counts) => {
      const crossed = onlyX * onlyY;
      const neither = all - both - onlyX - onlyY;
      return crossed === 0 ? 0 : (2 * crossed) / (both * neither + crossed);
    },
  }).map(([name, formula]) => [name, counted(formula)]),
);

function differing({ onlyX, onlyY, all }: Counts): number {
  return (2 * (onlyX + onlyY)) / (all + onlyX + onlyY);
}
