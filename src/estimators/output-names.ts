// What the columns of a transformed table are called, as scikit-learn's `get_feature_names_out` calls them.

import type { Estimator } from "./estimator.ts";
import { checkWidth, type NumberRule, wrongKind } from "./inputs.ts";

/** As `Estimator.outputNames`. */
export type OutputNames = (given: readonly string[] | null) => readonly string[];

/**
 * The names of the columns that come in: those that are given, else those of training, else `x0`, `x1`, ….
 *
 * @throws INPUT_KIND for other names than in training, and where nobody knows how many columns there are;
 *   INPUT_WIDTH
 * @see sklearn/utils/validation.py `_check_feature_names_in`
 */
export function inputNames(given: readonly string[] | null, rule: NumberRule): readonly string[] {
  const { names, width } = rule.inputs;
  if (given !== null) {
    checkWidth(given.length, rule);
    if (names === null || names.every((name, j) => given[j] === name)) return given;
    throw wrongKind(rule, "the columns of training", "others");
  }
  if (names !== null) return names;
  if (width === null) throw wrongKind(rule, "the names of its columns", "none");
  return Array.from({ length: width }, (_, j) => `x${j}`);
}

/** Each column keeps its name. */
export function sameNames(rule: NumberRule): OutputNames {
  return (given) => inputNames(given, rule);
}

/** `pca0`, `pca1`, …: the class and a number. */
export function numberedNames(rule: NumberRule, width: number): OutputNames {
  const prefix = rule.className.toLowerCase();
  return (given) => {
    if (given !== null) inputNames(given, rule);
    return Array.from({ length: width }, (_, k) => `${prefix}${k}`);
  };
}

/** The columns that are kept, then a mark for each that may be missing: `age`, `missingindicator_age`. */
export function imputedNames(
  rule: NumberRule,
  kept: readonly number[],
  indicated: readonly number[],
): OutputNames {
  return (given) => {
    const names = inputNames(given, rule);
    const mark = (j: number) => `missingindicator_${names[j] ?? ""}`;
    return [...kept.map((j) => names[j] ?? ""), ...indicated.map(mark)];
  };
}

/** An estimator with the names that its class gives; its own where it has them. */
export function withOutputNames(
  estimator: Estimator,
  scheme: "same" | "numbered" | undefined,
): Estimator {
  const { className, inputs, transformWidth, transform, outputNames } = estimator;
  if (transform === undefined || outputNames !== undefined) return estimator;
  const rule: NumberRule = { className, inputs };
  if (scheme === "same") return { ...estimator, outputNames: sameNames(rule) };
  if (scheme === undefined || transformWidth === undefined) return estimator;
  return { ...estimator, outputNames: numberedNames(rule, transformWidth) };
}
