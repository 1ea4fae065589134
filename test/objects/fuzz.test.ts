// Five seconds of mutants: files changed at random, each by its own seed. `node scripts/fuzz.ts` makes more of them.

import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesAsTheyAre, modelFiles, tryMutant, valuePickles } from "./hostile/fuzzing.ts";
import { mutantOf } from "./hostile/mutations.ts";

const root = join(import.meta.dirname, "..", "..");
const find = (pattern: string): string[] => globSync(join(root, pattern)).sort();
const groups = [
  valuePickles(find("test/fixtures/pickle/{values,python2}.json")),
  modelFiles(
    [...find("examples/*/*.pkl"), ...find("test/fixtures/golden/*/1.9.0.{pkl,joblib}")],
    20_000,
  ),
  filesAsTheyAre(find("test/fixtures/compression/*.{zlib,gzip,bz2,xz,lzma,lz4,zfile}"), 5000),
];
const FIRST_SEED = 20_260;
const DURATION_MS = 5000;

describe("mutants", () => {
  it("end in a value or in an error of ours, each within two seconds", () => {
    const until = performance.now() + DURATION_MS;
    let seed = FIRST_SEED;
    for (let began = performance.now(); began < until; seed++) {
      try {
        tryMutant(mutantOf(seed, groups).bytes);
      } catch (error) {
        throw new Error(`the mutant of seed ${seed} ended in an error that is not ours`, {
          cause: error,
        });
      }
      const now = performance.now();
      expect([seed, Math.floor((now - began) / 2000)]).toEqual([seed, 0]);
      began = now;
    }
    expect(seed - FIRST_SEED).toBeGreaterThan(500);
  });

  it("are the same for the same seed", () => {
    expect(mutantOf(7, groups)).toEqual(mutantOf(7, groups));
  });
});
