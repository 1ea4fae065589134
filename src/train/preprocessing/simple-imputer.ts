// SimpleImputer: what stands for a missing value.

import { PicklejarError } from "../../errors.ts";
import type { Cell } from "../../estimators/samples.ts";
import { Dtype } from "../../objects/dtype.ts";
import type { PyValue } from "../../objects/values.ts";
import { byCodePoint, columnsOf } from "../columns.ts";
import { since } from "../dialect.ts";
import { Transformer } from "../kinds.ts";
import { median } from "../median.ts";
import { pythonClass } from "../parameters.ts";
import { floatArray, objectArray, pyFloat } from "../python.ts";
import { refuseWeights } from "../targets.ts";
import type { Learned } from "../trainable.ts";
import type { TrainingData } from "../training-data.ts";
import { checkChoice } from "./encoders.ts";

/** scikit-learn's parameters of the same names in snake_case. */
export interface SimpleImputerParameters {
  /** "mean" unless told; texts take "most_frequent" or "constant". */
  readonly strategy?: "mean" | "median" | "most_frequent" | "constant";
  /** What "constant" fills in; 0 for numbers and "missing_value" for texts unless told. */
  readonly fillValue?: number | string;
}

/** Missing values replaced by a number or text of their column. */
export class SimpleImputer extends Transformer<SimpleImputerParameters> {
  constructor(params: SimpleImputerParameters = {}) {
    super(pythonClass("impute.SimpleImputer"), params, ["strategy", "fillValue"]);
    const strategies = ["mean", "median", "most_frequent", "constant"];
    checkChoice(this.className, "strategy", params.strategy, strategies);
  }

  /** @see sklearn/impute/_base.py `SimpleImputer.fit` */
  protected learn(data: TrainingData): Learned {
    const { strategy = "mean" } = this.params;
    refuseWeights(data.weights, this.className);
    const columns = columnsOf(data.samples, this.className);
    const isNumeric = data.samples.kind === "dense";
    if (!isNumeric && (strategy === "mean" || strategy === "median")) {
      throw this.#unfit(
        `texts have no ${strategy}`,
        'Give strategy: "most_frequent" or "constant".',
      );
    }
    const statistics = columns.map((cells, j) => {
      const values = cells.filter((cell) => cell !== null);
      if (values.length === 0 && strategy !== "constant") {
        const name = data.names?.[j] ?? j;
        throw this.#unfit(`column ${name} holds nothing but missing values`, "Leave it out.");
      }
      return this.#statistic(values, isNumeric);
    });
    const dtype = isNumeric ? new Dtype("f", 8, true, 0) : new Dtype("O", 8, true, 0);
    const numbers = statistics.map(Number);
    const texts = statistics.map((value): PyValue => (isFraction(value) ? pyFloat(value) : value));
    return (dialect) => {
      // A constant is kept as it was given from then on.
      const isKept = strategy === "constant" && since(dialect, "1.9");
      return [
        ["_fit_dtype", dtype],
        ...(since(dialect, "1.9") ? [["_fill_dtype", dtype] as const] : []),
        ["indicator_", null],
        ["statistics_", isNumeric && !isKept ? floatArray(numbers) : objectArray(texts)],
      ];
    };
  }

  #statistic(values: readonly Cell[], isNumeric: boolean): Cell {
    const { strategy = "mean", fillValue } = this.params;
    if (strategy === "constant") return fillValue ?? (isNumeric ? 0 : "missing_value");
    if (strategy === "most_frequent") return mostFrequent(values);
    const numbers = Float64Array.from(values, Number);
    return strategy === "mean" ? mean(numbers) : median(numbers);
  }

  #unfit(reason: string, advice: string): PicklejarError {
    return new PicklejarError("TRAIN_DATA", { className: this.className, reason, advice });
  }
}

function isFraction(value: Cell): value is number {
  return typeof value === "number" && !Number.isSafeInteger(value);
}

function mean(numbers: Float64Array): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** The value met most often; of several the smallest. */
function mostFrequent(values: readonly Cell[]): Cell {
  const counts = new Map<Cell, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: Cell = null;
  let most = 0;
  for (const [value, count] of counts) {
    const isSmaller = count === most && isBefore(value, best);
    if (count > most || isSmaller) [best, most] = [value, count];
  }
  return best;
}

function isBefore(a: Cell, b: Cell): boolean {
  return typeof a === "string" && typeof b === "string"
    ? byCodePoint(a, b) < 0
    : Number(a) < Number(b);
}
