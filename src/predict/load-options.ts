// What loading a model may be told beyond its file.

import { OwnCode } from "../estimators/own-code.ts";
import type { OwnNames } from "../estimators/own-names.ts";
import type { ReadOptions } from "../objects/model-file.ts";
import { trustOf } from "../objects/trust.ts";
import { ConfigProblems } from "../signature/config-problems.ts";
import type { AnswerConfig, ExamplesConfig, FieldsConfig } from "../signature/field-config.ts";
import { plainEstimator } from "./plain.ts";

export interface LoadOptions extends Pick<ReadOptions, "limits" | "name"> {
  /** Which estimator answers, where the file holds several: `model`, `1`, `models.forest`. */
  readonly part?: string;
  /** What the model is for, in a sentence or two. */
  readonly description?: string;
  /** What is known of the inputs beyond what the model tells. */
  readonly fields?: FieldsConfig;
  /** How the answer is shown; a list where the model answers several values. */
  readonly answer?: AnswerConfig | readonly AnswerConfig[];
  /** Records to start from, by the fields' names; the first one gives the fields' examples. */
  readonly examples?: ExamplesConfig;
  /** Names in the file that only your own code knows: inert, or with what they mean. */
  readonly names?: OwnNames;
}

/**
 * The project's code by the names of the file; null where it has none.
 *
 * @throws CONFIG_INVALID for names that mean something already
 */
export function ownCode({ names }: Pick<LoadOptions, "names">): OwnCode | null {
  if (names === undefined) return null;
  const problems = new ConfigProblems();
  for (const name of Object.keys(names)) {
    if (isKnown(name))
      problems.add(["names", name], "CONFIG_VALUE", "is known: it means what it means");
  }
  problems.check();
  return new OwnCode(names, plainEstimator);
}

/** Whether the table of names says what a name means, whichever part of it is the module. */
function isKnown(path: string): boolean {
  const words = path.split(".").slice(0, 20);
  return words.some((_, i) => {
    const [module, name] = [words.slice(0, i).join("."), words.slice(i).join(".")];
    return trustOf(module, name).kind !== "absent";
  });
}

/** The names that stay records, whether they have a meaning of the project's own or none. */
export function declaredNames({ names }: Pick<LoadOptions, "names">): ReadonlySet<string> {
  return new Set(Object.keys(names ?? {}));
}
