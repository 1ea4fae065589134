// An estimator that learns. What it learned is held as scikit-learn's own object would hold it, as an inert record; its
// answers come from that record through the same readers that serve model files, so that a model in memory and the file
// it is saved to can never answer differently.

import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { estimatorReader } from "../estimators/estimator-reader.ts";
import type { Samples } from "../estimators/samples.ts";
import type { PyObject, PyValue } from "../objects/values.ts";
import { type PlainEstimator, plainEstimator } from "../predict/plain.ts";
import type { PlainRows } from "../predict/plain-rows.ts";
import { type Dialect, newestDialect, sklearnVersion } from "./dialect.ts";
import { checkParameterNames, type PythonClass, pythonParameters } from "./parameters.ts";
import { type Attributes, nameArray, pyObject } from "./python.ts";
import { sampleWeights } from "./targets.ts";
import { trainedReaders } from "./trained-readers.ts";
import {
  namedSamples,
  type Target,
  type TrainingData,
  type TrainingRows,
} from "./training-data.ts";

/** New values by path, in camelCase: `{ model__C: 10, columns__numbers__fill__strategy: "median" }`. */
export type ParameterChanges = Readonly<Record<string, unknown>>;

/** What `fit` leaves behind: the attributes that end in an underscore, as a dialect's version writes them. */
export type Learned = (dialect: Dialect) => Attributes;

export interface FitOptions {
  /** One weight per row; all count the same unless told. */
  readonly sampleWeight?: ArrayLike<number>;
}

/** How many columns an estimator was fitted on, and what they are called. */
interface Fitted {
  readonly learned: Learned;
  readonly width: number | null;
  readonly names: readonly string[] | null;
}

/**
 * The base of everything in `picklejar/train`.
 *
 * @typeParam Parameters  scikit-learn's constructor parameters in camelCase
 */
export abstract class Trainable<Parameters extends object = object> {
  /** What the constructor was given; everything else has scikit-learn's defaults. */
  readonly params: Readonly<Parameters>;
  readonly #python: PythonClass;
  #fitted: Fitted | null = null;
  #estimator: Estimator | null = null;

  /**
   * @param honoured  the parameters that have their meaning here
   * @throws TRAIN_PARAMETER for a name that scikit-learn's class does not have, or that would be ignored
   */
  constructor(
    python: PythonClass,
    params: Parameters,
    honoured: readonly (keyof Parameters & string)[],
  ) {
    checkParameterNames(python, params, honoured);
    this.#python = python;
    this.params = params;
  }

  /** As in scikit-learn: `RandomForestClassifier`. */
  get className(): string {
    return this.#python.name;
  }

  /**
   * An estimator of the same class with the same parameters, which has learned nothing. Parts are cloned with it.
   *
   * @param changes  parameters that differ, those of parts by path: `{ model__C: 10 }`
   * @throws TRAIN_PARAMETER for names that there are not
   */
  clone(changes: ParameterChanges = {}): this {
    const make = this.constructor as new (params: object) => this;
    return new make({ ...this.params, ...changes });
  }

  /** The parameters as a dialect knows them, where that is not what the constructor was given. */
  protected givenParameters(_dialect: Dialect): Readonly<Record<string, unknown>> {
    return this.params as Readonly<Record<string, unknown>>;
  }

  /** Learns from samples. @throws TRAIN_DATA, TRAIN_PARAMETER */
  protected abstract learn(data: TrainingData): Learned;

  /**
   * Learns from rows.
   *
   * @param X  n rows
   * @param y  n labels or numbers; not needed by transformers and clusterers
   * @throws TRAIN_DATA, TRAIN_PARAMETER
   */
  fit(X: TrainingRows, y?: Target, options: FitOptions = {}): this {
    const named = namedSamples(X, this.className);
    const rows = rowCount(named.samples);
    const weights = sampleWeights(options.sampleWeight, rows, this.className);
    return this.fitSamples({ ...named, rows, target: y ?? null, weights });
  }

  /** As `fit`, for samples that another estimator made. */
  fitSamples(data: TrainingData): this {
    const learned = this.learn(data);
    const { samples, names } = data;
    const width = "columns" in samples ? widthOf(samples) : null;
    this.#fitted = { learned, width, names };
    this.#estimator = null;
    return this;
  }

  /** The fitted object as scikit-learn would pickle it. @throws TRAIN_NOT_FITTED */
  toPython(dialect: Dialect = newestDialect): PyObject {
    const { learned, width, names } = this.#whatWasLearned();
    const inputs = this.keepsInputs(dialect) ? inputAttributes(names, width) : [];
    return pyObject(this.#python.module, this.#python.name, [
      ...this.parameters(dialect, true),
      ...inputs,
      ...learned(dialect),
      ["_sklearn_version", sklearnVersion(dialect)],
    ]);
  }

  /** The object before it learned: the parameters alone, as meta-estimators keep their parts. */
  toUnfittedPython(dialect: Dialect = newestDialect): PyObject {
    const parameters = this.parameters(dialect, false);
    const version = ["_sklearn_version", sklearnVersion(dialect)] as const;
    return pyObject(this.#python.module, this.#python.name, [...parameters, version]);
  }

  /** The estimator that answers, as if read from the saved file. @throws TRAIN_NOT_FITTED */
  get fitted(): Estimator {
    this.#estimator ??= estimatorReader(trainedReaders)(this.toPython());
    return this.#estimator;
  }

  /** The same with plain values in and out. @throws TRAIN_NOT_FITTED */
  get estimator(): PlainEstimator {
    return plainEstimator(this.fitted);
  }

  /** Rows for the fitted estimator's methods. */
  protected plainRows(X: TrainingRows): PlainRows {
    if (Array.isArray(X)) return X as PlainRows;
    return rowsOf(namedSamples(X, this.className).samples);
  }

  /** Whether the object itself keeps the names and the number of its columns. */
  protected keepsInputs(_dialect: Dialect): boolean {
    return true;
  }

  /**
   * The constructor's parameters as the object keeps them.
   *
   * @param fitted  whether parts that learned in place, such as a pipeline's steps, are given as fitted
   */
  protected parameters(dialect: Dialect, _fitted: boolean): Map<string, PyValue> {
    const given = this.givenParameters(dialect);
    return pythonParameters(this.#python, given, dialect, (value) =>
      value instanceof Trainable ? value.toUnfittedPython(dialect) : undefined,
    );
  }

  #whatWasLearned(): Fitted {
    if (this.#fitted === null) {
      throw new PicklejarError("TRAIN_NOT_FITTED", { className: this.className });
    }
    return this.#fitted;
  }
}

function inputAttributes(
  names: readonly string[] | null,
  width: number | null,
): (readonly [string, PyValue])[] {
  return [
    ...(names === null ? [] : [["feature_names_in_", nameArray(names)] as const]),
    ...(width === null ? [] : [["n_features_in_", width] as const]),
  ];
}

function rowCount(samples: Samples): number {
  return samples.kind === "texts" || samples.kind === "labels"
    ? samples.values.length
    : samples.rows;
}

function widthOf(samples: Samples): number | null {
  if (samples.kind === "table") return samples.columns.length;
  return samples.kind === "dense" || samples.kind === "sparse" ? samples.columns : null;
}

function rowsOf(samples: Samples): PlainRows {
  if (samples.kind === "dense") {
    const { data, rows, columns } = samples;
    return Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
  }
  if (samples.kind !== "table") throw new TypeError("texts and sparse rows are rows already");
  return Array.from({ length: samples.rows }, (_, i) => {
    return samples.columns.map(({ values }) => values[i] ?? null);
  });
}
