import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { Estimator } from "../../src/estimators/estimator.ts";
import type { Samples } from "../../src/estimators/samples.ts";
import { predictSamples } from "../../src/predict/predict.ts";
import { predictInTurns } from "../../src/predict/turns.ts";
import { fakeEstimator } from "../signature/fake-estimator.ts";

function samplesOf(rows: number): Samples & { kind: "dense" } {
  return {
    kind: "dense",
    data: Float64Array.from({ length: rows }, (_, i) => i),
    rows,
    columns: 1,
  };
}

/** Doubles its one feature, in so many milliseconds per row. */
function doubling(msPerRow = 0, calls: number[] = []): Estimator {
  return {
    ...fakeEstimator(),
    classes: null,
    outputs: 1,
    predict: (samples) => {
      if (samples.kind !== "dense") throw new TypeError("dense samples only");
      calls.push(samples.rows);
      const end = performance.now() + msPerRow * samples.rows;
      while (performance.now() < end);
      const refused = samples.data.indexOf(999);
      if (refused >= 0) throw new PicklejarError("INPUT_NOT_FINITE", { row: refused });
      return {
        kind: "array",
        data: samples.data.map((x) => 2 * x),
        shape: [samples.rows],
        type: "float",
      };
    },
  };
}

describe("predictInTurns", () => {
  it("answers as the whole does, warnings in their places", async () => {
    const samples = samplesOf(998);
    const warnings = new Map([
      [0, ["first"]],
      [70, ["later"]],
      [997, ["last"]],
    ]);
    const expected = predictSamples(doubling(), samples, warnings);
    expect(await predictInTurns(doubling(), samples, warnings)).toEqual(expected);
  });

  it("lets others have their turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await predictInTurns(doubling(0.1), samplesOf(998), new Map());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });

  it("asks seldom where every call costs the same", async () => {
    const calls: number[] = [];
    const costly: Estimator = {
      ...doubling(0, calls),
      predict: (samples) => {
        const end = performance.now() + 20;
        while (performance.now() < end);
        return doubling(0, calls).predict?.(samples) as never;
      },
    };
    await predictInTurns(costly, samplesOf(900), new Map());
    expect(calls.length).toBeLessThan(8);
  });

  it("names a row by its number among all", async () => {
    const work = predictInTurns(doubling(), samplesOf(1500), new Map());
    await expect(work).rejects.toMatchObject({ code: "INPUT_NOT_FINITE", details: { row: 999 } });
  });

  it("ends where it is told to", async () => {
    const stop = new AbortController();
    const calls: number[] = [];
    const work = predictInTurns(doubling(1, calls), samplesOf(900), new Map(), stop.signal);
    void delay(1).then(() => stop.abort());
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(calls.reduce((sum, rows) => sum + rows)).toBeLessThan(900);
  });
});
