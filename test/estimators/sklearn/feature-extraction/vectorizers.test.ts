import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import type { Estimator } from "../../../../src/estimators/estimator.ts";
import type { Cell, Samples, SparseMatrix } from "../../../../src/estimators/samples.ts";
import {
  PyFloat,
  PyGlobal,
  PyObject,
  PyTuple,
  type PyValue,
} from "../../../../src/objects/values.ts";
import { damageError, readChanged, refusalOf } from "../../damage.ts";
import { floats, goldenObject, stateOf } from "../../golden-objects.ts";

const newest = "feature-extraction/1.9.0.json";
const before15 = "feature-extraction/1.4.2.json";
const list = "CountVectorizer a list of terms";
const custom = new PyGlobal("__main__", "clean", 0);
const tuple = (...items: readonly number[]) => new PyTuple(items);

function transformed(estimator: Estimator, samples: Samples): SparseMatrix {
  const answer = estimator.transform?.(samples);
  if (answer?.kind !== "sparse") throw new Error("the answer is not sparse");
  return answer;
}

function texts(...values: readonly string[]): Samples {
  return { kind: "texts", values };
}

function rowsOf({ rows, indptr, indices, values }: SparseMatrix): (readonly [number, number])[][] {
  return Array.from({ length: rows }, (_, row) => {
    const [start, end] = [indptr[row] ?? 0, indptr[row + 1] ?? 0];
    const columns = [...indices.subarray(start, end)];
    return columns.map((column, i) => [column, values[start + i] ?? 0] as const);
  });
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}

describe("readCountVectorizer", () => {
  it("takes the only column of a table, and labels that are texts", () => {
    const estimator = readChanged(newest, list, {});
    const values: readonly Cell[] = ["a dog", "quick fox, quick"];
    const expected = rowsOf(transformed(estimator, texts("a dog", "quick fox, quick")));
    expect(expected).toEqual([
      [[0, 1]],
      [
        [1, 1],
        [2, 2],
      ],
    ]);
    const table: Samples = { kind: "table", rows: 2, columns: [{ name: "text", values }] };
    expect(rowsOf(transformed(estimator, table))).toEqual(expected);
    expect(rowsOf(transformed(estimator, { kind: "labels", values }))).toEqual(expected);
  });

  it("refuses what is no text", () => {
    const estimator = readChanged(newest, list, {});
    const column = { name: null, values: ["a", "b"] };
    const wrong: readonly Samples[] = [
      { kind: "labels", values: ["a", null] },
      { kind: "labels", values: [5] },
      { kind: "table", rows: 2, columns: [column, column] },
      { kind: "table", rows: 1, columns: [{ name: null, values: Float64Array.of(1) }] },
      { kind: "table", rows: 1, columns: [] },
      { kind: "dense", rows: 1, columns: 1, data: Float64Array.of(1) },
    ];
    for (const samples of wrong) {
      expect(codeOf(() => estimator.transform?.(samples))).toBe("INPUT_KIND");
    }
  });

  it("gives the first words of its vocabulary as an example of a text", () => {
    expect(readChanged(newest, list, {}).hints()).toEqual([{ typical: "dog fox quick absent" }]);
  });

  it("gives a longest term as an example where no term is a word", () => {
    const hintsOf = (name: string) => readChanged(newest, name, {}).hints();
    expect(hintsOf("CountVectorizer two words")).toEqual([
      { typical: expect.stringContaining(" ") },
    ]);
    expect(hintsOf("CountVectorizer characters")?.[0]?.typical).toHaveLength(3);
  });

  it("has no rows for no texts", () => {
    const { rows, columns, indptr } = transformed(readChanged(newest, list, {}), texts());
    expect([rows, columns, [...indptr]]).toEqual([0, 4, [0]]);
  });

  it("keeps terms that are named like what objects inherit", () => {
    const vocabulary = new Map([
      ["__proto__", 0],
      ["constructor", 1],
      ["tostring", 2],
    ]);
    const estimator = readChanged(newest, list, { vocabulary_: vocabulary });
    const matrix = transformed(estimator, texts("__proto__ toString hasownproperty __proto__"));
    expect(rowsOf(matrix)).toEqual([
      [
        [0, 2],
        [2, 1],
      ],
    ]);
  });

  it.each([
    ["no vocabulary", undefined],
    ["an empty one", new Map()],
    ["a list", ["dog"]],
    [
      "a repeated column",
      new Map([
        ["a", 0],
        ["b", 0],
      ]),
    ],
    [
      "a column beyond its size",
      new Map([
        ["a", 0],
        ["b", 2],
      ]),
    ],
    ["a negative column", new Map([["a", -1]])],
    ["a broken column", new Map([["a", new PyFloat(0.5)]])],
    ["a column that is no number", new Map([["a", "0"]])],
    ["a term that is no text", new Map([[5, 0]])],
  ])("refuses %s", (_, vocabulary) => {
    const changes = { vocabulary_: vocabulary, vocabulary: null };
    expect(refusalOf(newest, list, changes)).toBe("ESTIMATOR_INVALID vocabulary_");
  });

  it.each([
    ["ngram_range", tuple(3, 1)],
    ["ngram_range", tuple(0, 1)],
    ["ngram_range", tuple(1)],
    ["ngram_range", new PyTuple([1, new PyFloat(1.5)])],
    ["analyzer", "sentence"],
    ["strip_accents", "all"],
    ["stop_words", "german"],
    ["stop_words", 5],
    ["lowercase", "no"],
    ["token_pattern", 5],
  ])("refuses a %s that scikit-learn refuses", (name, value) => {
    expect(refusalOf(newest, list, { [name]: value })).toBe(`ESTIMATOR_INVALID ${name}`);
  });

  it.each([
    ["input", "filename", "input='filename'"],
    ["ngram_range", tuple(1, 1e9), "ngram_range=(1, 1000000000)"],
    ["ngram_range", tuple(1, 11), "ngram_range=(1, 11)"],
    ["tokenizer", new PyGlobal("re", "split", 0), "re.split as its tokenizer"],
    ["token_pattern", "(?<=ab)c", "look-around of more than one character"],
    ["token_pattern", "(a)(b)", "more than one group"],
    ["dtype", new PyGlobal("numpy", "complex128", 0), "dtype=numpy.complex128"],
  ])("names what it does not follow: %s", (name, value, what) => {
    const error = damageError(newest, list, { [name]: value });
    expect(error.code).toBe("ESTIMATOR_UNSUPPORTED");
    expect(error.details["className"]).toContain(what);
  });

  it.each(["tokenizer", "preprocessor", "analyzer", "strip_accents"])(
    "asks for code of the project: %s",
    (name) => {
      const error = damageError(newest, list, { [name]: custom });
      expect(error.code).toBe("OWN_CODE_MISSING");
      expect(error.details).toMatchObject({ name: "__main__.clean", where: name });
    },
  );

  it("refuses to call a method of str that changes text in a way of its own", () => {
    const method = new PyObject(
      new PyGlobal("builtins", "getattr", 0),
      [new PyGlobal("builtins", "str", 0), "casefold"],
      0,
    );
    const error = damageError(newest, list, { preprocessor: method });
    expect(error.details["className"]).toContain("str.casefold");
  });

  it("stops at a text on which its pattern would take too long", () => {
    const estimator = readChanged(newest, list, { token_pattern: "a.*b|a" });
    expect(codeOf(() => transformed(estimator, texts("a".repeat(50_000))))).toBe("INPUT_KIND");
  });

  it("counts a megabyte of words, and of white space", () => {
    const estimator = readChanged(newest, list, {});
    const words = "dog 狐 fox ".repeat(100_000);
    expect(rowsOf(transformed(estimator, texts(words, " \t".repeat(500_000))))).toEqual([
      [
        [0, 100_000],
        [1, 100_000],
      ],
      [],
    ]);
  });
});

describe("readTfidfVectorizer", () => {
  const name = "TfidfVectorizer as it is";
  const text = texts("the lazy dog is quick, the fox is not");

  it("weighs terms in a file of 1.4 that 1.9 has saved again, where 1.9 itself forgets to", () => {
    const expected = rowsOf(transformed(readChanged(before15, name, {}), text));
    const object = goldenObject(before15, name);
    const inner = stateOf(object).get("_tfidf");
    if (!(inner instanceof PyObject)) throw new Error("no transformer");
    stateOf(inner).set("_sklearn_version", "1.9.0");
    const again = readChanged(before15, name, { _sklearn_version: "1.9.0", _tfidf: inner });
    const got = rowsOf(transformed(again, text));
    expect(got.flat().map(([column]) => column)).toEqual(expected.flat().map(([column]) => column));
    for (const [i, [, value]] of got.flat().entries()) {
      expect(value).toBeCloseTo(expected.flat()[i]?.[1] ?? Number.NaN, 14);
    }
  });

  it("refuses a transformer of another size, of another class, or none", () => {
    const other = goldenObject(newest, "TfidfTransformer");
    const counts = goldenObject(newest, list);
    expect(refusalOf(newest, name, { _tfidf: other })).toBe("ESTIMATOR_INVALID _tfidf");
    expect(refusalOf(newest, name, { _tfidf: counts })).toBe("ESTIMATOR_INVALID _tfidf");
    expect(refusalOf(newest, name, { _tfidf: undefined })).toBe("ESTIMATOR_INVALID _tfidf");
    expect(refusalOf(newest, name, { _tfidf: null })).toMatch(/^ESTIMATOR_/);
  });
});

describe("readTfidfTransformer", () => {
  const name = "TfidfTransformer";
  const sparse = (global: string, state: Record<string, PyValue>) => {
    const [, module = "", last = ""] = /^(.*)\.(\w+)$/.exec(global) ?? [];
    const object = new PyObject(new PyGlobal(module, last, 0), [], 0);
    object.state = new Map(Object.entries(state));
    return object;
  };
  const diagonal = (shape: readonly number[], values: readonly number[], offset = 0) =>
    sparse("scipy.sparse.dia.dia_matrix", {
      _shape: tuple(...shape),
      data: floats([1, values.length], values),
      offsets: floats([1], [offset]),
    });
  const old = { _sklearn_version: "0.18.1", idf_: undefined, n_features_in_: undefined };
  const counts: Samples = { kind: "dense", rows: 1, columns: 2, data: Float64Array.of(3, 4) };

  it("reads the diagonal that 0.18 kept", () => {
    const estimator = readChanged(newest, name, { ...old, _idf_diag: diagonal([2, 2], [2, 3]) });
    expect(rowsOf(transformed(estimator, counts))).toEqual([
      [
        [0, 6 / Math.sqrt(180)],
        [1, 12 / Math.sqrt(180)],
      ],
    ]);
    expect(estimator.inputs.width).toBe(2);
  });

  it.each([
    ["weights that are missing", { idf_: undefined }],
    ["a weight that is no number", { idf_: floats([12], new Array(12).fill(Number.NaN)) }],
    ["a table of weights", { idf_: floats([3, 4], new Array(12).fill(1)) }],
    ["weights of another number", { idf_: floats([3], [1, 1, 1]) }],
    ["a diagonal that is not square", { ...old, _idf_diag: diagonal([2, 3], [1, 1]) }],
    ["a diagonal beside the diagonal", { ...old, _idf_diag: diagonal([3, 3], [1, 1, 1], 1) }],
    ["a diagonal that is no matrix", { ...old, _idf_diag: floats([2, 2], [1, 0, 0, 1]) }],
    ["an infinite diagonal", { ...old, _idf_diag: diagonal([1, 1], [Infinity]) }],
    ["a norm that there is none of", { norm: "l3" }],
  ])("refuses %s", (_, changes) => {
    expect(damageError(newest, name, changes).code).toBe("ESTIMATOR_INVALID");
  });

  it("names the norm that only old versions let through", () => {
    expect(refusalOf(newest, name, { norm: "max" })).toBe("ESTIMATOR_UNSUPPORTED ");
  });
});

describe("readHashingVectorizer", () => {
  const name = "HashingVectorizer signs";

  it("took the sign off sums in versions before 0.21", () => {
    const text = texts("the lazy dog, the quick brown fox");
    const signed = transformed(readChanged(newest, name, {}), text);
    const changes = { non_negative: true, _sklearn_version: "0.19.1" };
    const old = transformed(readChanged(newest, name, changes), text);
    expect([...signed.values].some((value) => value < 0)).toBe(true);
    expect([...old.values]).toEqual([...signed.values].map(Math.abs));
    const later = transformed(readChanged(newest, name, { non_negative: true }), text);
    expect([...later.values]).toEqual([...signed.values]);
  });

  it.each([0, 2 ** 31, 2 ** 50, new PyFloat(1.5), -1])("refuses %s features", (count) => {
    expect(refusalOf(newest, name, { n_features: count })).toBe("ESTIMATOR_INVALID n_features");
  });

  it("refuses half of a pair of surrogates, which has no bytes", () => {
    const estimator = readChanged(newest, "HashingVectorizer characters", {});
    expect(codeOf(() => transformed(estimator, texts("a\ud800")))).toBe("INPUT_KIND");
  });
});

describe("readDictVectorizer", () => {
  it("asks for the keys of training, with the texts that each had", () => {
    const { inputs, hints } = readChanged(newest, "DictVectorizer", {});
    const asked = (inputs.names ?? []).map((key, i) => [key, hints()?.[i]]);
    expect(asked).toEqual([
      ["city", { choices: ["Dubai", "London", "San Francisco", "Zürich"], open: true }],
      ["rain", {}],
      ["temperature", {}],
      ["windy", {}],
    ]);
  });

  it("refuses rows without names", () => {
    const estimator = readChanged(newest, "DictVectorizer", {});
    const rows: Samples = { kind: "dense", rows: 1, columns: 4, data: new Float64Array(4) };
    expect(codeOf(() => estimator.transform?.(rows))).toBe("INPUT_KIND");
  });
});

describe("readFeatureHasher", () => {
  it("refuses numbers in lists of words", () => {
    const estimator = readChanged(newest, "FeatureHasher of words", {});
    const columns = [{ name: null, values: Float64Array.of(1) }];
    expect(codeOf(() => estimator.transform?.({ kind: "table", rows: 1, columns }))).toBe(
      "INPUT_KIND",
    );
  });
});
