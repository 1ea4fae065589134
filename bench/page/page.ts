// docs/performance.md from the results of a run, with its plots in docs/images.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, rootFolder } from "../folders.ts";
import type { Noise } from "../noise.ts";
import { grouped } from "../print.ts";
import type { Results } from "../results.ts";
import { renderPlot } from "./plot.ts";
import { plotsOf } from "./plots.ts";
import {
  csvTable,
  floorCounts,
  speedTables,
  startTable,
  streamTable,
  threadsTable,
  trainingTable,
} from "./tables.ts";

/** Writes the page and its pictures. */
export function writePage(results: Results): void {
  const docs = join(rootFolder, "docs");
  mkdirSync(join(docs, "images"), { recursive: true });
  for (const [name, plot] of plotsOf(results)) {
    writeFileSync(join(docs, "images", `${name}.svg`), renderPlot(plot));
  }
  writeFileSync(join(docs, "performance.md"), renderPage(results));
}

export function renderPage(results: Results): string {
  const texts = readFileSync(join(benchFolder, "page", "performance.md"), "utf8");
  const parts: ReadonlyMap<string, string> = new Map([
    ["about", about(results)],
    ["floors", floors(results)],
    ["noise", noise(results)],
    ["speed", speedTables(results)],
    ["threads", threadsTable(results)],
    ["start", startTable(results)],
    ["csv", csvTable(results)],
    ["training", trainingTable(results)],
    ["stream", streamTable(results)],
    ["untimed", untimed(results)],
  ]);
  return texts.replace(/^\{\{ (\w+) \}\}$/gm, (_, name: string) => parts.get(name) ?? "");
}

function about({
  date,
  commit,
  machine,
  node,
  pythons,
  onnxruntime,
  rounds,
  minutes,
  again = [],
}: Results): string {
  const libraries = pythons.map(({ python, sklearn, xgboost, pandas, numpy, blas }) => {
    const others = [
      ["numpy", numpy],
      ["pandas", pandas],
      ["XGBoost", xgboost],
    ];
    const each = others.flatMap(([name, version]) =>
      version === null ? [] : [`${name} ${version}`],
    );
    return `- scikit-learn ${sklearn} on Python ${python} (${each.join(", ")}; BLAS: ${blas ?? "the reference one, or not to be told"})`;
  });
  return [
    `Measured on ${date.slice(0, 10)} at commit ${commit}: ${rounds} rounds, ${Math.round(minutes)} minutes, on`,
    "",
    `- ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}`,
    `- Node ${node}`,
    ...libraries,
    ...(onnxruntime === null ? [] : [`- onnxruntime-node ${onnxruntime}`]),
    ...again.map(({ what, commit }) => `- measured again at commit ${commit}: ${what}`),
  ].join("\n");
}

function floors(results: Results): string {
  const { all, met } = floorCounts(results);
  if (met === all) return `All ${all} floors are met.`;
  return `**${met} of ${all} floors are met, ${all - met} are missed**, each marked in its table.`;
}

function noise({ noise: { before, after } }: Results): string {
  const one = ({ soloMs, bothMs }: Noise): string =>
    `${grouped(Math.round(soloMs))} ms alone and ${grouped(Math.round(bothMs))} ms beside another`;
  const worst = Math.max(before.bothMs / before.soloMs, after.bothMs / after.soloMs);
  const drift = after.soloMs / before.soloMs;
  const isLoud = worst > 1.15 || drift > 1.3 || drift < 0.77;
  const verdict = isLoud
    ? "Others used this machine meanwhile: read the ratios, and no figure of two threads."
    : "The machine was quiet.";
  return `One busy loop took ${one(before)} before, ${one(after)} after. ${verdict}`;
}

function untimed({ untimed: pairs }: Results): string {
  const merged = new Map(
    pairs.map(({ model, peer, variant, reason }) => [`${model}, ${variant}: ${peer}`, reason]),
  );
  if (merged.size === 0) return "Every pair gave the same answers and was timed.";
  return [...merged].map(([pair, reason]) => `- ${pair}: ${reason}`).join("\n");
}
