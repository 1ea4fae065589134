import { describe, expect, it } from "vitest";
import { columnsOfVectors } from "../../src/estimators/column-answers.ts";
import type { ArrayResult, Cell, ElementType } from "../../src/estimators/samples.ts";

function vector(type: ElementType, data: readonly Cell[]): ArrayResult {
  const numbers = type === "float" ? Float64Array.from(data, Number) : data;
  return { kind: "array", shape: [data.length], type, data: numbers };
}

describe("columnsOfVectors", () => {
  it("puts vectors of one kind side by side", () => {
    expect(columnsOfVectors([vector("int", [1, 2]), vector("int", [3, 4])])).toEqual({
      kind: "array",
      shape: [2, 2],
      type: "int",
      data: [1, 3, 2, 4],
    });
    expect(columnsOfVectors([vector("float", [1.5])]).data).toEqual(Float64Array.of(1.5));
  });

  it("widens numbers as numpy does", () => {
    const bools = vector("bool", [true, false]);
    expect(columnsOfVectors([bools, vector("int", [5, 6])])).toMatchObject({
      type: "int",
      data: [1, 5, 0, 6],
    });
    expect(columnsOfVectors([bools, vector("float", [0.5, 2])])).toMatchObject({
      type: "float",
      data: Float64Array.of(1, 0.5, 0, 2),
    });
  });

  it("writes numbers beside texts as Python's str", () => {
    const texts = vector("str", ["a"]);
    const others = [vector("int", [7]), vector("float", [2]), vector("bool", [true])];
    expect(columnsOfVectors([texts, ...others])).toMatchObject({
      type: "str",
      data: ["a", "7", "2.0", "True"],
    });
  });

  it("leaves everything as it is beside objects", () => {
    const both = [vector("object", ["a"]), vector("int", [7])];
    expect(columnsOfVectors(both)).toMatchObject({ type: "object", data: ["a", 7] });
  });
});
