// Stacking: what the members answer, and perhaps the samples too, is what the final estimator is asked.

import { answersOf } from "../../delegation.ts";
import type { Estimator, Labels } from "../../estimator.ts";
import { floatMatrix, samplesOf, takeLabels } from "../../results.ts";
import type { ArrayResult, Samples } from "../../samples.ts";
import type { State } from "../../state.ts";
import { encodedClasses } from "./encoded-classes.ts";
import { answerBlock, labelBlock } from "./stacked-blocks.ts";
import { readStacking } from "./stacked-members.ts";

/** @see sklearn/ensemble/_stacking.py `StackingRegressor` */
export function readStackingRegressor(state: State): Estimator {
  const { common, final, transform } = readStacking(state, (member, method) =>
    answerBlock(member, method, false),
  );
  const { predict } = answersOf(final, (samples) => samplesOf(transform(samples)));
  if (predict === undefined || final.outputs !== 1) {
    throw state.mismatch("final_estimator_", "a regressor of one output", `a ${final.className}`);
  }
  return { ...common, role: "regressor", classes: null, predict, transform };
}

/** @see sklearn/ensemble/_stacking.py `StackingClassifier` */
export function readStackingClassifier(state: State): Estimator {
  if (state.isList("classes_")) return readStackedLabels(state);
  const labels = state.labels("classes_");
  const isBinary = labels.values.length === 2;
  const { common, final, transform } = readStacking(state, (member, method) =>
    answerBlock(member, method, isBinary),
  );
  const prepare = (samples: Samples) => samplesOf(transform(samples));
  const { predict, predictProba, decisionFunction } = answersOf(final, prepare);
  const positions = encodedClasses(state, final, labels.values.length);
  if (positions.length !== labels.values.length || predict === undefined) {
    throw state.invalid(`its final estimator knows ${positions.length} of its classes`);
  }
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    // The final estimator was fitted on the positions of labels.
    predict: (samples) => takeLabels(labels, Int32Array.from(predict(samples).data, Number)),
    ...(predictProba && { predictProba }),
    ...(decisionFunction && { decisionFunction }),
    transform,
  };
}

/** Several labels per row, since 1.2. */
function readStackedLabels(state: State): Estimator {
  const outputs = state.list("classes_").length;
  const classes = state.labelLists("classes_", outputs);
  const { common, final, transform } = readStacking(state, (member, method) =>
    labelBlock(member, method, outputs),
  );
  const prepare = (samples: Samples) => samplesOf(transform(samples));
  const { predict, predictProba, decisionFunction } = answersOf(final, prepare);
  if (predict === undefined || final.outputs !== outputs) {
    const expected = `a classifier of ${outputs} outputs`;
    throw state.mismatch("final_estimator_", expected, `a ${final.className} of ${final.outputs}`);
  }
  // One list of classes for each output, where the final estimator does not answer yes or no for each.
  const isEach = final.classes?.length === outputs;
  return {
    ...common,
    role: "classifier",
    classes,
    outputs,
    predict: (samples) => labelColumns(predict(samples), classes),
    ...(predictProba &&
      isEach && { predictProba: (samples) => firstShares(predictProba(samples)) }),
    ...(decisionFunction && { decisionFunction }),
    transform,
  };
}

/** The labels at the positions that the final estimator was fitted on. */
function labelColumns({ data, shape }: ArrayResult, classes: readonly Labels[]): ArrayResult {
  const cells = Array.from(data, (position, i) => {
    return classes[i % classes.length]?.values[Number(position)] ?? null;
  });
  return { kind: "array", shape, type: classes[0]?.type ?? "object", data: cells };
}

/** The share of the first class of each output, which is what scikit-learn answers. */
function firstShares(answer: ArrayResult | readonly ArrayResult[]): ArrayResult {
  const parts = "kind" in answer ? [answer] : answer;
  const rows = parts[0]?.shape[0] ?? 0;
  const data = new Float64Array(rows * parts.length);
  for (const [k, { data: shares, shape }] of parts.entries()) {
    for (let row = 0; row < rows; row++) {
      data[row * parts.length + k] = Number(shares[row * (shape[1] ?? 1)]);
    }
  }
  return floatMatrix(data, rows, parts.length);
}
