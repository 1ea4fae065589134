// Encoders: categories as columns of ones, or as their numbers.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import type { PyValue } from "../../objects/values.ts";
import { type Categories, categoriesOf, columnsOf } from "../columns.ts";
import { since } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, labelArray, objectArray } from "../python.ts";
import { refuseWeights } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface OneHotEncoderParameters {
  /** A category that was not seen: "error" (unless told), or "ignore", which makes all its columns 0. */
  readonly handleUnknown?: "error" | "ignore";
  /** Leaves out a column: the "first" of each, or that of columns with two categories. */
  readonly drop?: "first" | "if_binary" | null;
  /** Whether answers are sparse; true unless told. */
  readonly sparseOutput?: boolean;
}

/** A column of ones and zeros for each category of each column. */
export class OneHotEncoder extends Transformer<OneHotEncoderParameters> {
  constructor(params: OneHotEncoderParameters = {}) {
    super(pythonClass("preprocessing.OneHotEncoder"), params, [
      "handleUnknown",
      "drop",
      "sparseOutput",
    ]);
    checkChoice(this.className, "handleUnknown", params.handleUnknown, ["error", "ignore"]);
    checkChoice(this.className, "drop", params.drop, ["first", "if_binary", null]);
  }

  /** @see sklearn/preprocessing/_encoders.py `OneHotEncoder.fit` */
  protected learn(data: TrainingData): Learned {
    refuseWeights(data.weights, this.className);
    const categories = learnCategories(data, this.className);
    const { drop = null } = this.params;
    const dropped = categories.map(({ values }) => {
      return drop === "first" || (drop === "if_binary" && values.length === 2) ? 0 : null;
    });
    const widths = categories.map(({ values }, j) => values.length - (dropped[j] === null ? 0 : 1));
    const indices = drop === null ? null : objectArray(dropped);
    return (dialect) => [
      ["categories_", categories.map(categoryArray)],
      ["_infrequent_enabled", false],
      ...(since(dialect, "1.4") ? [["_drop_idx_after_grouping", indices] as const] : []),
      ["drop_idx_", indices],
      ["_n_features_outs", widths],
    ];
  }
}

/** scikit-learn's parameters of the same names in snake_case. */
export interface OrdinalEncoderParameters {
  /** A category that was not seen: "error" (unless told), or the number `unknownValue`. */
  readonly handleUnknown?: "error" | "use_encoded_value";
  readonly unknownValue?: number;
}

/** Each category as its place in the sorted list of its column's categories; missing values stay missing. */
export class OrdinalEncoder extends Transformer<OrdinalEncoderParameters> {
  constructor(params: OrdinalEncoderParameters = {}) {
    super(pythonClass("preprocessing.OrdinalEncoder"), params, ["handleUnknown", "unknownValue"]);
    const { handleUnknown, unknownValue } = params;
    checkChoice(this.className, "handleUnknown", handleUnknown, ["error", "use_encoded_value"]);
    if ((handleUnknown === "use_encoded_value") === (unknownValue !== undefined)) return;
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "unknownValue",
      reason: 'it belongs to handleUnknown: "use_encoded_value", and that to it',
      advice: "Give both, such as unknownValue: -1, or neither.",
    });
  }

  /** @see sklearn/preprocessing/_encoders.py `OrdinalEncoder.fit` */
  protected learn(data: TrainingData): Learned {
    refuseWeights(data.weights, this.className);
    const categories = learnCategories(data, this.className);
    for (const { values } of categories) this.#checkUnknown(values);
    const missing = new Map<PyValue, PyValue>();
    for (const [j, { values, hasMissing, type }] of categories.entries()) {
      // None of texts is not among them: scikit-learn looks for NaN alone.
      if (hasMissing && type === "float") missing.set(j, values.length - 1);
    }
    return (dialect) => [
      ["categories_", categories.map(categoryArray)],
      ...(since(dialect, "1.4") ? [["_infrequent_enabled", false] as const] : []),
      ["_missing_indices", missing],
    ];
  }

  #checkUnknown(values: readonly Cell[]): void {
    const { unknownValue } = this.params;
    if (unknownValue === undefined || Number.isNaN(unknownValue)) return;
    if (unknownValue < 0 || unknownValue >= values.length) return;
    throw new PicklejarError("TRAIN_PARAMETER", {
      className: this.className,
      parameter: "unknownValue",
      reason: `${unknownValue} is the number of a known category`,
      advice: "Give a number that no category has, such as -1.",
    });
  }
}

function learnCategories(data: TrainingData, className: string): Categories[] {
  return columnsOf(data.samples, className).map((cells, j) => {
    return categoriesOf(cells, data.names?.[j] ?? String(j), className);
  });
}

/** `categories_` of one column: missing texts are None, missing numbers NaN. */
function categoryArray({ type, values }: Categories): PyValue {
  if (type === "float") return floatArray(values.map((value) => Number(value ?? Number.NaN)));
  return labelArray({ type, values });
}

/** @throws TRAIN_PARAMETER for a value that is none of the choices */
export function checkChoice(
  className: string,
  parameter: string,
  value: unknown,
  choices: readonly (string | null)[],
): void {
  if (value === undefined || choices.includes(value as string | null)) return;
  throw new PicklejarError("TRAIN_PARAMETER", {
    className,
    parameter,
    reason: `${JSON.stringify(value)} is none of its values`,
    advice: `Give ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}.`,
  });
}
