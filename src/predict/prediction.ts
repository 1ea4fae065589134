// What a loaded model answers, in plain JavaScript values.

import type { Library } from "../estimators/estimator.ts";
import type { ModelMemory } from "../estimators/kernels/model-memory.ts";
import type { Cell, Samples } from "../estimators/samples.ts";
import type { ModelFile } from "../objects/model-file.ts";
import type { RowParser } from "../signature/parse.ts";
import type { Signature } from "../signature/signature.ts";
import type { LoadOptions } from "./load-options.ts";

/** One record as a request gives it: values by field name, or by position. */
export type InputRow =
  | Readonly<Record<string, unknown>>
  | ReadonlyMap<string, unknown>
  | readonly unknown[]
  | string;

/**
 * A plain answer: a number or label; an array of them for several outputs or a transformer's row, which is
 * a list of [index, value] pairs where the transformer answers with a sparse matrix. null = not a finite number.
 */
export type PredictedValue = Cell | readonly PredictedValue[];

/** One class of a classifier with its probability in [0, 1]; NaN where the model gives no number. */
export interface LabelProbability {
  readonly label: Cell;
  readonly probability: number;
}

/** The answer for one row. */
export interface Prediction {
  readonly prediction: PredictedValue;
  /** For classifiers with `predict_proba` and one output, in the order of `classes_`. */
  readonly probabilities?: readonly LabelProbability[];
  /** The same for classifiers with several outputs: one list per output. */
  readonly outputProbabilities?: readonly (readonly LabelProbability[])[];
  /** What the caller should know, such as a value that is not a finite number. */
  readonly warnings?: readonly string[];
}

export interface PredictOptions {
  /** The most rows of one call; no bound unless told. @throws INPUT_ROWS */
  readonly maxRows?: number;
  /** Ends `predict` before all of many rows are answered. @throws the signal's reason */
  readonly signal?: AbortSignal;
}

/** What long inputs work with: the judge of rows, and the estimator behind it. */
export interface Scoring {
  readonly parser: RowParser;
  /**
   * One prediction per sample.
   *
   * @param warnings  by sample: what the answer should say already
   * @throws INPUT_NOT_FINITE, INPUT_KIND, INPUT_CATEGORY where scikit-learn would raise
   */
  predict(
    samples: Samples,
    warnings: ReadonlyMap<number, readonly string[]>,
    options: ScoringOptions,
  ): Prediction[];
  /** What the model was loaded from, to load it once more elsewhere; absent where it was not made from a file. */
  readonly origin?: ModelOrigin;
  /** The large arrays of its estimators, which other threads can read. */
  readonly arrays?: ModelMemory;
}

/** The bytes of a model's files, and how they were read, in values that can be sent to another thread. */
export interface ModelOrigin {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** What each of several files is for; null where the only one is the model. */
  readonly parts: OriginParts | null;
  readonly options: Omit<LoadOptions, "name" | "names">;
  /** Names that are inert; one with a meaning in code cannot be sent. */
  readonly inert: readonly string[];
}

/** What several files are for. */
export interface OriginParts {
  /** `file` is an index of the origin's files. */
  readonly places: readonly {
    readonly place: readonly string[];
    readonly file: number;
    readonly part?: string;
  }[];
  readonly steps: readonly string[];
}

export interface ScoringOptions {
  /** Whether the probabilities of the classes are asked for. */
  readonly probabilities: boolean;
}

/** A model file that was read, checked and made ready to answer. */
export interface Model {
  /** File name without folder; of several files that of the one that answers. */
  readonly name: string;
  /** Hex sha256 of the file; of several files that of their sha256s, one per line in the order of the config. */
  readonly sha256: string;
  /** Size of the file, or of all files, bytes. */
  readonly bytes: number;
  /** What it is for, as its project says. */
  readonly description?: string;
  /** Of several files each one. */
  readonly files?: readonly { readonly name: string; readonly sha256: string }[];
  readonly signature: Signature;
  /** One line: `RandomForestClassifier`, `Pipeline: StandardScaler → SVC`, `scaler (StandardScaler) → model (SVC)`. */
  readonly summary: string;
  /** scikit-learn's version that wrote the file; null when the file does not tell. */
  readonly writtenBy: string | null;
  /** Libraries besides scikit-learn that fitted it, as far as the file tells. */
  readonly libraries?: readonly Library[];
  /** Whether the answer for one row depends a little on the rows that are asked with it. */
  readonly rowsTogether?: boolean;
  /** What was read, as data; absent where the model was not made from a file. */
  readonly document?: ModelFile;
  /** How rows are scored in bulk. */
  readonly scoring: Scoring;
  /**
   * One prediction per row. Rows from forms and query strings go through `formRow` (signature/form.ts)
   * and are judged by the same rules as JSON.
   *
   * @throws INPUT_INVALID with one issue per field, paths beginning with the row's number when there are several rows
   */
  predict(rows: readonly InputRow[], options?: PredictOptions): Promise<Prediction[]>;
  predictSync(rows: readonly InputRow[], options?: PredictOptions): Prediction[];
}
