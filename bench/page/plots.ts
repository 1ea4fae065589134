// The plots of docs/performance.md: time and memory against rows, features and trees.

import type { CurvePoint } from "../measures/curves.ts";
import type { Results } from "../results.ts";
import type { Line, Plot } from "./plot.ts";

/** By the name of the file in docs/images, without its ending. */
export function plotsOf({ curves, stream }: Results): ReadonlyMap<string, Plot> {
  const plots = new Map<string, Plot>();
  if (stream !== null) {
    const { ours, theirs, peer } = stream;
    const over = (key: "ms" | "peakMb", unit: number): readonly Line[] => [
      { name: "POST /batch", isOurs: true, points: ours.map((p) => [p.rows, p[key] / unit]) },
      { name: peer, isOurs: false, points: theirs.map((p) => [p.rows, p[key] / unit]) },
    ];
    const common = { xLabel: "rows of a CSV file" };
    plots.set("performance-rows-time", {
      ...common,
      title: "Time for a file of rows",
      yLabel: "time, seconds",
      lines: over("ms", 1000),
    });
    plots.set("performance-rows-memory", {
      ...common,
      title: "Memory for a file of rows",
      yLabel: "peak memory, MB",
      lines: over("peakMb", 1),
    });
  }
  if (curves === null) return plots;
  const { peer, linearFeatures, forestFeatures, trees } = curves;
  plots.set("performance-features-time", {
    title: "Time and the width of the rows",
    xLabel: "features",
    yLabel: "time per row in batches of 1,000, µs",
    lines: [
      ...pair("forest", peer, forestFeatures, "BatchNs", 1000),
      ...pair("linear", peer, linearFeatures, "BatchNs", 1000, true),
    ],
  });
  plots.set("performance-features-memory", {
    title: "Memory and the width of the rows",
    xLabel: "features",
    yLabel: "peak memory of the process, MB",
    lines: pair("forest", peer, forestFeatures, "Mb", 1),
  });
  plots.set("performance-trees-time", {
    title: "Time and the number of trees",
    xLabel: "trees",
    yLabel: "time per row, µs",
    lines: [
      ...pair("batch", peer, trees, "BatchNs", 1000),
      ...pair("one row", peer, trees, "OneNs", 1000, true),
    ],
  });
  plots.set("performance-trees-memory", {
    title: "Memory and the number of trees",
    xLabel: "trees",
    yLabel: "peak memory of the process, MB",
    lines: pair("forest", peer, trees, "Mb", 1),
  });
  return plots;
}

function pair(
  what: string,
  peer: string,
  points: readonly CurvePoint[],
  figure: "BatchNs" | "OneNs" | "Mb",
  unit: number,
  isDashed = false,
): readonly Line[] {
  const lineOf = (side: "ours" | "theirs"): Line["points"] =>
    points.map((point) => [point.size, point[`${side}${figure}`] / unit]);
  return [
    { name: `Picklejar, ${what}`, isOurs: true, isDashed, points: lineOf("ours") },
    {
      name: `${peer.replace("scikit-learn", "sklearn")}, ${what}`,
      isOurs: false,
      isDashed,
      points: lineOf("theirs"),
    },
  ];
}
