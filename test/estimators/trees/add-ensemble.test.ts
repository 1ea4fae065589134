// The engine, in WebAssembly and in JavaScript, against a plain walk.
import { describe, expect, it } from "vitest";
import { ModelMemory } from "../../../src/estimators/kernels/model-memory.ts";
import { addEnsemble } from "../../../src/estimators/trees/add-ensemble.ts";
import { type Ensemble, EnsembleBuilder } from "../../../src/estimators/trees/ensemble.ts";
import type { CategorySets, NodeForm } from "../../../src/estimators/trees/packed-tree.ts";
import { type TreeKernels, treeKernels } from "../../../src/estimators/trees/tree-kernels.ts";
import {
  plainLeaf,
  type Random,
  type RandomTree,
  randomNumbers,
  randomRows,
  randomTree,
} from "./random-trees.ts";

interface Trial {
  readonly form: NodeForm;
  readonly features: number;
  readonly width: number;
  readonly outputs: number;
  readonly single: boolean;
  readonly trees: readonly RandomTree[];
  readonly sets: CategorySets | null;
  /** Rows × features. */
  readonly data: Float64Array;
}

const equal = { webAssembly: 0, script: 0, refused: 0 };

describe("treeKernels", () => {
  it("are there", () => {
    expect(treeKernels()).not.toBeNull();
  });
});

describe("addEnsemble, in WebAssembly and in JavaScript", () => {
  it.each([0, 0.1])(
    "finds 1,000,000 leaves among keys as a plain walk does, missing: %d",
    (missing) => {
      const trial = trialOf({
        form: "keys",
        features: 30,
        trees: 40,
        leaves: 60,
        rows: 12_500,
        missing,
      });
      expect(differences(trial)).toEqual(equal);
      const deep = trialOf({
        form: "keys",
        features: 255,
        trees: 10,
        leaves: 9000,
        rows: 2003,
        missing,
      });
      expect(differences(deep)).toEqual(equal);
      const chains = trialOf({
        form: "keys",
        features: 3,
        trees: 3,
        leaves: 300,
        rows: 1001,
        depth: 1,
        missing,
      });
      expect(differences(chains)).toEqual(equal);
    },
  );

  it.each([0, 0.1])(
    "finds leaves among float64 numbers as a plain walk does, missing: %d",
    (missing) => {
      const trial = trialOf({
        form: "numbers",
        features: 30,
        trees: 40,
        leaves: 60,
        rows: 4000,
        missing,
      });
      expect(differences(trial)).toEqual(equal);
      const wide = trialOf({
        form: "numbers",
        features: 1000,
        trees: 20,
        leaves: 3000,
        rows: 1503,
        missing,
      });
      expect(differences(wide)).toEqual(equal);
    },
  );

  it.each(["keys", "numbers"] as const)("answers few rows, and single ones, by %s", (form) => {
    for (const rows of [0, 1, 2, 7, 8, 11, 12, 13, 25]) {
      for (const trees of [1, 2, 19, 20, 21, 43]) {
        const trial = trialOf({ form, features: 4, trees, leaves: 1 + trees, rows, missing: 0.2 });
        expect(differences(trial)).toEqual(equal);
      }
    }
  });

  it.each([1, 2, 3, 4, 7])("adds leaves of %i numbers, in float64 and in float32", (width) => {
    for (const single of [false, true]) {
      for (const rows of [3, 100]) {
        const wishes = { features: 4, trees: 12, leaves: 9, rows, missing: 0.1, width, single };
        expect(differences(trialOf({ ...wishes, form: "keys" }))).toEqual(equal);
        expect(differences(trialOf({ ...wishes, form: "numbers" }))).toEqual(equal);
      }
    }
  });

  it.each([7, 8, 9, 63, 64, 65, 129, 2049])(
    "answers %i rows: whole tiles, and parts of them",
    (rows) => {
      for (const [missing, width, leaves] of [
        [0, 1, 3],
        [0.1, 1, 40],
        [0, 2, 40],
        [0, 1, 9000],
      ] as const) {
        const wishes = { features: 6, trees: 3, leaves, rows, missing, width };
        expect(differences(trialOf({ ...wishes, form: "keys" }))).toEqual(equal);
      }
    },
  );

  it("lets trees take turns at the sums of a row", () => {
    for (const rows of [3, 100]) {
      const wishes = { features: 4, trees: 12, leaves: 9, rows, missing: 0.1, turns: 3 };
      expect(differences(trialOf({ ...wishes, form: "keys" }))).toEqual(equal);
    }
  });

  it.each([1, 9, 3000])("asks for categories, of %i rows", (rows) => {
    const wishes = { features: 5, trees: 20, leaves: 40, missing: 0.1, bySets: true };
    expect(differences(trialOf({ ...wishes, form: "numbers", rows }))).toEqual(equal);
  });

  it("walks trees that ask nothing, of rows that have nothing", () => {
    const trial = trialOf({ form: "keys", features: 0, trees: 3, leaves: 1, rows: 20, missing: 0 });
    expect(differences(trial)).toEqual(equal);
  });
});

interface Wishes {
  readonly form: NodeForm;
  readonly features: number;
  readonly trees: number;
  readonly leaves: number;
  readonly rows: number;
  readonly missing: number;
  readonly depth?: number;
  readonly width?: number;
  readonly turns?: number;
  readonly single?: boolean;
  readonly bySets?: boolean;
}

function trialOf(wishes: Wishes): Trial {
  const {
    form,
    features,
    leaves,
    rows,
    missing,
    depth,
    width = 1,
    turns = 1,
    single = false,
  } = wishes;
  const random = randomNumbers(leaves * 7919 + rows * 31 + wishes.trees);
  const sets = wishes.bySets === true ? randomSets(random) : null;
  const trees = Array.from({ length: wishes.trees }, () =>
    randomTree(random, { features, leaves, ...(depth && { depth }), ...(sets && { sets }) }),
  );
  const data = randomRows(random, trees, { rows, features, missing });
  return { form, features, width, outputs: width * turns, single, trees, sets, data };
}

function randomSets(random: Random): CategorySets {
  const words = Uint32Array.from({ length: 60 }, () => Math.floor(random() * 2 ** 32));
  return { starts: Int32Array.of(0, 8, 9, 9, 20, 60), words };
}

/** Sums that are not, to the last bit, what a plain walk and plain additions make of them. */
function differences(trial: Trial): typeof equal {
  const { features, width, outputs, trees, single, data } = trial;
  const rows = features === 0 ? 20 : data.length / features;
  const random = randomNumbers(5);
  const numbers = (length: number, number: () => number) =>
    single ? Float32Array.from({ length }, number) : Float64Array.from({ length }, number);
  const leaves = trees.map(({ feature }) =>
    numbers(width * ((feature.length + 1) / 2), () => random() - 0.5),
  );
  const before = numbers(rows * outputs, random);
  const expected = before.slice();
  // What the form "keys" compares is float32.
  const compared = trial.form === "keys" ? Float64Array.from(data, Math.fround) : data;
  for (let row = 0; row < rows; row++) {
    const asked = compared.subarray(row * features, (row + 1) * features);
    for (const [i, tree] of trees.entries()) {
      const leaf = tree.numbers[plainLeaf(tree, trial.sets, asked)] ?? 0;
      const to = row * outputs + ((i * width) % outputs);
      for (let k = 0; k < width; k++) {
        expected[to + k] = (expected[to + k] ?? 0) + (leaves[i]?.[leaf * width + k] ?? 0);
      }
    }
  }
  const source = {
    count: rows,
    fill(start: number, count: number, to: Float32Array | Float64Array): void {
      to.set(data.subarray(start * features, (start + count) * features));
    },
  };
  const inside = ensembleOf(trial, leaves, new ModelMemory());
  const outside = ensembleOf(trial, leaves, new ModelMemory(null));
  const wrong = (ensemble: Ensemble, kernels: TreeKernels | null): number => {
    const sums = before.slice();
    addEnsemble(ensemble, source, sums, kernels);
    let count = 0;
    for (let i = 0; i < sums.length; i++) if (!Object.is(sums[i], expected[i])) count++;
    return count;
  };
  return {
    webAssembly: wrong(inside, treeKernels()),
    script: wrong(inside, null),
    // Where memory was refused, kernels have nothing to walk.
    refused: wrong(outside, treeKernels()),
  };
}

function ensembleOf(
  trial: Trial,
  leaves: readonly (Float32Array | Float64Array)[],
  memory: ModelMemory,
): Ensemble {
  const { form, features: columns, width, outputs, sets } = trial;
  const builder = new EnsembleBuilder({ form, columns, width, outputs }, memory, sets);
  for (const [i, tree] of trial.trees.entries()) {
    const values = leaves[i] ?? new Float64Array(0);
    builder.add(tree, { values, numbers: tree.numbers }, (i * width) % outputs);
  }
  return builder.build();
}
