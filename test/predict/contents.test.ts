import { describe, expect, it } from "vitest";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { describeContents } from "../../src/predict/contents.ts";

describe("describeContents", () => {
  const frame = new PyObject(new PyGlobal("pandas.core.frame", "DataFrame", 0), [], 0);
  const index = (parts: readonly [string, PyValue][]): PyObject => {
    const global = new PyGlobal("pandas.core.indexes.range", "RangeIndex", 0);
    return new PyObject(global, [new Map<PyValue, PyValue>(parts)], 0);
  };
  const manager = new PyObject(
    new PyGlobal("pandas.core.internals.managers", "BlockManager", 0),
    [
      new PyTuple([]),
      [
        index([
          ["start", 0],
          ["stop", 2],
          ["step", 1],
        ]),
        index([
          ["start", 5],
          ["stop", 1e12],
          ["step", 5],
        ]),
      ],
    ],
    0,
  );
  const filled = new PyObject(frame.global, [], 0);
  filled.state = new Map([["_mgr", manager]]);
  const cases: readonly [PyValue, string][] = [
    [frame, "a table (a pandas DataFrame)"],
    [filled, "a table of 199999999999 rows and 2 columns (0, 1), a pandas DataFrame"],
    [["stops", "days_left"], "a list of 2 texts (stops, days_left)"],
    [[new PyFloat(1), null], "a list of 2 values, none of them an estimator"],
    [new PyTuple([]), "a tuple of 0 values, none of them an estimator"],
    [
      new Map<PyValue, PyValue>([["mean", 1]]),
      "a dict of 1 value (mean), none of them an estimator",
    ],
    [new PyGlobal("__main__", "clean", 0), "the name __main__.clean, not an object"],
    [new PyFloat(5), "the value 5.0"],
    ["a\u001b[31m", "a text"],
  ];
  it.each(cases)("says what it is: %#", (value, expected) => {
    expect(describeContents(value)).toBe(expected);
  });

  it("stays short and safe to show, whatever the file holds", () => {
    const names = Array.from({ length: 1000 }, () => "\u001b".repeat(1000));
    const text = describeContents(names);
    expect(text.length).toBeLessThan(2000);
    expect(text).not.toContain("\u001b");
  });
});
