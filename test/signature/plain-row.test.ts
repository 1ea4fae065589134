import { describe, expect, it } from "vitest";
import type { InputSpec } from "../../src/estimators/estimator.ts";
import { createRowParser, type ParsedRows } from "../../src/signature/parse.ts";
import { plainRowReader } from "../../src/signature/plain-row.ts";
import type { Field } from "../../src/signature/signature.ts";
import { field, signatureOf } from "./fake-estimator.ts";

const fields: readonly Field[] = [
  field({ name: "age", minimum: 0, maximum: 120 }),
  field({ name: "__proto__" }),
  field({ name: "city", kind: "category", choices: ["Rome", "Oslo"], open: true }),
  field({ name: "rooms", kind: "category", choices: [1, 2.5] }),
];

function read(row: unknown, asked: readonly Field[] = fields, named = true) {
  return plainRowReader(signatureOf(asked, named).inputs, true)?.(row) ?? null;
}

function record(changes: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(
    JSON.stringify({ age: 30, city: "Rome", rooms: 2.5, ...changes }).replace(
      /\}$/,
      ',"__proto__":-1}',
    ),
  );
}

/** A record that lacks one name of its own. */
function inherited(): unknown {
  const { age, ...others } = record({}) as Record<string, unknown>;
  return Object.assign(Object.create({ age }), others);
}

describe("plainRowReader", () => {
  it("reads a record in whatever order, and a list", () => {
    expect(read(record({}))).toEqual([30, -1, "Rome", 2.5]);
    expect(read([1, 2, "Oslo", 1])).toEqual([1, 2, "Oslo", 1]);
    const ordered = JSON.parse('{"age": 30, "__proto__": -1, "city": "Rome", "rooms": 2.5}');
    expect(read(ordered)).toEqual([30, -1, "Rome", 2.5]);
    expect(read({ ...ordered, age: 121 })).toBeNull();
    expect(read(Object.defineProperty(ordered, "hidden", { value: 1 }))).not.toBeNull();
  });

  it.each([
    ["a number beyond its bounds", { age: 121 }],
    ["a number as text", { age: "30" }],
    ["nothing for a number", { age: null }],
    ["an unknown category", { city: "Bonn" }],
    ["a number as text for a choice", { rooms: "1" }],
    ["another number than the choices", { rooms: 3 }],
    ["a list", { city: ["Rome"] }],
    ["a name of nobody's", { country: "Italy" }],
    ["a missing name", { city: undefined }],
  ])("leaves to the judge %s", (_, changes) => {
    expect(read(record(changes))).toBeNull();
  });

  it.each([
    ["a list of another length", [1, 2, "Oslo"]],
    ["a Map", new Map([["age", 1]])],
    ["a text", "30"],
    ["null", null],
    ["an array in the place of a record", []],
    ["names that are inherited", Object.create({ age: 1 })],
    ["a name that is inherited", inherited()],
  ])("leaves to the judge %s", (_, row) => {
    expect(read(row)).toBeNull();
  });

  it.each([
    ["a default", { default: 5 }],
    ["whole numbers only", { whole: true }],
    ["no use", { unused: true }],
  ])("leaves to the judge every row of a field with %s", (_, change) => {
    expect(read([1], [field({ name: "a", ...change })])).toBeNull();
  });

  it("reads records of a model without names by those that its fields were given", () => {
    const unnamed = [field({ name: "x1" }), field({ name: "x2" })];
    expect(read({ x2: 2, x1: 1 }, unnamed, false)).toEqual([1, 2]);
    expect(read([1, 2], unnamed, false)).toEqual([1, 2]);
    expect(read({ width: 1, height: 2 }, unnamed, false)).toBeNull();
    expect(read({ x1: 1, height: 2 }, unnamed, false)).toBeNull();
  });

  it("leaves choices to the judge where only numbers are taken, or people read labels", () => {
    const choice = field({ name: "a", kind: "category", choices: [1, 2] });
    expect(plainRowReader(signatureOf([choice], true).inputs, false)?.([1])).toBeNull();
    expect(read([1], [{ ...choice, choiceLabels: ["2", "1"] }])).toBeNull();
  });

  it("has nothing to read where a model has no fields", () => {
    expect(plainRowReader([], true)).toBeNull();
  });

  it("reads what the judge reads, of many values", () => {
    const values = [0, -0, 1, 2.5, 120, 1e308, -1e308, Number.NaN, Infinity, null, true, 3n];
    const texts = ["Rome", "Oslo", " Rome", "rome", "", "1", "2.5", "nan"];
    for (const value of [...values, ...texts]) {
      for (let at = 0; at < fields.length; at++) {
        const row = [30, 1, "Rome", 1].map((usual, i) => (i === at ? value : usual));
        const plain = read(row);
        if (plain !== null) expect(plain).toEqual(judged(row, "table"));
      }
    }
  });
});

function judged(row: unknown, kind: InputSpec["kind"]): unknown[] {
  const { samples }: ParsedRows = createRowParser(signatureOf(fields, true), kind).parse([row]);
  if (samples.kind !== "table") throw new Error(samples.kind);
  return samples.columns.map(({ values }) => values[0]);
}
