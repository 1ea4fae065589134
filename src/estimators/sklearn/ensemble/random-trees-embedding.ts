// RandomTreesEmbedding: the leaves that random trees lead to, each as a column of 0 or 1.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { inputNames } from "../../output-names.ts";
import { type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { thresholdHints } from "../../trees/tree-hints.ts";
import { readTree, treeTakesMissing } from "../../trees/tree-model.ts";
import { allLeaves } from "../../trees/tree-walk.ts";

/** @see sklearn/ensemble/_forest.py `RandomTreesEmbedding.transform` */
export function readRandomTreesEmbedding(state: State): Estimator {
  const members = state
    .list("estimators_")
    .map((value, i) => state.member(`estimators_[${i}]`, value));
  const trees = members.map(readTree);
  const encoder = state.estimator("one_hot_encoder_");
  const [first] = trees;
  const [firstMember] = members;
  const encode = encoder.transform;
  if (first === undefined || firstMember === undefined)
    throw state.mismatch("estimators_", "a list of trees", "empty");
  if (encode === undefined || encoder.inputs.width !== trees.length) {
    throw state.mismatch("one_hot_encoder_", `an encoder of ${trees.length} columns`, "another");
  }
  const other = trees.findIndex((tree) => tree.features !== first.features);
  if (other >= 0) throw state.invalid(`estimators_[${other}] has other features`);
  const inputs = state.numberInputs(first.features, { missing: treeTakesMissing(firstMember) });
  const rule: NumberRule = { className: state.className, inputs };
  const { transformWidth, outputNames } = encoder;
  const prefix = state.className.toLowerCase();
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(transformWidth !== undefined && { transformWidth }),
    children: [],
    hints: () => thresholdHints(trees, first.features),
    ...(outputNames && {
      outputNames: (given) => {
        if (given !== null) inputNames(given, rule);
        return outputNames(trees.map((_, j) => `${prefix}_${j}`));
      },
    }),
    transform(samples: Samples) {
      const rows = sampleCount(samples);
      const data = new Float64Array(rows * trees.length);
      for (const [j, tree] of trees.entries()) {
        const leaves = allLeaves(tree, samples, rule);
        for (const [row, leaf] of leaves.entries()) {
          data[row * trees.length + j] = tree.leafNodes[leaf] ?? 0;
        }
      }
      return encode({ kind: "dense", rows, columns: trees.length, data });
    },
  };
}
