// ColumnTransformer: each group of columns by a transformer of its own.

import { PicklejarError } from "../../errors.ts";
import type { Matrix, Result, Samples } from "../../estimators/samples.ts";
import { PySlice, PyTuple, type PyValue } from "../../objects/values.ts";
import { type Dialect, since, sklearnVersion } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { changedPart, type ParameterChanges, sortChanges } from "../parameter-paths.ts";
import { defaultParameters, pythonClass } from "../parameters.ts";
import { nameArray, pyFloat, pyObject } from "../python.ts";
import { type Learned, Trainable } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { checkNames } from "./pipeline.ts";

/** Columns by name, or by position where there are no names. One alone, not in a list, is for vectorizers: its texts. */
export type ColumnChoice = readonly string[] | readonly number[] | string | number;

/** What becomes of a group of columns. */
export type ColumnGroup = readonly [
  name: string,
  transformer: Trainable | "drop" | "passthrough",
  columns: ColumnChoice,
];

export interface ColumnTransformerParameters {
  /** What becomes of the columns of no group: "drop" unless told. */
  readonly remainder?: "drop" | "passthrough";
  /** Answers of which less than this share is not zero are sparse, where a part is; 0.3 unless told. */
  readonly sparseThreshold?: number;
}

const ownNames = ["remainder", "sparseThreshold"] as const;

const python = pythonClass("compose.ColumnTransformer");

/**
 * Groups of columns, transformed side by side.
 *
 * @example
 * new ColumnTransformer([
 *   ["numbers", new StandardScaler(), ["age", "income"]],
 *   ["categories", new OneHotEncoder({ handleUnknown: "ignore" }), ["city"]],
 * ])
 */
export class ColumnTransformer extends Transformer<ColumnTransformerParameters> {
  readonly transformers: readonly ColumnGroup[];

  /** @throws TRAIN_PARAMETER */
  constructor(transformers: readonly ColumnGroup[], params: ColumnTransformerParameters = {}) {
    super(python, params, ownNames);
    this.transformers = transformers;
    checkNames(this.className, transformers);
  }

  override clone(changes: ParameterChanges = {}): this {
    const names = this.transformers.map(([name]) => name);
    const sorted = sortChanges(this.className, changes, names, ownNames);
    const groups = this.transformers.map(([name, part, columns]): ColumnGroup => {
      return [name, changedPart(this.className, name, part, sorted), columns];
    });
    return new ColumnTransformer(groups, { ...this.params, ...sorted.own }) as this;
  }

  /** @see sklearn/compose/_column_transformer.py `ColumnTransformer.fit_transform` */
  protected learn(data: TrainingData): Learned {
    const width = widthOf(data.samples);
    const groups = this.transformers.map(([name, transformer, columns]) => {
      return { name, transformer, columns, indices: this.#indices(columns, data, width) };
    });
    const used = new Set(groups.flatMap(({ indices }) => indices));
    const rest = Array.from({ length: width }, (_, j) => j).filter((j) => !used.has(j));
    const answers = groups.map(({ transformer, columns, indices }) => {
      if (!(transformer instanceof Trainable)) {
        return { sparse: false, width: transformer === "drop" ? 0 : indices.length, filled: 0 };
      }
      const part = isAlone(columns) ? textsOf(data, indices) : subset(data, indices);
      transformer.fitSamples({ ...data, ...part, weights: null });
      return this.#answerOf(transformer, part.samples);
    });
    const passed = this.params.remainder === "passthrough" ? rest.length : 0;
    const sparse = this.#isSparse(answers, passed, data.rows);
    const { names } = data;
    return (dialect) => [
      ["_columns", groups.map(({ columns }) => pythonColumns(columns))],
      ["_transformer_to_input_indices", inputIndices(groups, rest)],
      ...(since(dialect, "1.4") ? [] : [["_n_features", width] as const]),
      ["_remainder", this.#remainder(dialect, rest, names)],
      ["sparse_output_", sparse],
      ...(since(dialect, "1.4") ? [] : [this.#passed(dialect, groups, rest, names)]),
      ["transformers_", this.#fittedGroups(dialect, groups, rest, names)],
      [
        "output_indices_",
        outputIndices(
          groups.map((group, i) => [group.name, answers[i]?.width ?? 0]),
          passed,
        ),
      ],
    ];
  }

  protected override parameters(dialect: Dialect): Map<string, PyValue> {
    const { remainder, sparseThreshold } = this.params;
    const groups = this.transformers.map(([name, transformer, columns]) => {
      const part =
        transformer instanceof Trainable ? transformer.toUnfittedPython(dialect) : transformer;
      return new PyTuple([name, part, pythonColumns(columns)]);
    });
    return new Map<string, PyValue>([
      ...defaultParameters(python, dialect),
      ["transformers", groups],
      ...(remainder === undefined ? [] : [["remainder", remainder] as const]),
      ...(sparseThreshold === undefined
        ? []
        : [["sparse_threshold", pyFloat(sparseThreshold)] as const]),
    ]);
  }

  #indices(columns: ColumnChoice, { names }: TrainingData, width: number): readonly number[] {
    const chosen = isAlone(columns) ? [columns] : columns;
    return chosen.map((column) => {
      const index = typeof column === "number" ? column : (names?.indexOf(column) ?? -1);
      if (Number.isInteger(index) && index >= 0 && index < width) return index;
      throw new PicklejarError("TRAIN_DATA", {
        className: this.className,
        reason: `there is no column ${JSON.stringify(column)}`,
        advice:
          names === null ? `Give positions below ${width}.` : `There are ${names.join(", ")}.`,
      });
    });
  }

  #answerOf(transformer: Trainable, samples: Samples): Answer {
    const { fitted } = transformer;
    const result = fitted.transform?.(samples);
    if (result !== undefined) return answerOf(result);
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: transformer.className,
      reason: "it transforms nothing",
      advice: 'Give transformers, "drop" or "passthrough".',
    });
  }

  #isSparse(answers: readonly Answer[], passed: number, rows: number): boolean {
    if (!answers.some(({ sparse }) => sparse)) return false;
    const filled = answers.reduce((sum, answer) => {
      return sum + (answer.sparse ? answer.filled : answer.width * rows);
    }, passed * rows);
    const cells = answers.reduce((sum, { width }) => sum + width, passed) * rows;
    return filled / cells < (this.params.sparseThreshold ?? 0.3);
  }

  #remainder(dialect: Dialect, rest: readonly number[], names: readonly string[] | null): PyTuple {
    const { remainder = "drop" } = this.params;
    return new PyTuple(["remainder", remainder, restColumns(dialect, rest, names)]);
  }

  #fittedGroups(
    dialect: Dialect,
    groups: readonly Group[],
    rest: readonly number[],
    names: readonly string[] | null,
  ): PyValue {
    const fitted = groups.map(({ name, transformer, columns, indices }) => {
      const part = fittedPart(dialect, transformer, indices, names);
      return new PyTuple([name, part, pythonColumns(columns)]);
    });
    if (rest.length === 0) return fitted;
    const part = fittedPart(dialect, this.params.remainder ?? "drop", rest, names);
    return [...fitted, new PyTuple(["remainder", part, restColumns(dialect, rest, names)])];
  }

  /** What 1.2 keeps beside the word "passthrough". */
  #passed(
    dialect: Dialect,
    groups: readonly Group[],
    rest: readonly number[],
    names: readonly string[] | null,
  ): readonly [string, PyValue] {
    const passed = new Map<PyValue, PyValue>();
    for (const { name, transformer, indices } of groups) {
      if (transformer === "passthrough") passed.set(name, identity(dialect, indices, names));
    }
    if (this.params.remainder === "passthrough" && rest.length > 0) {
      passed.set("remainder", identity(dialect, rest, names));
    }
    return ["_name_to_fitted_passthrough", passed];
  }
}

interface Group {
  readonly name: string;
  readonly transformer: Trainable | "drop" | "passthrough";
  readonly columns: ColumnChoice;
  readonly indices: readonly number[];
}

interface Answer {
  readonly sparse: boolean;
  readonly width: number;
  /** Stored numbers, where it is sparse. */
  readonly filled: number;
}

function answerOf(result: Result | { readonly kind: "lists" }): Answer {
  if (result.kind === "sparse") {
    return { sparse: true, width: result.columns, filled: result.values.length };
  }
  if (result.kind === "lists") throw new TypeError("no transformer of columns answers in lists");
  return { sparse: false, width: result.shape[1] ?? 1, filled: 0 };
}

function widthOf(samples: Samples): number {
  if (samples.kind === "table") return samples.columns.length;
  if (samples.kind === "dense") return samples.columns;
  throw new PicklejarError("TRAIN_DATA", {
    className: "ColumnTransformer",
    reason: "its samples have no columns to choose from",
    advice: "Give rows of values: arrays or records.",
  });
}

function isAlone(columns: ColumnChoice): columns is string | number {
  return typeof columns === "string" || typeof columns === "number";
}

function pythonColumns(columns: ColumnChoice): PyValue {
  return isAlone(columns) ? columns : [...columns];
}

/** One column as texts. @throws TRAIN_DATA for anything else in it */
function textsOf(
  { samples, names }: TrainingData,
  [index = 0]: readonly number[],
): { readonly samples: Samples; readonly names: null } {
  const values = samples.kind === "table" ? samples.columns[index]?.values : undefined;
  const texts = Array.from<unknown>(values ?? []).filter((value) => typeof value === "string");
  if (texts.length === values?.length)
    return { samples: { kind: "texts", values: texts }, names: null };
  throw new PicklejarError("TRAIN_DATA", {
    className: "ColumnTransformer",
    reason: `column ${names?.[index] ?? index} stands alone, and does not hold texts only`,
    advice: 'Give columns in a list, such as ["age"]; of texts, "" in the place of missing ones.',
  });
}

/** Some columns of the samples: a matrix where all of them are numbers. */
function subset(
  { samples, names }: TrainingData,
  indices: readonly number[],
): { readonly samples: Samples; readonly names: readonly string[] | null } {
  const chosen = names === null ? null : indices.map((j) => names[j] ?? "");
  if (samples.kind === "dense") return { samples: gathered(samples, indices), names: chosen };
  if (samples.kind !== "table") throw new TypeError("widthOf refuses other samples");
  const columns = indices.map((j) => samples.columns[j] ?? { name: null, values: [] });
  const numeric = columns.map(({ values }) => values).filter((v) => v instanceof Float64Array);
  if (numeric.length < columns.length) {
    return { samples: { kind: "table", rows: samples.rows, columns }, names: chosen };
  }
  const data = new Float64Array(samples.rows * columns.length);
  for (const [j, values] of numeric.entries()) {
    for (let i = 0; i < samples.rows; i++) data[i * columns.length + j] = values[i] ?? 0;
  }
  return {
    samples: { kind: "dense", data, rows: samples.rows, columns: columns.length },
    names: chosen,
  };
}

function gathered(matrix: Matrix, indices: readonly number[]): Matrix {
  const data = new Float64Array(matrix.rows * indices.length);
  for (let i = 0; i < matrix.rows; i++) {
    for (const [to, from] of indices.entries()) {
      data[i * indices.length + to] = matrix.data[i * matrix.columns + from] ?? 0;
    }
  }
  return { kind: "dense", data, rows: matrix.rows, columns: indices.length };
}

function restColumns(
  dialect: Dialect,
  rest: readonly number[],
  names: readonly string[] | null,
): PyValue {
  const named = names !== null && since(dialect, "1.9");
  return rest.map((j) => (named ? (names[j] ?? "") : j));
}

function fittedPart(
  dialect: Dialect,
  transformer: Trainable | "drop" | "passthrough",
  indices: readonly number[],
  names: readonly string[] | null,
): PyValue {
  if (transformer instanceof Trainable) return transformer.toPython(dialect);
  if (transformer === "drop" || !since(dialect, "1.4")) return transformer;
  return identity(dialect, indices, names);
}

/** The FunctionTransformer that stands for "passthrough". */
function identity(
  dialect: Dialect,
  indices: readonly number[],
  names: readonly string[] | null,
): PyValue {
  const functionTransformer = pythonClass("preprocessing.FunctionTransformer");
  return pyObject(functionTransformer.module, functionTransformer.name, [
    ...defaultParameters(functionTransformer, dialect),
    ["accept_sparse", true],
    ["check_inverse", false],
    ["feature_names_out", "one-to-one"],
    ...(names === null
      ? []
      : [["feature_names_in_", nameArray(indices.map((j) => names[j] ?? ""))] as const]),
    ["n_features_in_", indices.length],
    ["_sklearn_output_config", new Map<PyValue, PyValue>([["transform", "default"]])],
    ["_sklearn_version", sklearnVersion(dialect)],
  ]);
}

function inputIndices(groups: readonly Group[], rest: readonly number[]): PyValue {
  const indices = groups.map(({ name, indices: own }): [PyValue, PyValue] => [name, [...own]]);
  return new Map<PyValue, PyValue>([...indices, ["remainder", [...rest]]]);
}

/** Where each group's columns stand in the answer. */
function outputIndices(widths: readonly (readonly [string, number])[], passed: number): PyValue {
  const places = new Map<PyValue, PyValue>();
  let start = 0;
  for (const [name, width] of [...widths, ["remainder", passed] as const]) {
    places.set(
      name,
      width === 0 ? new PySlice(0, 0, null) : new PySlice(start, start + width, null),
    );
    start += width;
  }
  return places;
}
