// Picklejar as a peer of the bench, as its users have it: the built library.
//
//     node picklejar.ts DIST DATA MODELS
//     hello → versions   load FILE SAMPLES → ok   forget FILE → ok
//     answer FILE VARIANT ROWS OUT → ok; OUT holds one float64 per row
//     run FILE VARIANT ROWS REPEATS → nanoseconds
//     read FILE → nanoseconds of loading it once
//
// VARIANT: `rows` is `estimator.predict` of the library with what its users can give it, one typed array for many
// rows of numbers, columns for many rows of mixed kinds; `record` is `model.predictSync([record])`, with judged fields, labels and probabilities; `inside`
// is the estimator behind it, which takes and gives whole matrices.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Reading from "../../src/estimators/read-estimator.ts";
import type { Samples } from "../../src/estimators/samples.ts";
import type * as Library from "../../src/index.ts";
import type * as Limits from "../../src/limits.ts";
import { type Rows, readRows } from "./samples.ts";
import { type Command, serveLines, timed } from "./serve-lines.ts";

const [dist = "", data = "", models = ""] = process.argv.slice(2);
const { loadModel }: typeof Library = await load("index.js");
const { readEstimator }: typeof Reading = await load("estimators/read-estimator.js");
const { defaultLimits }: typeof Limits = await load("limits.js");

/** Rows in the forms in which they are given; a call answers `count` rows, or the single row `i`. */
interface Loaded {
  readonly calls: ReadonlyMap<string, (count: number) => (i: number) => Answer>;
}

type Answer = ArrayLike<unknown>;

const loaded = new Map<string, Loaded>();

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["hello", () => JSON.stringify({ node: process.version.slice(1) })],
  ["load", loadFile],
  ["forget", forgetFile],
  ["answer", answerRows],
  ["run", runRows],
  ["read", readFileOnce],
]);
await serveLines(commands);

async function load<Module>(path: string): Promise<Module> {
  return import(pathToFileURL(join(dist, path)).href);
}

async function loadFile(file = "", name = ""): Promise<string> {
  const limits = { ...defaultLimits, fileBytes: 2 ** 31 };
  const model = await loadModel(join(models, `${file}.pkl`));
  const rows = readRows(data, name);
  const { estimator } = model;
  const inside = readEstimator(model.document.value, { limits });
  const singles = singleRows(rows);
  const records = recordsOf(rows, model);
  loaded.set(file, {
    calls: new Map([
      [
        "rows",
        (count) => {
          if (count === 1) return (i) => estimator.predict?.(singles[i & 255] ?? []) ?? [];
          const batch = batchOf(rows, count);
          return () => estimator.predict?.(batch) ?? [];
        },
      ],
      [
        "record",
        (count) => {
          const singles = records.slice(0, 256).map((record) => [record]);
          const batch = records.slice(0, count);
          const call = (asked: typeof batch): Answer =>
            model.predictSync(asked).map(({ prediction }) => prediction);
          return count === 1 ? (i) => call(singles[i & 255] ?? []) : () => call(batch);
        },
      ],
      [
        "inside",
        (count) => {
          const singles = Array.from({ length: 256 }, (_, i) => samplesOf(rows, i, i + 1));
          const batch = samplesOf(rows, 0, count);
          const call = (samples: Samples): Answer => inside.predict?.(samples).data ?? [];
          return count === 1 ? (i) => call(singles[i & 255] ?? batch) : () => call(batch);
        },
      ],
    ]),
  });
  return "ok";
}

/** The first rows one by one. */
function singleRows(rows: Rows): readonly Library.PlainRow[][] {
  if (rows.kind !== "numbers") return rows.values.slice(0, 256).map((row) => [row]);
  const { data, columns } = rows;
  return Array.from({ length: 256 }, (_, i) => [data.subarray(i * columns, (i + 1) * columns)]);
}

/** Many rows as users give them who care for speed. */
function batchOf(rows: Rows, count: number): Library.PlainRows {
  const samples = samplesOf(rows, 0, count);
  if (samples.kind === "table") {
    return {
      columns: Object.fromEntries(samples.columns.map(({ name, values }) => [name, values])),
    };
  }
  if (rows.kind !== "numbers") return rows.values.slice(0, count);
  const { data, columns } = rows;
  return { data: data.subarray(0, count * columns), rows: count, columns };
}

/** The first rows as a request's JSON has them. */
function recordsOf(
  rows: Rows,
  model: Library.Model,
): (Readonly<Record<string, unknown>> | string)[] {
  if (rows.kind !== "numbers") return [...rows.values];
  const names = model.signature.inputs.map(({ name }) => name);
  const { data, columns } = rows;
  return Array.from({ length: Math.min(1000, data.length / columns) }, (_, i) =>
    Object.fromEntries(names.map((name, j) => [name, data[i * columns + j]])),
  );
}

function samplesOf(rows: Rows, from: number, to: number): Samples {
  if (rows.kind === "numbers") {
    const { columns } = rows;
    const part = rows.data.subarray(from * columns, to * columns);
    return { kind: "dense", data: part, rows: to - from, columns };
  }
  const values = rows.values.slice(from, to);
  if (rows.kind === "texts") return { kind: "texts", values: values.map(String) };
  const records = rows.values.slice(from, to);
  const columns = Object.entries(records[0] ?? {}).map(([name, first]) => {
    const cells = records.map((record) => record[name] ?? null);
    return {
      name,
      values: typeof first === "number" ? Float64Array.from(cells.map(Number)) : cells,
    };
  });
  return { kind: "table", rows: records.length, columns };
}

function callOf(file: string, variant: string, count: number): (i: number) => Answer {
  const call = loaded.get(file)?.calls.get(variant);
  if (call === undefined) throw new Error(`no ${variant} of ${file}`);
  return call(count);
}

function answerRows(file = "", variant = "", count = "", out = ""): string {
  const answers = callOf(file, variant, Number(count))(0);
  writeFileSync(out, new Uint8Array(Float64Array.from(answers, Number).buffer));
  return "ok";
}

function runRows(file = "", variant = "", count = "", repeats = ""): string {
  return timed(Number(repeats), callOf(file, variant, Number(count)));
}

async function readFileOnce(file = ""): Promise<string> {
  const start = process.hrtime.bigint();
  await loadModel(join(models, `${file}.pkl`));
  return String(process.hrtime.bigint() - start);
}

function forgetFile(file = ""): string {
  loaded.delete(file);
  return "ok";
}
