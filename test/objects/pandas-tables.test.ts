import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { parseDtype } from "../../src/objects/dtype.ts";
import { NdArray, NumpyScalar } from "../../src/objects/ndarray.ts";
import { frameOf, frameSize, indexValues, seriesOf } from "../../src/objects/pandas-tables.ts";
import { PyGlobal, PyObject, PySlice, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { fixturesOf, unpickled } from "./fixture-files.ts";
import { pythonJson } from "./python-json.ts";

interface Case {
  readonly name: string;
  readonly protocol: number;
  readonly pickle: string;
}

interface Fixture {
  readonly pandas: string;
  readonly frames: readonly (Case & {
    readonly rows: number;
    readonly columns: readonly { readonly name: unknown; readonly values: readonly unknown[] }[];
  })[];
  readonly series: readonly (Case & { readonly values: readonly unknown[] })[];
  readonly indexes: readonly (Case & { readonly values: readonly unknown[] })[];
  readonly unread: readonly Case[];
}

/** pandas.NA and NaT, which the fixtures write as null. */
function cell(value: PyValue): unknown {
  if (value instanceof PyGlobal && value.name === "NA") return null;
  return value instanceof NumpyScalar && value.value === null ? null : pythonJson(value);
}

describe.each(fixturesOf<Fixture>("pandas"))("pandas $pandas", (fixture) => {
  it.each(fixture.frames)("frameOf reads $name of protocol $protocol", (expected) => {
    const value = unpickled(expected.pickle);
    const frame = frameOf(value);
    expect(frame?.rows).toBe(expected.rows);
    const size = frameSize(value);
    expect(size?.rows).toBe(expected.rows);
    expect(size?.names.map(pythonJson)).toEqual(expected.columns.map(({ name }) => name));
    const columns = frame?.columns.map(({ name, values }) => ({
      name: pythonJson(name),
      values: values.map(cell),
    }));
    expect(columns).toEqual(expected.columns);
    const [last] = expected.columns.slice(-1);
    const isLast = (name: PyValue) => isDeepStrictEqual(pythonJson(name), last?.name);
    const some = frameOf(value, isLast)?.columns.map(({ values }) => values.map(cell));
    const same = expected.columns.filter(({ name }) => isDeepStrictEqual(name, last?.name));
    expect(some).toEqual(same.map(({ values }) => values));
  });

  it.each(fixture.series)("seriesOf reads $name of protocol $protocol", (expected) => {
    const series = seriesOf(unpickled(expected.pickle));
    expect(series?.name).toBe(expected.name);
    expect(series?.values.map(cell)).toEqual(expected.values);
  });

  it.each(fixture.indexes)("indexValues reads $name of protocol $protocol", (expected) => {
    expect(indexValues(unpickled(expected.pickle))?.map(pythonJson)).toEqual(expected.values);
  });

  it.each(fixture.unread)("keeps $name of protocol $protocol as a record", ({ pickle }) => {
    const value = unpickled(pickle);
    expect(value instanceof PyObject || value instanceof PyGlobal).toBe(true);
    expect(indexValues(value)).toBeNull();
    expect(seriesOf(value)).toBeNull();
    expect(frameOf(value)).toBeNull();
  });
});

function index(parts: readonly (readonly [string, PyValue])[], name = "base.Index"): PyObject {
  const [module = "", className = ""] = name.split(".");
  const global = new PyGlobal(`pandas.core.indexes.${module}`, className, 0);
  return new PyObject(global, [new Map<PyValue, PyValue>(parts)], 0);
}

function bytes(values: number[], shape = [values.length]): NdArray {
  const data = Uint8Array.from(values);
  return NdArray.from({ dtype: parseDtype("|i1", 0), shape, data, offset: 0 });
}

function frame(axes: PyValue[], blocks: PyValue[][]): PyObject {
  const manager = new PyObject(
    new PyGlobal("pandas.core.internals.managers", "BlockManager", 0),
    [new PyTuple(blocks.map((args) => new PyObject(new PyGlobal("b", "b", 0), args, 0))), axes],
    0,
  );
  const object = new PyObject(new PyGlobal("pandas.core.frame", "DataFrame", 0), [], 0);
  object.state = new Map<PyValue, PyValue>([["_mgr", manager]]);
  return object;
}

describe("indexValues", () => {
  it.each<[string, PyObject]>([
    [
      "a range of 10^12",
      index(
        [
          ["start", 0],
          ["stop", 1e12],
          ["step", 1],
        ],
        "range.RangeIndex",
      ),
    ],
    [
      "a range of step 0",
      index(
        [
          ["start", 0],
          ["stop", 5],
          ["step", 0],
        ],
        "range.RangeIndex",
      ),
    ],
    ["an index without data", index([])],
    ["data of two dimensions", index([["data", bytes([1, 2], [1, 2])]])],
    [
      "levels without codes",
      index([["levels", [index([["data", bytes([1])]])]]], "multi.MultiIndex"),
    ],
    [
      "a code outside its level",
      index(
        [
          ["levels", [index([["data", bytes([1])]])]],
          ["codes", [bytes([1])]],
        ],
        "multi.MultiIndex",
      ),
    ],
  ])("is null for %s", (_, value) => {
    expect(indexValues(value)).toBeNull();
  });

  it("is null for an index that holds itself", () => {
    const parts = new Map<PyValue, PyValue>();
    const own = new PyObject(new PyGlobal("pandas.core.indexes.base", "Index", 0), [parts], 0);
    parts.set("data", own);
    expect(indexValues(own)).toBeNull();
  });
});

describe("frameOf", () => {
  const names = index([["data", bytes([7, 8])]]);
  const rows = index(
    [
      ["start", 0],
      ["stop", 2],
      ["step", 1],
    ],
    "range.RangeIndex",
  );
  const whole = new PySlice(0, 2, 1);

  it("reads a frame", () => {
    const value = frame([names, rows], [[bytes([1, 2, 3, 4], [2, 2]), whole, 2]]);
    expect(frameOf(value)).toEqual({
      columns: [
        { name: 7, values: [1, 2] },
        { name: 8, values: [3, 4] },
      ],
      rows: 2,
    });
  });

  it.each<[string, PyObject]>([
    [
      "a column without a block",
      frame([names, rows], [[bytes([1, 2], [1, 2]), new PySlice(0, 1, 1), 2]]),
    ],
    [
      "a column with two blocks",
      frame(
        [names, rows],
        [
          [bytes([1, 2, 3, 4], [2, 2]), whole, 2],
          [bytes([1, 2], [1, 2]), new PySlice(0, 1, 1), 2],
        ],
      ),
    ],
    ["a place outside", frame([names, rows], [[bytes([1, 2], [1, 2]), bytes([2]), 2]])],
    ["a block of other rows", frame([names, rows], [[bytes([1, 2], [2, 1]), whole, 2]])],
    ["an axis that is no index", frame([names, null], [])],
    ["one axis", frame([names], [])],
  ])("is null for %s", (_, value) => {
    expect(frameOf(value)).toBeNull();
  });
});
