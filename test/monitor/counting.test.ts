import { describe, expect, it } from "vitest";
import { KnownAnswers } from "../../src/monitor/known-answers.ts";
import { latencyBin, latencyBins, latencyQuantile } from "../../src/monitor/latency.ts";
import { heldAnswers, heldFailures, heldPerSecond, Recent } from "../../src/monitor/recent.ts";
import {
  cellsPerField,
  numericBins,
  Sketch,
  type SketchOptions,
} from "../../src/monitor/sketch.ts";
import { TimeRing } from "../../src/monitor/time-ring.ts";

describe("TimeRing", () => {
  const ring = () => new TimeRing(1000, 4, () => ({ count: 0 }));

  it("keeps the newest buckets, whatever the order of events", () => {
    const times = ring();
    for (const at of [5000, 2500, 5999, 3000]) {
      const bucket = times.at(at);
      if (bucket !== null) bucket.count++;
    }
    const found = times.window(5999).map(({ start, bucket }) => [start, bucket?.count ?? 0]);
    expect(found).toEqual([
      [2000, 1],
      [3000, 1],
      [4000, 0],
      [5000, 2],
    ]);
  });

  it("forgets what is too old, also what comes too late, and times before 1970", () => {
    const times = ring();
    times.at(1000);
    times.at(5000);
    expect(times.at(1500)).toBeNull();
    expect(times.at(-1)).toBeNull();
    expect(times.window(5000).filter(({ bucket }) => bucket !== null)).toHaveLength(1);
    expect(times.window(60_000).every(({ bucket }) => bucket === null)).toBe(true);
  });
});

describe("latencyQuantile", () => {
  it("is within 5 % of the exact percentile, from microseconds to minutes", () => {
    for (const scale of [0.02, 1, 400]) {
      const counts = new Uint32Array(latencyBins);
      const all = Array.from({ length: 2000 }, (_, i) => scale * (1 + ((i * 7919) % 2000) / 100));
      for (const ms of all) {
        const bin = latencyBin(ms);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      all.sort((a, b) => a - b);
      for (const share of [0.5, 0.95, 0.99]) {
        const exact = all[Math.ceil(share * all.length) - 1] ?? 0;
        const found = latencyQuantile(counts, share) ?? 0;
        expect(Math.abs(found / exact - 1)).toBeLessThan(0.05);
      }
    }
  });

  it("puts what is no duration into the ends, and has no percentile of nothing", () => {
    expect([0, -1, Number.NaN, 1e-9].map(latencyBin)).toEqual([0, 0, 0, 0]);
    expect(latencyBin(1e9)).toBe(latencyBins - 1);
    expect(latencyQuantile(new Uint32Array(latencyBins), 0.5)).toBeNull();
  });
});

function sketchOf(options: Partial<SketchOptions>) {
  const sketch = new Sketch(
    { name: "x", label: "X", kind: "number", namesValues: true, ...options },
    0,
  );
  const row = new Float64Array(cellsPerField);
  return {
    sketch,
    row,
    add: (...values: unknown[]) => values.map((one) => sketch.add([row], one)),
  };
}

describe("Sketch", () => {
  it("counts numbers in bins of the usual range, and what is beyond it at the ends", () => {
    const { sketch, row, add } = sketchOf({ usual: { low: 0, high: 10 } });
    add(0, 10, "5", -1, 11, 1e300, null, "", Number.NaN, "word");
    const { count, missing, outside, counts, mean } = sketch.summary(row);
    expect({ count, missing, outside }).toEqual({ count: 10, missing: 3, outside: 4 });
    expect(counts[0]).toBe(1);
    expect(counts[1]).toBe(1);
    expect(counts[11]).toBe(1);
    expect(counts[numericBins]).toBe(1);
    expect(counts[numericBins + 1]).toBe(2);
    expect(mean).not.toBeNull();
  });

  it("learns the range of numbers from the first 1,000, and counts those too", () => {
    const { sketch, row, add } = sketchOf({});
    for (let i = 0; i < 999; i++) add(i % 100);
    expect(sketch.range).toBeNull();
    const preview = sketch.preview([row]);
    expect(preview?.counts.reduce((a, b) => a + b)).toBe(999);
    add(50);
    expect(sketch.range).toEqual({ low: 0, high: 99 });
    expect(sketch.preview([row])).toBeNull();
    expect(sketch.summary(row).counts.reduce((a, b) => a + b)).toBe(1000);
    expect(sketch.reference?.count).toBe(1000);
    add(1000);
    expect(sketch.summary(row).counts[numericBins + 1]).toBe(1);
    expect(sketch.reference?.count).toBe(1000);
  });

  it("tells values of categories apart as long as there are few, and unknown ones", () => {
    const aliases = new Map([["yes", "1"]]);
    const { sketch, row, add } = sketchOf({ kind: "category", known: ["1", "2"], aliases });
    add("1", 1, "yes", "2", "blue");
    for (let i = 0; i < 100; i++) add(`n${i}`);
    const { counts, outside } = sketch.summary(row);
    expect(sketch.names.slice(0, 4)).toEqual(["1", "2", "blue", "n0"]);
    expect(sketch.names).toHaveLength(21);
    expect(counts.slice(0, 3)).toEqual([3, 1, 1]);
    expect(counts[21]).toBe(100 - 18);
    expect(outside).toBe(101);
  });

  it("names no value that the model does not know where values are not kept", () => {
    const { sketch, add } = sketchOf({ kind: "category", known: ["a"], namesValues: false });
    add("a", "Jane Doe");
    expect(sketch.names).toEqual(["a"]);
  });

  it("takes texts by their lengths", () => {
    const { sketch, row, add } = sketchOf({ kind: "length" });
    add("abc", "abcde");
    expect(sketch.summary(row).mean).toBe(4);
  });
});

describe("Recent", () => {
  it("holds a bounded number of answers, a few of each second, and describes only those", () => {
    const recent = new Recent();
    let described = 0;
    const describe = () => {
      described++;
      return { inputs: "{}", answer: "1" };
    };
    for (let i = 0; i < 30_000; i++) {
      recent.answered({ at: i, id: String(i), rows: 1, ms: 1 }, describe);
    }
    expect(recent.latest).toHaveLength(heldAnswers);
    expect(recent.latest[0]?.at).toBe(29_000 + heldPerSecond - 1);
    expect(described).toBeLessThan(700);
  });

  it("keeps the slowest of a day and the newest failures, told in any order", () => {
    const recent = new Recent();
    const none = () => ({ inputs: null, answer: null });
    for (let i = 0; i < 1000; i++) recent.answered({ at: i, id: "", rows: 1, ms: i % 97 }, none);
    expect(recent.slowest(1000).map(({ ms }) => ms)).toEqual(new Array(10).fill(96));
    expect(recent.slowest(1000 + 24 * 3600 * 1000)).toEqual([]);
    for (const at of [...Array(100).keys()].reverse()) {
      recent.failedWith({ at, id: "", status: 500, code: "INTERNAL" });
    }
    expect(recent.failed).toHaveLength(heldFailures);
    expect(recent.failed[0]?.at).toBe(99);
  });
});

describe("KnownAnswers", () => {
  it("forgets the oldest, however many rows an answer has", () => {
    const known = new KnownAnswers();
    for (let i = 0; i < 500; i++) known.add(`many${i}`, new Array(5000).fill(i));
    expect(known.find("many0", 0)).toBeUndefined();
    expect([known.find("many499", 99), known.find("many499", 100)]).toEqual([499, undefined]);
    for (let i = 0; i < 30_000; i++) known.add(`one${i}`, [i]);
    expect(known.find("many499", 0)).toBeUndefined();
    expect([known.find("one29999", null), known.find("one0", null)]).toEqual([29_999, undefined]);
  });
});
