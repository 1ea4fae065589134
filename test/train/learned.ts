// Cases that scikit-learn fitted (test/fixtures/train/fit.py), fitted here; and what a written object holds, in the
// words of fit.py, so that both can be compared.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Cell } from "../../src/estimators/samples.ts";
import { SklearnTree } from "../../src/objects/cython-globals.ts";
import { Dtype } from "../../src/objects/dtype.ts";
import {
  PyGlobal,
  PyObject,
  PySet,
  PySlice,
  PyTuple,
  type PyValue,
} from "../../src/objects/values.ts";
import { elements, NdArray, NumpyScalar, PyFloat, readPickle } from "../../src/pickle.ts";
import type { Dialect } from "../../src/train/dialect.ts";
import type { MatrixRows, Target, TrainingRows } from "../../src/train/training-data.ts";

const folder = new URL("../fixtures/train/", import.meta.url);

export interface LearningCase {
  readonly name: string;
  readonly class: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly dataset: string;
  readonly names?: boolean;
  readonly columns?: readonly string[];
  /** Whether missing texts were NaN for scikit-learn, not None; here they are null both times. */
  readonly nan?: boolean;
  readonly task?: "regression";
  readonly binary?: boolean;
  readonly rows?: readonly [number, number | null, number];
  readonly loose?: boolean;
  /** Whether older versions learn otherwise, so that only 1.9's object is compared. */
  readonly newest?: boolean;
  /** The first version of scikit-learn that takes the case. */
  readonly since?: Dialect;
}

/** What fit.py recorded of one case. */
export interface Recorded {
  readonly kinds: Readonly<Record<string, Kind>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly score: number | null;
}

export type Kind = string | null | readonly Kind[] | { readonly [name: string]: Kind };

interface Dataset {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly X: readonly number[];
  /** Instead of everything but y. */
  readonly texts?: readonly string[];
  /** Instead of columns and X. */
  readonly table?: Readonly<Record<string, readonly Cell[]>>;
  readonly y: readonly (number | string)[];
}

const datasets: Readonly<Record<string, Dataset>> = {
  ...JSON.parse(gunzipSync(readFileSync(new URL("datasets.json.gz", folder))).toString()),
  ...JSON.parse(readFileSync(new URL("texts.json", folder), "utf8")),
};

export function casesOf(family: string): readonly LearningCase[] {
  return JSON.parse(readFileSync(new URL(`${family}.cases.json`, folder), "utf8"));
}

export function recordedBy(family: string, version: string): Readonly<Record<string, Recorded>> {
  return JSON.parse(readFileSync(new URL(`${family}-${version}.json`, folder), "utf8"));
}

/** The rows to learn from with their y, all rows with all y, and the last five, which were asked. */
export function dataOf(learning: LearningCase): {
  readonly X: TrainingRows;
  readonly y: Target;
  readonly all: TrainingRows;
  readonly allY: Target;
  readonly asked: TrainingRows;
} {
  const data = datasets[learning.dataset];
  if (data === undefined) throw new Error(`there is no data set ${learning.dataset}`);
  const [start, stop, step] = learning.rows ?? [0, null, 1];
  const chosen: number[] = [];
  const size = data.texts?.length ?? data.rows;
  for (let i = start; i < (stop ?? size); i += step) chosen.push(i);
  const everything = Array.from({ length: size }, (_, i) => i);
  const y = targetOf(learning, data);
  return {
    X: rowsOf(learning, data, chosen),
    y: chosen.map((i) => y[i] ?? 0),
    all: rowsOf(learning, data, everything),
    allY: y,
    asked: rowsOf(learning, data, everything.slice(-5)),
  };
}

function targetOf(learning: LearningCase, { y }: Dataset): (number | string)[] {
  if (learning.binary === true) return y.map((value) => Number(value) % 2);
  if (learning.task !== "regression") return [...y];
  const distinct = [...new Set(y)].sort();
  return y.map((value) => (typeof value === "string" ? distinct.indexOf(value) : value));
}

function rowsOf(learning: LearningCase, data: Dataset, rows: readonly number[]): TrainingRows {
  const { table, texts } = data;
  if (texts !== undefined) return rows.map((i) => texts[i] ?? "");
  if (table === undefined) return matrixOf(learning, data, rows);
  const names = learning.columns ?? Object.keys(table);
  return rows.map((i) => Object.fromEntries(names.map((name) => [name, table[name]?.[i] ?? null])));
}

function matrixOf(learning: LearningCase, data: Dataset, rows: readonly number[]): MatrixRows {
  const columns = data.columns.length;
  const numbers = new Float64Array(rows.length * columns);
  for (const [to, from] of rows.entries()) {
    for (let j = 0; j < columns; j++) numbers[to * columns + j] = data.X[from * columns + j] ?? 0;
  }
  const matrix = { data: numbers, rows: rows.length, columns };
  return learning.names === true ? { ...matrix, names: data.columns } : matrix;
}

/** The attributes of a written object, read again: name → value. */
export function writtenAttributes(pickle: Uint8Array): ReadonlyMap<string, PyValue> {
  const object = readPickle(pickle);
  if (!(object instanceof PyObject) || !(object.state instanceof Map)) {
    throw new Error("it is no object with attributes");
  }
  return object.state as ReadonlyMap<string, PyValue>;
}

/** What a value is, without its numbers: the words of `kind` in fit.py. */
export function kindOf(value: PyValue, depth = 0): Kind {
  if (value instanceof NumpyScalar) return kindOf(value.value, depth);
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number" || typeof value === "bigint") return "int";
  if (typeof value === "string") return "str";
  if (value instanceof PyFloat) return "float";
  if (value instanceof NdArray) return `${value.dtype.text}[${value.shape.join(", ")}]`;
  if (Array.isArray(value)) return ["list", ...value.slice(0, 12).map((v) => kindOf(v, depth + 1))];
  if (value instanceof PyTuple) {
    return ["tuple", ...value.items.slice(0, 12).map((v) => kindOf(v, depth + 1))];
  }
  if (value instanceof Map) return ["dict", entryKinds(value, depth)];
  if (value instanceof PyGlobal) return value.path;
  if (value instanceof PySlice) return ["builtins.slice", null];
  if (value instanceof PySet) return ["builtins.set", null];
  if (value instanceof Dtype) return `dtype ${value.text}`;
  if (value instanceof SklearnTree) return treeKind(value, depth);
  if (!(value instanceof PyObject)) throw new Error("it is of another kind");
  const { path } = value.global;
  if (depth > 6) return path;
  const { state } = value;
  const isKept = state instanceof Map || state instanceof PyTuple;
  return [path, isKept ? kindOf(state, depth + 1) : null];
}

function entryKinds(map: ReadonlyMap<PyValue, PyValue>, depth: number): Kind {
  const entries = [...map].slice(0, 80);
  return Object.fromEntries(
    entries.map(([key, item]) => [keyText(key), kindOf(item, depth + 1)] as const),
  );
}

function keyText(key: PyValue): string {
  return key instanceof PyFloat ? String(key.value) : String(key);
}

function treeKind(tree: SklearnTree, depth: number): Kind {
  if (depth > 6) return tree.global.path;
  const state = new Map<PyValue, PyValue>([
    ["max_depth", tree.maxDepth],
    ["node_count", tree.nodeCount],
    ["nodes", tree.nodes],
    ["values", tree.values],
  ]);
  return [tree.global.path, kindOf(state, depth + 1)];
}

/** The trees of histogram gradient boosting, round by round: nodes and sets of categories. */
function boostedNodes(rounds: readonly PyValue[]): unknown {
  return rounds.map((trees) =>
    (trees as readonly PyValue[]).map((tree) => {
      const nodes = stateOf(tree).get("nodes");
      const sets = ["raw_left_cat_bitsets", "binned_left_cat_bitsets"].map((name) => {
        return numbersOf(stateOf(tree).get(name));
      });
      return [nodes instanceof NdArray ? elements(nodes).map(record) : null, ...sets];
    }),
  );
}

function record(value: PyValue): unknown {
  return value instanceof PyTuple ? value.items.map(plain) : value;
}

/** The numbers and texts of an attribute as nested lists; undefined for what has none. */
export function numbersOf(value: PyValue | undefined): unknown {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), plain(item)]);
  if (value instanceof NdArray) return nested(elements(value).map(plain), value.shape);
  if (value instanceof SklearnTree) return treeNodes(value);
  if (Array.isArray(value) && Array.isArray(value[0])) return boostedNodes(value);
  if (Array.isArray(value) && value.every(isFittedTree)) {
    return value.map((tree) => numbersOf(stateOf(tree).get("tree_")));
  }
  return value === undefined ? undefined : plain(value);
}

function isFittedTree(value: PyValue): boolean {
  return stateOf(value).get("tree_") instanceof SklearnTree;
}

function stateOf(value: PyValue): ReadonlyMap<PyValue, PyValue> {
  return value instanceof PyObject && value.state instanceof Map ? value.state : new Map();
}

/** The nodes of a compiled tree, a row each, then its value: `tree_nodes` of fit.py. */
function treeNodes(tree: SklearnTree): unknown {
  const fields = (tree.nodes.dtype.fields ?? []).filter(
    ({ name }) => name !== "missing_go_to_left",
  );
  const { bytes } = tree.nodes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = tree.nodes.dtype.itemSize;
  const values = elements(tree.values).map(plain);
  const width = values.length / tree.nodeCount;
  return Array.from({ length: tree.nodeCount }, (_, node) => [
    ...fields.map(({ dtype, offset }) => {
      const at = node * size + offset;
      return dtype.code === "f" ? view.getFloat64(at, true) : Number(view.getBigInt64(at, true));
    }),
    ...values.slice(node * width, (node + 1) * width),
  ]);
}

function plain(value: PyValue): unknown {
  if (value instanceof NumpyScalar) return plain(value.value);
  return value instanceof PyFloat ? value.value : value;
}

function nested(values: readonly unknown[], shape: readonly number[]): unknown {
  const [, ...inner] = shape;
  if (inner.length === 0) return values;
  const size = inner.reduce((a, b) => a * b, 1);
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => {
    return nested(values.slice(i * size, (i + 1) * size), inner);
  });
}
