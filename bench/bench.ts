// The bench: sets up the peers, measures, and writes docs/performance.md. `npm run bench -- --help`.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { benchFolder, rootFolder } from "./folders.ts";
import { measureCsv } from "./measures/csv.ts";
import { measureCurves } from "./measures/curves.ts";
import { measureStarts } from "./measures/start.ts";
import { measureStream } from "./measures/stream.ts";
import { measureThreads } from "./measures/threads.ts";
import { measureTraining } from "./measures/training.ts";
import { measureNoise, type Noise } from "./noise.ts";
import { type BenchOptions, readOptions } from "./options.ts";
import { writePage } from "./page/page.ts";
import { Peers } from "./peers.ts";
import { printDuels } from "./print.ts";
import { mergedResults, type Results } from "./results.ts";
import { note, type Setup, setUp } from "./setup.ts";
import { type Duel, measureSpeed, type Untimed } from "./speed.ts";

const latest = join(benchFolder, "results", "latest.json");
const options = readOptions(process.argv.slice(2));
process.exitCode = typeof options === "number" ? options : await run(options);

async function run(options: BenchOptions): Promise<number> {
  if (options.page !== null) {
    writePage(readResults(options.page));
    return 0;
  }
  const found = await measure(options, setUp());
  const { into } = options;
  const results = into === null ? found : mergedResults(readResults(into), found);
  const isWhole = options.parts === null && !options.isQuick;
  const file = options.json ?? into ?? (isWhole ? latest : null);
  if (file !== null) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, rounded, 1)}\n`);
  }
  if (isWhole || into !== null) writePage(results);
  return 0;
}

function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, "utf8"));
}

async function measure(options: BenchOptions, setup: Setup): Promise<Results> {
  const start = performance.now();
  const before = await noiseNow("before");
  const { isQuick, rounds, parts } = options;
  const wants = (part: string): boolean => parts?.has(part) ?? true;
  const { duels, untimed } = wants("speed")
    ? await speed(options, setup)
    : { duels: [], untimed: [] };
  const threads = wants("threads") ? await measureThreads(setup, rounds, isQuick) : [];
  const starts = wants("start") ? await measureStarts(setup, rounds) : [];
  const csv = wants("csv") ? await measureCsv(setup, rounds, isQuick) : [];
  const training = wants("training") ? await measureTraining(setup, isQuick) : [];
  const stream = wants("stream") ? await measureStream(setup, isQuick) : null;
  const curves = wants("curves") ? await measureCurves(setup, rounds) : null;
  const after = await noiseNow("after");
  return {
    date: new Date().toISOString(),
    commit: commitNow(),
    rounds,
    minutes: (performance.now() - start) / 60_000,
    machine: machineNow(),
    node: process.version.slice(1),
    pythons: setup.pythons.map(({ versions }) => versions),
    onnxruntime: setup.onnxruntime,
    noise: { before, after },
    duels,
    untimed,
    threads,
    starts,
    csv,
    training,
    stream,
    curves,
  };
}

async function speed(
  { models, rounds, isQuick }: BenchOptions,
  setup: Setup,
): Promise<{ duels: Duel[]; untimed: Untimed[] }> {
  const duels: Duel[] = [];
  const untimed: Untimed[] = [];
  const sample = { sampleMs: isQuick ? 15 : 30, maxRows: isQuick ? 10_000 : 100_000 };
  const peers = new Peers(setup);
  for (const model of models) {
    const measured = await measureSpeed(peers, model, { rounds, ...sample });
    duels.push(...measured.duels);
    untimed.push(...measured.untimed);
    printDuels(measured.duels);
  }
  peers.close();
  return { duels, untimed };
}

async function noiseNow(when: string): Promise<Noise> {
  const noise = await measureNoise();
  const { soloMs, bothMs } = noise;
  note(`one busy loop ${when}: ${soloMs.toFixed(0)} ms, two at once ${bothMs.toFixed(0)} ms`);
  return noise;
}

function machineNow(): Results["machine"] {
  const [first] = cpus();
  return {
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split("-", 1)[0]}`,
  };
}

function commitNow(): string {
  const asked = ["rev-parse", "--short", "HEAD"];
  return execFileSync("git", asked, { cwd: rootFolder, encoding: "utf8" }).trim();
}

/** Four digits say all that such measurements know. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value)
    ? Number(value.toPrecision(4))
    : value;
}
