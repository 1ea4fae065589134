import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptSideBySide, keptThrough, sourceOf } from "../../src/estimators/kept-columns.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import { readModelFile } from "../../src/objects/model-file.ts";

const columns = (...positions: number[]) => Int32Array.from(positions);

describe("sourceOf", () => {
  it("is the column that a column of the answer is, −1 where it is none", () => {
    expect([sourceOf(true, 3), sourceOf(columns(2, -1), 0)]).toEqual([3, 2]);
    expect([sourceOf(columns(2, -1), 1), sourceOf(columns(2), 7), sourceOf(undefined, 0)]).toEqual([
      -1, -1, -1,
    ]);
  });
});

describe("keptThrough", () => {
  it("follows columns through two steps", () => {
    expect(keptThrough(columns(2, 0, -1), columns(1, 2, 0, -1))).toEqual(columns(0, -1, 2, -1));
    expect(keptThrough(true, columns(1))).toEqual(columns(1));
    expect(keptThrough(columns(1), true)).toEqual(columns(1));
  });

  it("knows nothing behind a step that keeps nothing", () => {
    expect(keptThrough(undefined, true)).toBeUndefined();
    expect(keptThrough(true, undefined)).toBeUndefined();
  });
});

describe("keptSideBySide", () => {
  it("puts the parts' columns behind one another", () => {
    const kept = keptSideBySide([
      { keeps: columns(1, -1), width: 2, columns: [4, 2] },
      { keeps: undefined, width: 1, columns: [0] },
      { keeps: true, width: 2, columns: [3, 1] },
    ]);
    expect(kept).toEqual(columns(2, -1, -1, 3, 1));
    expect(keptSideBySide([{ keeps: true, width: 2, columns: null }])).toEqual(columns(0, 1));
  });

  it("is unknown where no part keeps anything, or an answer is too wide to look at", () => {
    expect(keptSideBySide([{ keeps: undefined, width: 3, columns: null }])).toBeUndefined();
    expect(keptSideBySide([{ keeps: true, width: 2 ** 21, columns: null }])).toBeUndefined();
  });
});

describe("hints of a pipeline", () => {
  it("come from every step that sees a column as it was, wherever it stands by then", async () => {
    const { value } = await readModelFile(
      join(import.meta.dirname, "../fixtures/missing/1.9.0.joblib"),
    );
    const models = value instanceof Map ? value : new Map();
    const pipeline = readEstimator(models.get("imputers, then encoders by position → tree"));
    const hints = pipeline.hints() ?? [];
    expect(pipeline.inputs.names).toEqual(["age", "income", "rooms", "colour", "size"]);
    // The second step encodes by position: what it takes for categories are colour and size.
    expect(hints.map(({ choices }) => choices?.length)).toEqual([
      undefined,
      undefined,
      undefined,
      3,
      3,
    ]);
    // The tree behind both speaks of the numbers.
    expect(hints[0]?.typical).toBeTypeOf("number");
    expect(hints[1]?.low).toBeLessThan(hints[1]?.high ?? 0);
  });
});
