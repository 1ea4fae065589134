import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { integerAt, readNodeRecords } from "../../../src/estimators/trees/node-records.ts";
import { NdArray } from "../../../src/objects/ndarray.ts";
import { decodePickle } from "../../../src/objects/pickle-machine.ts";

const folder = join(import.meta.dirname, "../../fixtures/tree-records");
const { value } = decodePickle(readFileSync(join(folder, "records.pkl")));
const layouts = value instanceof Map ? value : new Map();
const fail = (reason: string) => new Error(reason);

describe("readNodeRecords", () => {
  it.each([
    ["usual", true],
    ["before 1.3", false],
    ["32 bits", true],
    ["big-endian", true],
    ["big-endian before 1.3", false],
  ])("reads records as they are written: %s", (name, knowsMissing) => {
    const nodes = layouts.get(name);
    if (!(nodes instanceof NdArray)) throw new Error("The fixture holds no such array.");
    const records = readNodeRecords(nodes, fail);
    const { view, step, left, right, feature, threshold, missingLeft } = records;
    const rows = [0, 1, 2].map((node) => [
      integerAt(records, node, left),
      integerAt(records, node, right),
      integerAt(records, node, feature),
      view.getFloat64(node * step + threshold, true),
      missingLeft === null ? null : view.getUint8(node * step + missingLeft),
    ]);
    const missing = knowsMissing ? [1, 0, 1] : [null, null, null];
    expect(rows).toEqual([
      [1, 2, 3, 0.1, missing[0]],
      [-1, -1, -2, -2, missing[1]],
      [-1, -1, -2, -2, missing[2]],
    ]);
  });

  it("says which field is absent", () => {
    expect(() => readNodeRecords(NdArray.of(Int32Array.of(1, 2)), fail)).toThrow("no left_child");
  });
});

describe("integerAt", () => {
  it("knows no integers beyond 32 bits", () => {
    const view = new DataView(new ArrayBuffer(24));
    for (const [i, big] of [2n ** 31n - 1n, 2n ** 31n, -(2n ** 33n)].entries()) {
      view.setBigInt64(8 * i, big, true);
    }
    const records = {
      view,
      step: 8,
      left: 0,
      right: 0,
      feature: 0,
      threshold: 0,
      missingLeft: null,
    };
    expect([0, 1, 2].map((node) => integerAt(records, node, 0))).toEqual([2 ** 31 - 1, null, null]);
  });
});
