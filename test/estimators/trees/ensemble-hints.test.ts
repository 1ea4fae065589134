// What trees hint, in WebAssembly and in JavaScript: the same.
import { describe, expect, it } from "vitest";
import { ModelMemory } from "../../../src/estimators/kernels/model-memory.ts";
import { EnsembleBuilder } from "../../../src/estimators/trees/ensemble.ts";
import { ensembleHints } from "../../../src/estimators/trees/ensemble-hints.ts";
import type { CategorySets } from "../../../src/estimators/trees/packed-tree.ts";
import { treePack } from "../../../src/estimators/trees/tree-pack.ts";
import { randomNumbers, randomTree } from "./random-trees.ts";

const sets: CategorySets = { starts: Int32Array.of(0, 1, 2), words: Uint32Array.of(5, 9) };

describe("ensembleHints", () => {
  it.each([
    ["keys", 7, 30, 40, null],
    ["keys", 250, 3, 2000, null],
    ["numbers", 7, 30, 40, null],
    ["numbers", 300, 3, 500, null],
    ["numbers", 9, 20, 60, sets],
  ] as const)(
    "are the same of %s, %d features, %d trees of %d leaves",
    (form, features, count, leaves, sets) => {
      const random = randomNumbers(features + count);
      const shape = { form, columns: features, width: 1, outputs: 1 };
      const builder = new EnsembleBuilder(shape, new ModelMemory(), sets);
      for (let i = 0; i < count; i++) {
        const tree = randomTree(random, { features, leaves, ...(sets !== null && { sets }) });
        // One feature is whole, and another one halved.
        const threshold = tree.threshold.map((value, node) => {
          const asked = tree.feature[node] ?? -1;
          if (asked === 1) return Math.floor(value);
          return asked === 2 ? Math.floor(value) + 0.5 : value;
        });
        const values = new Float64Array(tree.feature.length);
        builder.add({ ...tree, threshold }, { values, numbers: null });
      }
      const ensemble = builder.build();
      const kernel = treePack();
      expect(kernel).not.toBeNull();
      const hints = ensembleHints(ensemble, features, kernel);
      expect(hints).toEqual(ensembleHints(ensemble, features, null));
      expect(hints).toHaveLength(features);
      expect(hints[1]?.integer).toBe(true);
      // Columns of our own are not hinted at.
      expect(ensembleHints(ensemble, features - 1, kernel)).toEqual(hints.slice(0, -1));
    },
  );
});
