// What loading a model may be told beyond its file.

import { OwnCode } from "../estimators/own-code.ts";
import type { OwnNames } from "../estimators/own-names.ts";
import type { ReadOptions } from "../objects/model-file.ts";
import type { AnswerConfig, ExamplesConfig, FieldsConfig } from "../signature/field-config.ts";
import { plainEstimator } from "./plain.ts";

export interface LoadOptions extends Pick<ReadOptions, "limits" | "name"> {
  /** Which estimator answers, where the file holds several: `model`, `1`, `models.forest`. */
  readonly part?: string;
  /** What is known of the inputs beyond what the model tells. */
  readonly fields?: FieldsConfig;
  /** How the answer is shown; a list where the model answers several values. */
  readonly answer?: AnswerConfig | readonly AnswerConfig[];
  /** Records to start from, by the fields' names; the first one gives the fields' examples. */
  readonly examples?: ExamplesConfig;
  /** Names in the file that only your own code knows: inert, or with what they mean. */
  readonly names?: OwnNames;
}

/** The project's code by the names of the file; null where it has none. */
export function ownCode({ names }: Pick<LoadOptions, "names">): OwnCode | null {
  return names === undefined ? null : new OwnCode(names, plainEstimator);
}

/** The names that stay records, whether they have a meaning of the project's own or none. */
export function declaredNames({ names }: Pick<LoadOptions, "names">): ReadonlySet<string> {
  return new Set(Object.keys(names ?? {}));
}
