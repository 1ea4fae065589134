// RandomTreesEmbedding: the leaves that random trees lead to, each as a column of 0 or 1.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import { inputNames } from "../../output-names.ts";
import { type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import type { Ensemble } from "../../trees/ensemble.ts";
import { ensembleHints } from "../../trees/ensemble-hints.ts";
import type { Tree } from "../../trees/tree.ts";
import { mostNodes, readTree, treeTakesMissing } from "../../trees/tree-model.ts";
import { sumOfTrees, TreePacker, type TreesShape } from "../../trees/tree-sums.ts";

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
  const { features } = first;
  const ensemble = packLeaves(trees, {
    features,
    width: 1,
    nodes: mostNodes(members),
    memory: state.memory,
  });
  const count = trees.length;
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
function packLeaves(trees: readonly Tree[], shape: TreesShape): Ensemble {
  const packer = new TreePacker(shape, trees.length);
  for (const tree of trees) {
    packer.add({ ...tree, width: 1, values: Float64Array.from(tree.leafNodes) });
  }
  return packer.build();
}
