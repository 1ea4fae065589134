// skops files made by hand: values of every kind, and what is refused.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { defaultLimits } from "../../../src/limits.ts";
import { Budget } from "../../../src/objects/budget.ts";
import { NdArray } from "../../../src/objects/ndarray.ts";
import { decodeSkops, type SkopsFile } from "../../../src/objects/skops/skops-file.ts";
import {
  PyByteArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../../../src/objects/values.ts";
import { writeZip, type ZipMember } from "../../bytes/write-zip.ts";

type Node = Readonly<Record<string, unknown>>;

function node(path: string, loader: string, parts: Node = {}): Node {
  const dot = path.lastIndexOf(".");
  return {
    __module__: path.slice(0, dot),
    __class__: path.slice(dot + 1),
    __loader__: loader,
    ...parts,
  };
}

function json(value: string): Node {
  return node("builtins.str", "JsonNode", { content: value });
}

function list(...content: readonly unknown[]): Node {
  return node("builtins.list", "ListNode", { content });
}

function tuple(...content: readonly unknown[]): Node {
  return node("builtins.tuple", "TupleNode", { content });
}

function dict(content: Node, ...types: readonly string[]): Node {
  const keys = types.length > 0 ? types : Object.keys(content).map(() => "builtins.str");
  return node("builtins.dict", "DictNode", {
    content,
    key_types: list(...keys.map((type) => node(type, "TypeNode"))),
  });
}

function npy(header: string, data: Uint8Array): Uint8Array {
  const text = `${header.padEnd(117)}\n`;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from("\x93NUMPY\x01\0", "latin1"),
      Buffer.from([text.length, 0]),
      Buffer.from(text),
      data,
    ]),
  );
}

const floats = npy(
  "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
  new Uint8Array(new Float64Array([1, 2]).buffer),
);

function archive(
  schema: unknown,
  files: readonly ZipMember[] = [],
  protocol: unknown = 2,
): Uint8Array {
  const text = JSON.stringify({ ...(schema as Node), protocol, _skops_version: "0.11" });
  return writeZip([...files, { name: "schema.json", data: text }]);
}

function decode(schema: unknown, files: readonly ZipMember[] = [], protocol?: unknown): SkopsFile {
  return decodeSkops(archive(schema, files, protocol), {}, new Budget(defaultLimits));
}

function valueIn(schema: unknown, files: readonly ZipMember[] = []): PyValue {
  return decode(schema, files).value;
}

describe("decodeSkops", () => {
  it("keeps Python's kinds apart", () => {
    const scalars = ["5", "5.0", "true", "null", '"5"', "NaN", "12345678901234567890"].map(json);
    expect(valueIn(list(...scalars))).toEqual([
      5,
      new PyFloat(5),
      true,
      null,
      "5",
      new PyFloat(Number.NaN),
      12345678901234567890n,
    ]);
    expect(valueIn(tuple(json("1")))).toEqual(new PyTuple([1]));
    expect(valueIn(node("builtins.frozenset", "SetNode", { content: [json("1")] }))).toEqual(
      new PySet([1], true),
    );
    expect(
      valueIn(node("builtins.slice", "SliceNode", { content: { start: 1, stop: null, step: 2 } })),
    ).toEqual(new PySlice(1, null, 2));
    const bytes = { name: "a.bin", data: new Uint8Array([1, 2]) };
    expect(valueIn(node("builtins.bytes", "BytesNode", { file: "a.bin" }), [bytes])).toEqual(
      new Uint8Array([1, 2]),
    );
    expect(
      valueIn(node("builtins.bytearray", "BytearrayNode", { file: "a.bin" }), [bytes]),
    ).toBeInstanceOf(PyByteArray);
  });

  it("gives keys of dicts the kinds they had, in their order", () => {
    const content = {
      b: json("1"),
      "10": json("2"),
      "5": json("3"),
      true: json("4"),
      "2.5": json("5"),
    };
    // JavaScript puts "5" and "10" first when it writes them.
    const types = [
      "numpy.int64",
      "builtins.int",
      "builtins.str",
      "builtins.bool",
      "builtins.float",
    ];
    const value = valueIn(dict(content, ...types));
    expect(value instanceof Map ? [...value.keys()] : null).toEqual([
      5,
      10,
      "b",
      true,
      new PyFloat(2.5),
    ]);
  });

  it("reads arrays and scalars of numpy, and arrays of objects", () => {
    const file = { name: "1.npy", data: floats };
    const array = valueIn(node("numpy.ndarray", "NdArrayNode", { type: "numpy", file: "1.npy" }), [
      file,
    ]);
    expect(array instanceof NdArray ? [...array.numbers()] : null).toEqual([1, 2]);
    const one = npy(
      "{'descr': '<i8', 'fortran_order': False, 'shape': (), }",
      new Uint8Array(new BigInt64Array([7n]).buffer),
    );
    const scalar = valueIn(node("numpy.int64", "NdArrayNode", { type: "numpy", file: "2.npy" }), [
      { name: "2.npy", data: one },
    ]);
    expect(scalar).toMatchObject({ kind: "numpy-scalar", value: 7 });
    const objects = {
      type: "json",
      shape: tuple(json("2"), json("2")),
      content: [list(json('"a"'), json("1")), list(json("2"), json("null"))],
    };
    const held = valueIn(node("numpy.ndarray", "NdArrayNode", objects));
    expect(held instanceof NdArray ? held.objects : null).toEqual(["a", 1, 2, null]);
  });

  it("reads structured items with padding, and dates", () => {
    const fields = "[('left', '<i8'), ('flag', '|u1'), ('', '|V7')]";
    const data = npy(
      `{'descr': ${fields}, 'fortran_order': False, 'shape': (1,), }`,
      new Uint8Array(16),
    );
    const nodes = valueIn(node("numpy.ndarray", "NdArrayNode", { type: "numpy", file: "a.npy" }), [
      { name: "a.npy", data },
    ]);
    expect(nodes instanceof NdArray ? nodes.dtype.itemSize : null).toBe(16);
    expect(nodes instanceof NdArray ? nodes.dtype.fields?.map(({ name }) => name) : null).toEqual([
      "left",
      "flag",
    ]);
    const dates = npy(
      "{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (1,), }",
      new Uint8Array(8),
    );
    const array = valueIn(node("numpy.ndarray", "NdArrayNode", { type: "numpy", file: "a.npy" }), [
      { name: "a.npy", data: dates },
    ]);
    expect(array instanceof NdArray ? array.dtype.unit : null).toBe("ns");
  });

  it("makes records of objects, and one value of what is named twice", () => {
    const shared = { ...list(json("1")), __id__: 77 };
    const object = node("sklearn.preprocessing._data.StandardScaler", "ObjectNode", {
      content: dict({ a: shared, b: { ...shared, __loader__: "CachedNode" } }),
    });
    const { value, names } = decode(object);
    const state = value instanceof PyObject && value.state instanceof Map ? value.state : new Map();
    expect(state.get("a")).toBe(state.get("b"));
    expect(names.map(({ global, trust }) => [global.path, trust.kind])).toEqual([
      ["sklearn.preprocessing._data.StandardScaler", "estimator"],
    ]);
    expect(valueIn(node("numpy.float64", "TypeNode"))).toBeInstanceOf(PyGlobal);
    expect(valueIn(node("numpy.log1p", "FunctionNode"))).toMatchObject({ name: "log1p" });
  });
});

const deep = (depth: number): Node => {
  let inner = json("1");
  for (let i = 0; i < depth; i++) inner = list(inner);
  return inner;
};

const system = (loader: string, parts: Node = {}): Node => node("os.system", loader, parts);
const command = tuple(json('"id"'));

describe("a hostile skops file", () => {
  it.each([
    ["an object of any class", system("ObjectNode", { content: dict({}) })],
    ["a function", system("FunctionNode")],
    [
      "a function of protocol 0",
      node("builtins.function", "FunctionNode", {
        content: { module_path: "os", function: "system" },
      }),
    ],
    ["a class", system("TypeNode")],
    ["a call", system("ConstructorFromReduceNode", { content: command })],
    [
      "a tree that is none",
      system("TreeNode", { __reduce__: { args: command }, content: dict({}) }),
    ],
    [
      "a loss that is none",
      system("LossNode", { __reduce__: { args: command }, content: dict({}) }),
    ],
    ["a list that is none", system("ListNode", { content: [] })],
    ["a dict that is none", system("DictNode", { content: {}, key_types: list() })],
    ["a tuple that is none", system("TupleNode", { content: [json('"id"')] })],
    ["an array that is none", system("NdArrayNode", { type: "json", content: [] })],
    ["a sparse matrix that is none", system("SparseMatrixNode", { type: "scipy", file: "a.npz" })],
    ["a random state that is none", system("RandomStateNode", { content: dict({}) })],
    ["a loader that is unknown", system("EvalNode")],
    ["an operator of another module", system("OperatorFuncNode", { attrs: command })],
    ["a name behind what is broken", list(system("TypeNode"), { broken: true })],
    ["a name that is thrown away", dict({ a: system("TypeNode") })],
  ])("is refused by its name: %s", (_, schema) => {
    const files = [{ name: "a.npz", data: writeZip([]) }];
    expect(errorOf(() => decode(schema, files))).toMatchObject({
      code: "PICKLE_UNKNOWN_GLOBAL",
      details: { global: "os.system" },
    });
  });

  it("is shown with all its names where they are kept, and refused for each", () => {
    const parts = [system("EvalNode"), system("ListNode", { content: [] }), system("TypeNode")];
    const bytes = archive(list(...parts, node("posix.popen", "FunctionNode")));
    const kept = decodeSkops(bytes, { unknown: "keep" }, new Budget(defaultLimits));
    expect(kept.names.map(({ global, trust }) => [global.path, trust.kind])).toEqual([
      ["os.system", "absent"],
      ["posix.popen", "absent"],
    ]);
    expect(kept.refusals.map(({ code }) => code)).toEqual(["SKOPS_MALFORMED", "SKOPS_MALFORMED"]);
  });

  it("calls nothing that a model only mentions", () => {
    const method = (func: string): Node =>
      node("sklearn.svm._classes.SVC", "MethodNode", {
        content: { obj: node("sklearn.svm._classes.SVC", "ObjectNode"), func },
      });
    expect(valueIn(method("predict"))).toBeInstanceOf(PyObject);
    expect(errorOf(() => decode(method("__reduce__")))?.code).toBe("PICKLE_FORBIDDEN_CALL");
    const called = node("numpy.log1p", "ConstructorFromReduceNode", { content: command });
    expect(errorOf(() => decode(called))?.code).toBe("PICKLE_FORBIDDEN_CALL");
  });

  it.each([
    ["no object", []],
    ["no loader", { __class__: "str", __module__: "builtins" }],
    ["a loader that is no text", { ...json("1"), __loader__: 5 }],
    ["content that is no JSON", json("[1]")],
    ["content of two values", json("1 2")],
    ["content that is missing", node("builtins.str", "JsonNode")],
    ["an unknown loader of a known class", node("builtins.list", "EvalNode")],
    ["keys without classes", dict({ a: json("1") }, "builtins.str", "builtins.str")],
    ["keys of an unknown class", dict({ a: json("1") }, "builtins.complex")],
    ["a key that its class does not have", dict({ a: json("1") }, "builtins.int")],
    ["a file that is not there", node("builtins.bytes", "BytesNode", { file: "../../etc/passwd" })],
    [
      "an array of an unknown type",
      node("numpy.ndarray", "NdArrayNode", { type: "pickle", file: "1.npy" }),
    ],
    [
      "objects that do not fit their shape",
      node("numpy.ndarray", "NdArrayNode", {
        type: "json",
        shape: tuple(json("2"), json("2")),
        content: [json("1"), json("2")],
      }),
    ],
    [
      "a shape below zero",
      node("numpy.ndarray", "NdArrayNode", { type: "json", shape: tuple(json("-1")), content: [] }),
    ],
    ["an object that holds itself", { ...list({ ...list(), __id__: 9 }), __id__: 9 }],
    ["a list 500 deep", deep(500)],
    [
      "a slice of texts and lists",
      node("builtins.slice", "SliceNode", { content: { start: [], stop: 1, step: 1 } }),
    ],
  ])("is malformed: %s", (_, schema) => {
    const code = errorOf(() => decode(schema, [{ name: "1.npy", data: floats }]))?.code;
    expect(["SKOPS_MALFORMED", "ARRAY_INVALID"]).toContain(code);
  });

  it.each([
    ["another shape", "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"],
    [
      "an endless shape",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647), }",
    ],
    ["a shape that is code", "{'descr': '<f8', 'fortran_order': False, 'shape': exit(), }"],
    ["Python objects", "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"],
    [
      "a field twice",
      "{'descr': [('a', '<f4'), ('a', '<f4')], 'fortran_order': False, 'shape': (2,), }",
    ],
    ["no dtype", "{'descr': 5, 'fortran_order': False, 'shape': (2,), }"],
  ])("has no array of %s", (_, header) => {
    const data = npy(header, new Uint8Array(16));
    const code = errorOf(() =>
      valueIn(node("numpy.ndarray", "NdArrayNode", { type: "numpy", file: "a.npy" }), [
        { name: "a.npy", data },
      ]),
    )?.code;
    expect(["ARRAY_INVALID", "COMPRESSION_CORRUPT"]).toContain(code);
  });

  it.each([-1, 4, "2", null, 1.5])("has no protocol %j", (protocol) => {
    expect(errorOf(() => decode(json("1"), [], protocol))?.code).toBe("SKOPS_MALFORMED");
  });

  it("is refused without a schema, and with one that is damaged", () => {
    const budget = new Budget(defaultLimits);
    expect(errorOf(() => decodeSkops(writeZip([]), {}, budget))?.code).toBe("SKOPS_MALFORMED");
    const half = writeZip([{ name: "schema.json", data: '{"protocol": 2, "__loader__": ' }]);
    expect(errorOf(() => decodeSkops(half, {}, budget))?.code).toBe("SKOPS_MALFORMED");
  });

  it("cannot inflate an archive inside of an archive beyond the limit", () => {
    const limits = { ...defaultLimits, inflatedBytes: 500_000 };
    const inner = writeZip([{ name: "data.npy", data: new Uint8Array(600_000), deflated: true }]);
    const schema = node("scipy.sparse._csr.csr_matrix", "SparseMatrixNode", {
      type: "scipy",
      file: "m.npz",
    });
    const bytes = archive(schema, [{ name: "m.npz", data: inner }]);
    expect(errorOf(() => decodeSkops(bytes, {}, new Budget(limits)))?.code).toBe("LIMIT_EXCEEDED");
  });
});

function errorOf(run: () => unknown): PicklejarError | null {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
  return null;
}
