// The names of what an ensemble's members answer: the class, the member, and a number where it gives several columns.

import type { NumberRule } from "../../inputs.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";

/**
 * `votingclassifier_tree0`, `votingclassifier_tree1`, or `votingregressor_tree` alone.
 *
 * @see sklearn/ensemble/_voting.py `VotingClassifier.get_feature_names_out`
 */
export function blockNames(
  rule: NumberRule,
  blocks: readonly { readonly name: string; readonly width: number }[],
  options: { readonly numbersOne: boolean } = { numbersOne: false },
): OutputNames {
  const prefix = rule.className.toLowerCase();
  return (given) => {
    if (given !== null) inputNames(given, rule);
    return blocks.flatMap(({ name, width }) => {
      if (width === 1 && !options.numbersOne) return [`${prefix}_${name}`];
      return Array.from({ length: width }, (_, k) => `${prefix}_${name}${k}`);
    });
  };
}
