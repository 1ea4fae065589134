import { describe, expect, it } from "vitest";
import { parseDtype } from "../../src/objects/dtype.ts";
import { NdArray } from "../../src/objects/ndarray.ts";
import { sparseOf } from "../../src/objects/scipy-globals.ts";
import type { CompressedRows } from "../../src/objects/sparse-rows.ts";
import { PyFloat, PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { errorOf } from "./errors-of.ts";
import { fixturesOf, unpickled } from "./fixture-files.ts";

interface Fixture {
  readonly scipy: string;
  readonly values: readonly {
    readonly name: string;
    readonly protocol: number;
    readonly pickle: string;
    readonly shape: readonly [number, number];
    readonly dense: readonly number[];
  }[];
}

function denseOf({ rows, columns, indptr, indices, values }: CompressedRows): number[] {
  const dense = new Array<number>(rows * columns).fill(0);
  for (let row = 0; row < rows; row++) {
    for (let k = indptr[row] ?? 0; k < (indptr[row + 1] ?? 0); k++) {
      const at = row * columns + (indices[k] ?? 0);
      dense[at] = (dense[at] ?? 0) + (values[k] ?? 0);
    }
  }
  return dense;
}

describe.each(fixturesOf<Fixture>("scipy"))("sparseOf with scipy $scipy", ({ values }) => {
  it.each(values)("reads $name of protocol $protocol", ({ pickle, shape, dense }) => {
    const rows = sparseOf(unpickled(pickle));
    if (rows === null) throw new Error("not a sparse matrix");
    expect([rows.rows, rows.columns]).toEqual(shape);
    expect(denseOf(rows)).toEqual(dense);
  });
});

function ints(values: number[]): NdArray {
  const data = new Uint8Array(new Int32Array(values).buffer);
  return NdArray.from({ dtype: parseDtype("<i4", 0), shape: [values.length], data, offset: 0 });
}

function floats(values: number[], shape = [values.length]): NdArray {
  const data = new Uint8Array(new Float64Array(values).buffer);
  return NdArray.from({ dtype: parseDtype("<f8", 0), shape, data, offset: 0 });
}

function objects(values: PyValue[]): NdArray {
  return NdArray.from({
    dtype: parseDtype("O8", 0),
    shape: [values.length],
    data: values,
    offset: 0,
  });
}

function sparse(format: string, state: Record<string, PyValue>, shape = [2, 3]): PyObject {
  const global = new PyGlobal(`scipy.sparse._${format}`, `${format}_matrix`, 0);
  const object = new PyObject(global, [], 5);
  object.state = new Map<PyValue, PyValue>([
    ["_shape", new PyTuple(shape)],
    ...Object.entries(state),
  ]);
  return object;
}

const shared = [0];

describe("sparseOf", () => {
  it("is null for everything else", () => {
    expect(sparseOf(null)).toBeNull();
    expect(sparseOf(new PyObject(new PyGlobal("a", "csr_matrix", 0), [], 0))).toBeNull();
  });

  it.each<[string, PyObject]>([
    ["no shape", sparse("csr", { _shape: null })],
    ["a shape of three sizes", sparse("csr", {}, [1, 1, 1])],
    ["a negative shape", sparse("csr", {}, [-1, 3])],
    ["no arrays", sparse("csr", {})],
    [
      "an indptr that is too short",
      sparse("csr", { indptr: ints([0, 1]), indices: ints([0]), data: floats([1]) }),
    ],
    [
      "an indptr that falls",
      sparse("csr", { indptr: ints([0, 2, 1]), indices: ints([0, 1]), data: floats([1, 2]) }),
    ],
    [
      "an indptr that does not begin at 0",
      sparse("csr", { indptr: ints([1, 1, 1]), indices: ints([0]), data: floats([1]) }),
    ],
    [
      "an indptr beyond the data",
      sparse("csr", { indptr: ints([0, 1, 3]), indices: ints([0, 1, 2]), data: floats([1, 2]) }),
    ],
    [
      "a column outside",
      sparse("csr", { indptr: ints([0, 0, 1]), indices: ints([3]), data: floats([1]) }),
    ],
    [
      "a negative column",
      sparse("csr", { indptr: ints([0, 0, 1]), indices: ints([-1]), data: floats([1]) }),
    ],
    [
      "a row outside",
      sparse("csc", { indptr: ints([0, 0, 0, 1]), indices: ints([2]), data: floats([1]) }),
    ],
    ["coordinates outside", sparse("coo", { row: ints([2]), col: ints([0]), data: floats([1]) })],
    [
      "coordinates of another length",
      sparse("coo", { row: ints([0, 1]), col: ints([0, 1]), data: floats([1]) }),
    ],
    [
      "one coordinate array",
      sparse("coo", { coords: new PyTuple([ints([0])]), data: floats([1]) }),
    ],
    [
      "blocks that do not fill the rows",
      sparse("bsr", {
        indptr: ints([0, 1]),
        indices: ints([0]),
        data: floats([1, 2, 3], [1, 3, 1]),
      }),
    ],
    [
      "a block outside",
      sparse("bsr", {
        indptr: ints([0, 1]),
        indices: ints([3]),
        data: floats([1, 2], [1, 2, 1]),
      }),
    ],
    [
      "diagonals without offsets",
      sparse("dia", { data: floats([1, 2, 3], [1, 3]), offsets: ints([]) }),
    ],
    [
      "one list for two rows",
      sparse("lil", { rows: objects([shared, shared]), data: objects([[1], [1]]) }),
    ],
    [
      "lists of other lengths",
      sparse("lil", { rows: objects([[0], []]), data: objects([[1, 2], []]) }),
    ],
    [
      "text among the values",
      sparse("lil", { rows: objects([[0], []]), data: objects([["x"], []]) }),
    ],
    [
      "a key that is no pair",
      sparse("dok", { _dict: new Map<PyValue, PyValue>([["x", new PyFloat(1)]]) }),
    ],
    ["a shape that alone takes memory", sparse("dok", { _dict: new Map() }, [2 ** 30, 2])],
  ])("refuses %s", (_, object) => {
    const error = errorOf(() => sparseOf(object));
    expect(error.code).toBe("OBJECT_INVALID");
    expect(error.details["offset"]).toBe(5);
  });
});
