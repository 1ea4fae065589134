// Several threads against one: the same sums, to the last bit, whoever computes them.
import { availableParallelism } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ModelMemory } from "../../../src/estimators/kernels/model-memory.ts";
import { Crew, threadsAllowed } from "../../../src/estimators/trees/crew.ts";
import { type Ensemble, EnsembleBuilder } from "../../../src/estimators/trees/ensemble.ts";
import { addByKernels } from "../../../src/estimators/trees/kernel-engine.ts";
import type { NodeForm } from "../../../src/estimators/trees/packed-tree.ts";
import type { RowSource } from "../../../src/estimators/trees/row-blocks.ts";
import { type TreeKernels, treeKernels } from "../../../src/estimators/trees/tree-kernels.ts";
import { randomNumbers, randomRows, randomTree } from "./random-trees.ts";

const kernels = kernelsHere();
const crew = Crew.start(kernels, 2);
const alone = Crew.start(kernels, 1);

function kernelsHere(): TreeKernels {
  const found = treeKernels();
  if (found === null) throw new Error("There are no kernels.");
  return found;
}

interface Batch {
  readonly ensemble: Ensemble;
  readonly source: RowSource;
  readonly before: Float64Array;
  readonly expected: Float64Array;
}

function batchOf(form: NodeForm, rows: number, leaves: number, missing = 0.05): Batch {
  const features = 5;
  const random = randomNumbers(rows + leaves);
  const builder = new EnsembleBuilder(
    { form, columns: features, width: 2, outputs: 2 },
    new ModelMemory(),
  );
  const trees = Array.from({ length: 7 }, () => randomTree(random, { features, leaves }));
  for (const tree of trees) {
    const values = Float64Array.from({ length: 2 * leaves }, random);
    builder.add(tree, { values, numbers: tree.numbers });
  }
  const data = randomRows(random, trees, { rows, features, missing });
  const source: RowSource = {
    count: rows,
    fill: (start, count, to) => to.set(data.subarray(start * features, (start + count) * features)),
  };
  const ensemble = builder.build();
  const before = Float64Array.from({ length: 2 * rows }, random);
  const expected = before.slice();
  expect(addByKernels(kernels, ensemble, source, expected)).toBe(true);
  return { ensemble, source, before, expected };
}

describe("Crew", () => {
  it("starts the threads it is told to, and none without a second processor", () => {
    expect([crew?.helpers, alone?.helpers]).toEqual([2, 1]);
    expect(Crew.start(kernels, 0)).toBeNull();
  });

  it("is as large as the machine allows, or as it is told", () => {
    const processors = availableParallelism();
    const told = [undefined, "1", "100000", "99999", "0", "-1", "1.5", "", "all"];
    const expected = told.map((text) => (text === "1" ? 1 : processors));
    expect(told.map((text) => threadsAllowed(text))).toEqual(expected);
  });

  it.each([
    ["keys", 20_000, 50],
    ["keys", 40_000, 6000],
    ["numbers", 20_000, 50],
  ] as const)("adds as one thread does: %s, %i rows, %i leaves", async (form, rows, leaves) => {
    const { ensemble, source, before, expected } = batchOf(form, rows, leaves);
    for (let round = 0; round < 3; round++) {
      const sums = before.slice();
      expect(crew?.add(ensemble, source, sums)).toBe(rows);
      expect(Buffer.from(sums.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
      // The threads get time to start.
      await wait(50);
    }
  });

  it("keeps hundreds of small batches apart", () => {
    const batches = [1, 2, 3, 50, 300].map((rows) => batchOf("keys", rows, 20));
    for (let round = 0; round < 300; round++) {
      for (const { ensemble, source, before, expected } of batches) {
        const sums = before.slice();
        crew?.add(ensemble, source, sums);
        if (!Buffer.from(sums.buffer).equals(Buffer.from(expected.buffer))) {
          expect({ round, rows: source.count }).toBeNull();
        }
      }
    }
  });

  it("passes on what a source throws in the middle, and goes on with the next batch", () => {
    const { ensemble, source, before, expected } = batchOf("keys", 20_000, 50);
    const broken: RowSource = {
      count: source.count,
      fill(start, count, to) {
        if (start > 5000) throw new Error("row 5001");
        source.fill(start, count, to);
      },
    };
    for (let round = 0; round < 5; round++) {
      expect(() => crew?.add(ensemble, broken, before.slice())).toThrow("row 5001");
      const sums = before.slice();
      crew?.add(ensemble, source, sums);
      expect(Buffer.from(sums.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
    }
  });

  it("leaves what kernels cannot read to others", () => {
    const builder = new EnsembleBuilder(
      { form: "keys", columns: 1, width: 1, outputs: 1 },
      new ModelMemory(null),
    );
    const source: RowSource = { count: 5, fill: () => undefined };
    expect(crew?.add(builder.build(), source, new Float64Array(5))).toBe(0);
  });
});
