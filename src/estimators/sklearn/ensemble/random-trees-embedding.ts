// RandomTreesEmbedding: the leaves that random trees lead to, each as a column of 0 or 1.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { inputNames } from "../../output-names.ts";
import { type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { Ensemble } from "../../trees/ensemble.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import { layOutOwnTree, mostNodes, treeSource, treeTakesMissing } from "../../trees/tree-model.ts";
import { sumOfTrees, TreePacker, withOneValue } from "../../trees/tree-sums.ts";

/** @see sklearn/ensemble/_forest.py `RandomTreesEmbedding.transform` */
export function readRandomTreesEmbedding(state: State): Estimator {
  const members = state
    .list("estimators_")
    .map((value, i) => state.member(`estimators_[${i}]`, value));
  const [firstMember] = members;
  if (firstMember === undefined) throw state.mismatch("estimators_", "a list of trees", "empty");
  const { nFeatures: features } = treeSource(firstMember);
  const ensemble = packLeaves(state, members, features);
  const encoder = state.estimator("one_hot_encoder_");
  const encode = encoder.transform;
  const count = members.length;
  if (encode === undefined || encoder.inputs.width !== count) {
    throw state.mismatch("one_hot_encoder_", `an encoder of ${count} columns`, "another");
  }
  const inputs = state.numberInputs(features, { missing: treeTakesMissing(firstMember) });
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
    hints: () => ensembleHints(ensemble, features),
    ...(outputNames && {
      outputNames: (given) => {
        if (given !== null) inputNames(given, rule);
        return outputNames(Array.from({ length: count }, (_, j) => `${prefix}_${j}`));
      },
    }),
    transform(samples: Samples) {
      const data = sumOfTrees(ensemble, samples, rule);
      return encode({ kind: "dense", rows: sampleCount(samples), columns: count, data });
    },
  };
}

/** Every tree says into a column of its own where a row ends: the file's number of the leaf. */
function packLeaves(state: State, members: readonly State[], features: number): Ensemble {
  const shape = { features, width: 1, nodes: mostNodes(members), memory: state.memory };
  const packer = new TreePacker(shape, members.length);
  for (const [i, member] of members.entries()) {
    const tree = layOutOwnTree(member, packer);
    if (tree.features !== features) throw state.invalid(`estimators_[${i}] has other features`);
    packer.add(withOneValue(tree, (leaf) => tree.leafNodes[leaf] ?? 0));
  }
  return packer.build();
}
