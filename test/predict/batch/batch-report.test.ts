import { describe, expect, it } from "vitest";
import { answerCounter } from "../../../src/predict/batch/answer-counts.ts";
import { GatheringBatch } from "../../../src/predict/batch/job.ts";
import type { OutputField } from "../../../src/signature/signature.ts";
import { salaryModel } from "../../server/fake-models.ts";

const number: OutputField = { name: "prediction", kind: "number" };

describe("answerCounter", () => {
  it("keeps every number in bins that widen, whatever order they come in", () => {
    const counter = answerCounter(number);
    const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i) * 1.01 ** (i / 3) - i);
    for (const value of values) counter?.add(value);
    const found = counter?.distribution();
    if (found?.kind !== "numbers") throw new Error("It has numbers.");
    expect(found.bins.reduce((sum, count) => sum + count, 0)).toBe(5000);
    expect([found.minimum, found.maximum]).toEqual([Math.min(...values), Math.max(...values)]);
    for (const [i, count] of found.bins.entries()) {
      const [low, high] = [found.low + i * found.width, found.low + (i + 1) * found.width];
      const inside = values.filter((value) => value >= low && value < high).length;
      expect(Math.abs(inside - count)).toBeLessThanOrEqual(1);
    }
  });

  it("puts equal numbers into one bin, and leaves out what is none", () => {
    for (const value of [0, 7, -1e300, 1e-310]) {
      const counter = answerCounter(number);
      for (let i = 0; i < 300; i++) counter?.add(value);
      counter?.add(Number.NaN);
      const found = counter?.distribution();
      expect(found).toMatchObject({ count: 300, minimum: value, maximum: value });
      expect(found?.kind === "numbers" && found.bins.filter((count) => count > 0)).toEqual([300]);
    }
  });

  it("counts labels by the names that answers have, the most frequent first", () => {
    const counter = answerCounter({
      name: "y",
      kind: "class",
      classes: [0, 1],
      classNames: ["no", "yes"],
    });
    for (const value of [1, 0, 1, 1]) counter?.add(value);
    expect(counter?.distribution()).toMatchObject({
      labels: [
        ["yes", 3],
        ["no", 1],
      ],
      others: 0,
    });
  });

  it("has none for rows of numbers", () => {
    expect(answerCounter({ name: "y", kind: "vector" })).toBe(null);
  });
});

describe("a batch that is reported on", () => {
  it("tells each thing that is wrong with a row, formulas made harmless", () => {
    const job = { output: null, isReported: true, onFault: "skip" as const };
    const batch = new GatheringBatch(salaryModel(), job);
    batch.push(Buffer.from('experience,test_score,interview_score\n=cmd(),"a\nb",6\n2,9,6\n'));
    batch.end();
    const { faults = [], summary } = batch.take();
    const text = Buffer.concat(faults).toString("utf8");
    expect(text.split("\n")[1]).toMatch(/^1,2,experience,FIELD_KIND,/);
    expect(text).not.toMatch(/(^|,|\n)=/);
    expect(summary?.reasons).toHaveLength(2);
    expect(summary?.sample?.rows).toHaveLength(1);
  });
});
