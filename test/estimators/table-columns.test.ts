import { describe, expect, it } from "vitest";
import { columnsAnswer } from "../../src/estimators/table-columns.ts";

describe("columnsAnswer", () => {
  it("is of booleans only where every cell is one", () => {
    expect(columnsAnswer([[true, false]], 2)).toMatchObject({ type: "bool", data: [true, false] });
    expect(columnsAnswer([[true, null]], 2).type).toBe("object");
    expect(columnsAnswer([[true], ["yes"]], 1).type).toBe("object");
  });

  it("is of numbers where every column is", () => {
    const answer = columnsAnswer([Float64Array.of(1), Float64Array.of(2)], 1);
    expect(answer).toEqual({
      kind: "array",
      shape: [1, 2],
      type: "float",
      data: Float64Array.of(1, 2),
    });
  });
});
