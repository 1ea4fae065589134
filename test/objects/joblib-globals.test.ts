import { describe, expect, it } from "vitest";
import type { PayloadSource } from "../../src/objects/builders.ts";
import { parseDtype } from "../../src/objects/dtype.ts";
import { JoblibArray } from "../../src/objects/joblib-globals.ts";
import { elements, float64Values, NdArray } from "../../src/objects/ndarray.ts";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import { PyGlobal, PyTuple, type PyValue } from "../../src/objects/values.ts";
import { errorOf } from "./errors-of.ts";
import { bytesOf, fixturesOf } from "./fixture-files.ts";
import { pythonJson } from "./python-json.ts";

interface Fixture {
  readonly joblib: string;
  readonly files: readonly {
    readonly protocol: number;
    readonly start: number;
    readonly file: string;
  }[];
}

function partsOf(value: PyValue): Map<PyValue, PyValue> {
  if (value instanceof Map) return value;
  throw new Error("not a dict");
}

function arrayOf(value: PyValue | undefined): NdArray {
  if (value instanceof NdArray) return value;
  throw new Error("not an array");
}

describe.each(fixturesOf<Fixture>("joblib"))("a file of joblib $joblib", ({ files }) => {
  it.each(files)("is read from protocol $protocol, written at byte $start", ({ file }) => {
    const bytes = bytesOf(file);
    const decoded = decodePickle(bytes);
    const parts = partsOf(decoded.value);
    expect(decoded.length).toBe(bytes.length);
    const numbers = (name: string) => [...float64Values(arrayOf(parts.get(name)))];
    expect(numbers("floats")).toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbers("one byte")).toEqual([7]);
    expect(arrayOf(parts.get("fortran")).fortran).toBe(true);
    expect(numbers("fortran")).toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbers("big-endian")).toEqual([1, 2]);
    expect(arrayOf(parts.get("empty")).shape).toEqual([0, 4]);
    expect(arrayOf(parts.get("0-d")).shape).toEqual([]);
    expect(numbers("0-d")).toEqual([2.5]);
    expect(elements(arrayOf(parts.get("text")))).toEqual(["a", "größe"]);
    expect(elements(arrayOf(parts.get("structured"))).map(pythonJson)).toEqual([
      { tuple: [{ int: "1" }, { float: "4004000000000000" }] },
    ]);
    const [a, none, inner] = elements(arrayOf(parts.get("objects")));
    expect([a, none]).toEqual(["a", null]);
    expect([...float64Values(arrayOf(inner))]).toEqual([0, 1, 2]);
    expect(numbers("matrix")).toEqual([1, 2]);
    expect(numbers("swapped")).toEqual([0, 1, 2, 3, 4, 5]);
    const twice = parts.get("twice");
    expect(Array.isArray(twice) && twice.map((item) => [...float64Values(arrayOf(item))])).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(parts.get("after")).toBe("the end");
  });

  it.each(files)("is refused when cut (protocol $protocol, byte $start)", ({ file }) => {
    const bytes = bytesOf(file);
    for (let length = 0; length < bytes.length; length += 7) {
      const error = errorOf(() => decodePickle(bytes.slice(0, length)));
      expect(error.code).toMatch(/^(PICKLE_TRUNCATED|PICKLE_MALFORMED|ARRAY_INVALID)$/);
    }
  });
});

const ndarray = new PyGlobal("numpy", "ndarray", 0);

function wrapper(changes: readonly (readonly [string, PyValue])[]): JoblibArray {
  const array = new JoblibArray(new PyGlobal("joblib.numpy_pickle", "NumpyArrayWrapper", 0), 3);
  const state = new Map<PyValue, PyValue>([
    ["subclass", ndarray],
    ["shape", new PyTuple([2])],
    ["order", "C"],
    ["dtype", parseDtype("|u1", 0)],
    ["allow_mmap", true],
    ["numpy_array_alignment_bytes", 16],
    ...changes,
  ]);
  array.setState(state, 9);
  return array;
}

function source(bytes: number[], inner: PyValue = null): PayloadSource {
  return { bytes: Uint8Array.from(bytes), position: 1, readPickle: () => inner };
}

describe("JoblibArray", () => {
  it("skips the padding that its first byte counts", () => {
    const payload = source([0, 2, 255, 255, 5, 6, 46]);
    expect([...float64Values(wrapper([]).readPayload(payload))]).toEqual([5, 6]);
    expect(payload.position).toBe(6);
  });

  it("takes the bytes at once where no alignment is written", () => {
    const payload = source([0, 2, 255]);
    const array = wrapper([["numpy_array_alignment_bytes", null]]).readPayload(payload);
    expect([...float64Values(array)]).toEqual([2, 255]);
    expect(array.offset).toBe(1);
  });

  it.each([[[0]], [[0, 0]], [[0, 0, 1]], [[0, 200, 1, 2]]])(
    "refuses the cut payload %j",
    (bytes) => {
      expect(errorOf(() => wrapper([]).readPayload(source(bytes))).code).toBe("ARRAY_INVALID");
    },
  );

  it.each<[string, PyValue]>([
    ["subclass", new PyGlobal("os", "system", 0)],
    ["subclass", null],
    ["shape", new PyTuple([-1])],
    ["shape", [2]],
    ["order", "K"],
    ["dtype", "u1"],
    ["numpy_array_alignment_bytes", 0],
    ["numpy_array_alignment_bytes", "16"],
  ])("refuses a wrong %s", (name, value) => {
    expect(errorOf(() => wrapper([[name, value]])).code).toBe("OBJECT_INVALID");
  });

  it("refuses a shape that takes more memory than the file holds", () => {
    const huge = wrapper([["shape", new PyTuple([2 ** 31])]]);
    expect(errorOf(() => huge.readPayload(source([0, 0, 0]))).code).toBe("ARRAY_INVALID");
  });

  it.each<[string, PyValue]>([
    ["a number", 5],
    ["an array of numbers", new NdArray(0)],
    [
      "objects of another shape",
      NdArray.from({ dtype: parseDtype("O8", 0), shape: [1], data: ["a"], offset: 0 }),
    ],
  ])("refuses %s as the elements of an array of objects", (_, inner) => {
    const array = wrapper([["dtype", parseDtype("O8", 0)]]);
    expect(errorOf(() => array.readPayload(source([0], inner))).code).toBe("ARRAY_INVALID");
  });
});
