// What is done with a mutant: read as a model file, inspected, and if a model comes of it, asked.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { inflateSync } from "node:zlib";
import { decompress } from "../../../src/bytes/inflate.ts";
import { sniff } from "../../../src/bytes/sniff.ts";
import { PicklejarError } from "../../../src/errors.ts";
import type { Estimator } from "../../../src/estimators/estimator.ts";
import { readEstimator } from "../../../src/estimators/read-estimator.ts";
import { defaultLimits } from "../../../src/limits.ts";
import { outlineOf } from "../../../src/objects/outline.ts";
import { decodePickle } from "../../../src/objects/pickle-machine.ts";
import { findEstimators } from "../../../src/predict/parts.ts";
import { plainEstimator } from "../../../src/predict/plain.ts";
import { inferSignature } from "../../../src/signature/infer.ts";
import type { SeedFile } from "./mutations.ts";

/** Budgets that end in time: a mutant of a small file has no right to much. */
const limits = { ...defaultLimits, memoryBytes: 64 * 2 ** 20, inflatedBytes: 16 * 2 ** 20 };

/**
 * Reads a mutant in every way.
 *
 * @returns how each way ended: codes of errors, or "value"
 * @throws what is not ours
 */
export function tryMutant(bytes: Uint8Array): string[] {
  const found = sniff(bytes, bytes.length);
  if (found.kind === "compressed") {
    const deadline = performance.now() + 60_000;
    return [ended(() => decompress(bytes, found.format, limits, deadline))];
  }
  const kept = ended(() => outlineOf(decodePickle(bytes, { limits, unknown: "keep" }).value));
  let asked: string[] = [];
  const read = ended(() => {
    const { value } = decodePickle(bytes, { limits });
    asked = findEstimators(value).map((record) => ended(() => ask(readEstimator(record.value))));
  });
  return [kept, read, ...asked];
}

/** Everything that an estimator can be asked, for two rows. */
function ask(estimator: Estimator): void {
  estimator.hints();
  ended(() => inferSignature(estimator));
  const plain = plainEstimator(estimator);
  const width = Math.min(estimator.inputs.width ?? 3, 1000);
  const rows = rowsFor(estimator, width);
  const { predict, predictProba, predictLogProba, decisionFunction } = plain;
  const { transform, scoreSamples, kneighbors } = plain;
  const methods = [
    predict,
    predictProba,
    predictLogProba,
    decisionFunction,
    transform,
    scoreSamples,
  ];
  for (const method of [...methods, kneighbors]) {
    // biome-ignore lint/suspicious/noExplicitAny: rows of every kind are tried
    if (method !== undefined) ended(() => method(rows as any));
  }
}

function rowsFor({ inputs }: Estimator, width: number): unknown[] {
  if (inputs.kind === "texts") return ["the cat sat on the mat", ""];
  if (inputs.kind === "labels") return ["a", 1];
  const zeros = new Array<number>(width).fill(0);
  return [zeros.map((_, i) => (i % 2 === 0 ? 0.5 : -3)), zeros];
}

function ended(run: () => unknown): string {
  try {
    run();
    return "value";
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
}

/** Files as they lie on disk. */
export function filesAsTheyAre(paths: readonly string[], largest: number): SeedFile[] {
  const files = paths.map((path) => ({ name: path, bytes: new Uint8Array(readFileSync(path)) }));
  return files.filter(({ bytes }) => bytes.length > 0 && bytes.length <= largest);
}

/** Model files to make mutants of, decompressed. */
export function modelFiles(paths: readonly string[], largest: number): SeedFile[] {
  const files = paths.flatMap((path): SeedFile[] => {
    const bytes = new Uint8Array(readFileSync(path));
    const found = sniff(bytes, bytes.length);
    if (found.kind === "pickle") return [{ name: path, bytes }];
    if (found.kind !== "compressed") return [];
    const deadline = performance.now() + 60_000;
    return [{ name: path, bytes: decompress(bytes, found.format, defaultLimits, deadline) }];
  });
  return files.filter(({ bytes }) => bytes.length <= largest);
}

/** The pickles of the fixtures of test/fixtures/pickle, values of every kind. */
export function valuePickles(paths: readonly string[]): SeedFile[] {
  return paths.flatMap((path) => picklesIn(path, readFileSync(path)));
}

/** The pickles of a fixture of test/fixtures/pickle. */
function picklesIn(path: string, bytes: Uint8Array): SeedFile[] {
  const { pickles } = JSON.parse(Buffer.from(bytes).toString()) as {
    readonly pickles: readonly (readonly [string, number, string, string])[];
  };
  return pickles.map(([name, protocol, , data]) => {
    const packed = Buffer.from(data.replace("z:", ""), "base64");
    const pickle = new Uint8Array(data.startsWith("z:") ? inflateSync(packed) : packed);
    return { name: `${basename(path)}: ${name}, protocol ${protocol}`, bytes: pickle };
  });
}
