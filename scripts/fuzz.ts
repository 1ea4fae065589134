// Reads mutants of model files, by hand: `node scripts/fuzz.ts --mutants 1000000 --seed 1 [FOLDER …]`. The fixtures
// are always among the files. A mutant that ends in anything but a value or an error of ours, or that takes longer
// than two seconds, is written to the folder .cache/fuzz with its seed, and told.

import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import {
  filesAsTheyAre,
  modelFiles,
  tryMutant,
  valuePickles,
} from "../test/objects/hostile/fuzzing.ts";
import { mutantOf, type SeedFile } from "../test/objects/hostile/mutations.ts";

const root = join(import.meta.dirname, "..");
const TOO_LONG_MS = 2000;
const STUCK_MS = 30_000;
const LARGEST_BYTES = 100_000;

interface Job {
  readonly first: number;
  readonly end: number;
  readonly folders: readonly string[];
}

/** What the worker tells: the seed that it works on, and what it found. */
interface Progress {
  readonly seed: number;
  readonly endings: Readonly<Record<string, number>>;
  readonly finding?: string;
}

if (isMainThread) await main();
else work(workerData as Job);

async function main(): Promise<void> {
  const { values, positionals: folders } = parseArgs({
    options: {
      mutants: { type: "string", default: "100000" },
      seed: { type: "string", default: "1" },
    },
    allowPositionals: true,
  });
  const first = Number(values.seed);
  const end = first + Number(values.mutants);
  const began = performance.now();
  const endings = new Map<string, number>();
  let findings = 0;
  let next = first;
  while (next < end) {
    // A worker that is stuck is ended, and another goes on behind the mutant that held it.
    const result = await runWorker({ first: next, end, folders }, (progress) => {
      for (const [ending, count] of Object.entries(progress.endings)) {
        endings.set(ending, (endings.get(ending) ?? 0) + count);
      }
      if (progress.finding !== undefined) {
        findings++;
        console.log(`seed ${progress.seed}: ${progress.finding}`);
      }
    });
    if (result.stuck) {
      findings++;
      console.log(`seed ${result.seed}: no answer after ${STUCK_MS} ms`);
    }
    next = result.seed + 1;
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${end - first} mutants in ${seconds} s, ${findings} findings`);
  for (const [ending, count] of [...endings].sort((a, b) => b[1] - a[1])) {
    console.log(`  ${ending.padEnd(24)} ${count}`);
  }
  process.exitCode = findings === 0 ? 0 : 1;
}

function runWorker(
  job: Job,
  onProgress: (progress: Progress) => void,
): Promise<{ seed: number; stuck: boolean }> {
  const worker = new Worker(new URL(import.meta.url), { workerData: job });
  let seed = job.first;
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => {}, 0);
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        worker.terminate();
        resolve({ seed, stuck: true });
      }, STUCK_MS);
    };
    wait();
    worker.on("message", (progress: Progress) => {
      seed = progress.seed;
      onProgress(progress);
      wait();
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      clearTimeout(timer);
      resolve({ seed: job.end - 1, stuck: false });
    });
  });
}

function work({ first, end, folders }: Job): void {
  const files = filesOf(folders);
  let endings: Record<string, number> = {};
  for (let seed = first; seed < end; seed++) {
    if (seed % 200 === 0) {
      parentPort?.postMessage({ seed, endings });
      endings = {};
    }
    const mutant = mutantOf(seed, files);
    const began = performance.now();
    try {
      for (const ending of tryMutant(mutant.bytes)) endings[ending] = (endings[ending] ?? 0) + 1;
    } catch (error) {
      tell(seed, mutant, error instanceof Error ? String(error.stack) : String(error));
    }
    const elapsed = performance.now() - began;
    if (elapsed > TOO_LONG_MS) tell(seed, mutant, `took ${Math.round(elapsed)} ms`);
  }
  parentPort?.postMessage({ seed: end - 1, endings });
}

function tell(seed: number, { name, bytes }: SeedFile, finding: string): void {
  const folder = join(root, ".cache", "fuzz");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${seed}.pkl`), bytes);
  parentPort?.postMessage({ seed, endings: {}, finding: `${finding} (of ${name})` });
}

/** Values, small models of the fixtures, and the models of the folders that were named. */
function filesOf(folders: readonly string[]): SeedFile[][] {
  const find = (pattern: string): string[] => globSync(join(root, pattern)).sort();
  const groups = [
    valuePickles(
      ["values", "python2"].flatMap((name) => find(`test/fixtures/pickle/${name}.json`)),
    ),
    modelFiles(
      [...find("examples/*/*.pkl"), ...find("test/fixtures/golden/**/*.{pkl,joblib}")],
      LARGEST_BYTES,
    ),
    filesAsTheyAre(
      find("test/fixtures/compression/*.{zlib,gzip,bz2,xz,lzma,lz4,zfile}"),
      LARGEST_BYTES,
    ),
    ...folders.map((folder) =>
      modelFiles(globSync(join(folder, "*.{pkl,joblib,sav}")).sort(), LARGEST_BYTES),
    ),
  ];
  return groups.filter((files) => files.length > 0);
}
