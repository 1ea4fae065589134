// Brings together what the bench needs and this machine lacks: Debian's scikit-learn, XGBoost and pandas, ONNX
// Runtime in the bench's own folder, the data, and the models trained by each Python.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { benchFolder, cacheFolder } from "./folders.ts";

/** Versions of libraries; null where it has none. */
export interface PythonVersions {
  readonly python: string;
  readonly sklearn: string;
  readonly xgboost: string | null;
  readonly pandas: string | null;
  readonly numpy: string;
  /** The library that multiplies its matrices; null where numpy does so itself or it cannot be told. */
  readonly blas: string | null;
}

/** A command that runs Python scripts in the cache folder. */
export interface Python {
  readonly command: string;
  readonly args: readonly string[];
  readonly versions: PythonVersions;
}

export interface Setup {
  /** The first is Debian's, or whatever `python3` has scikit-learn. */
  readonly pythons: readonly Python[];
  /** Its version; null where it cannot be had. */
  readonly onnxruntime: string | null;
}

const packages = ["python3-sklearn", "python3-pandas", "python3-xgboost", "libopenblas0-pthread"];

/** Prepares a run; quick when all is there already. */
export function setUp(): Setup {
  mkdirSync(cacheFolder, { recursive: true });
  cpSync(join(benchFolder, "python"), join(cacheFolder, "python"), { recursive: true });
  const first = debianPython();
  const named = process.env["PICKLEJAR_BENCH_PYTHON"];
  const [command = "", ...args] = named?.split(" ") ?? [];
  const others = named === undefined ? [] : [pythonOf(command, args)];
  const pythons = [first, ...others].filter((python) => python !== null);
  makeSamples(first);
  for (const python of pythons) train(python);
  return { pythons, onnxruntime: installOnnxRuntime() };
}

/** A Python with scikit-learn: one that is there, else Debian's packages. */
function debianPython(): Python {
  const there = () => pythonOf("python3", []) ?? pythonOf("/usr/bin/python3", []);
  const complete = there();
  if (complete?.versions.xgboost && complete.versions.pandas) return complete;
  note(`installing ${packages.join(", ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["-qq", "install", "-y", "--no-install-recommends", ...packages];
  spawnSync("apt-get", ["-qq", "update"], { stdio: ["ignore", 2, 2], env });
  spawnSync("apt-get", install, { stdio: ["ignore", 2, 2], env });
  const python = pythonOf("/usr/bin/python3", []) ?? there();
  if (python !== null) return python;
  throw new Error("No Python with scikit-learn: install python3-sklearn, then run this again.");
}

function pythonOf(command: string, args: readonly string[]): Python | null {
  const script = [...args, "python/peer.py", "data", "models"];
  const asked = { cwd: cacheFolder, input: "hello\n", encoding: "utf8" as const };
  const { status, stdout } = spawnSync(command, script, asked);
  if (status !== 0) return null;
  const versions: PythonVersions = JSON.parse(stdout);
  return versions.sklearn === null ? null : { command, args, versions };
}

function makeSamples(python: Python): void {
  if (existsSync(join(cacheFolder, "data", "done"))) return;
  note("making samples");
  runPython(python, ["python/samples.py", "data"]);
}

function train(python: Python): void {
  const { sklearn } = python.versions;
  note(`models of scikit-learn ${sklearn}`);
  runPython(python, ["python/train.py", "data", `models/${sklearn}`]);
}

export function runPython(python: Python, args: readonly string[]): string {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  const all = [...python.args, ...args];
  return execFileSync(python.command, all, { cwd: cacheFolder, env, stdio, encoding: "utf8" });
}

/** Into bench/node_modules: the project itself must not depend on it. */
function installOnnxRuntime(): string | null {
  const manifest = join(benchFolder, "node_modules", "onnxruntime-node", "package.json");
  if (!existsSync(manifest)) {
    note("installing onnxruntime-node");
    const args = ["ci", "--ignore-scripts", "--loglevel=error", "--no-fund", "--no-audit"];
    spawnSync("npm", args, { cwd: benchFolder, stdio: ["ignore", 2, 2] });
  }
  if (!existsSync(manifest)) return null;
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}

export function note(text: string): void {
  console.error(`bench: ${text}`);
}
