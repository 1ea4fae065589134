// What a loaded model answers, in plain JavaScript values.

import type { Cell } from "../estimators/samples.ts";
import type { Signature } from "../signature/signature.ts";

/** One record as a request gives it: values by field name, or by position. */
export type InputRow =
  | Readonly<Record<string, unknown>>
  | ReadonlyMap<string, unknown>
  | readonly unknown[]
  | string;

/** A plain answer: a number or label, or an array of them for several outputs. */
export type PredictedValue = Cell | readonly PredictedValue[];

/** The answer for one row. */
export interface Prediction {
  readonly prediction: PredictedValue;
  /** For classifiers with `predict_proba`: label and probability in [0, 1], in the order of `classes_`; one list per output. */
  readonly probabilities?: readonly { readonly label: Cell; readonly probability: number }[];
  /** What the caller should know, such as a value that is not a finite number. */
  readonly warnings?: readonly string[];
}

/** A model file that was read, checked and made ready to answer. */
export interface Model {
  /** File name without folder. */
  readonly name: string;
  /** Hex sha256 of the file. */
  readonly sha256: string;
  /** Size of the file, bytes. */
  readonly bytes: number;
  readonly signature: Signature;
  /** One line about the estimator: `RandomForestClassifier`, `Pipeline: StandardScaler → LogisticRegression`. */
  readonly summary: string;
  /** scikit-learn's version that wrote the file; null when the file does not tell. */
  readonly writtenBy: string | null;
  /** @throws INPUT_INVALID with one issue per field, paths beginning with the row's number when there are several rows */
  predict(rows: readonly InputRow[]): Promise<Prediction[]>;
  predictSync(rows: readonly InputRow[]): Prediction[];
}
