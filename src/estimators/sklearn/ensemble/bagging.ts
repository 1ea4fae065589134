// Bagging: the mean of members that were fitted on different rows, and perhaps on different columns.

import type { Estimator } from "../../estimator.ts";
import type { NumberRule } from "../../inputs.ts";
import {
  answerNumbers,
  commonInputs,
  mergedHints,
  readMembers,
  withoutNames,
} from "../../members.ts";
import { floatMatrix, floatVector, logOf } from "../../results.ts";
import { type ArrayResult, type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { type Chosen, chosenColumns, readChosen } from "./bagging-columns.ts";
import { type Ask, logAddExp, readLogShares, readShares } from "./bagging-shares.ts";
import { largestClass } from "./boosted-classes.ts";

/** @see sklearn/ensemble/_bagging.py `BaggingRegressor.predict` */
export function readBaggingRegressor(state: State): Estimator {
  const { members, chosen, common, prepare } = readBagging(state);
  const outputs = members[0]?.outputs ?? 1;
  const asks = members.map((member, i): Ask => {
    const { predict } = member;
    if (predict === undefined || member.outputs !== outputs) {
      throw state.invalid(`a ${member.className} in it does not predict ${outputs} numbers`);
    }
    return onColumns((samples) => answerNumbers(predict(samples)), chosen[i]);
  });
  return {
    ...common,
    role: "regressor",
    classes: null,
    outputs,
    predict(samples) {
      const x = prepare(samples);
      const means = meanOf(asks, x, sampleCount(x) * outputs);
      return outputs === 1 ? floatVector(means) : floatMatrix(means, sampleCount(x), outputs);
    },
  };
}

/** @see sklearn/ensemble/_bagging.py `BaggingClassifier` */
export function readBaggingClassifier(state: State): Estimator {
  const { members, chosen, common, prepare } = readBagging(state);
  const labels = state.labels("classes_");
  const count = labels.values.length;
  const asks = members.map((member, i) => onColumns(readShares(state, member, count), chosen[i]));
  const logAsks = members.every((member) => member.predictLogProba !== undefined)
    ? members.map((member, i) => onColumns(readLogShares(state, member, count), chosen[i]))
    : null;
  const predictProba = (samples: Samples): ArrayResult => {
    const x = prepare(samples);
    return floatMatrix(meanOf(asks, x, sampleCount(x) * count), sampleCount(x), count);
  };
  return {
    ...common,
    role: "classifier",
    classes: [labels],
    outputs: 1,
    predict: (samples) => largestClass(labels, predictProba(samples)),
    predictProba,
    predictLogProba: (samples) =>
      logAsks === null ? logOf(predictProba(samples)) : logOfMean(logAsks, prepare(samples), count),
    ...readDecisions(members, chosen, prepare),
  };
}

function readBagging(state: State) {
  const members = readMembers(state, "estimators_");
  const chosen = readChosen(
    state,
    members.map((member) => member.inputs.width),
  );
  const whole = chosen.every((columns) => columns === null);
  const known = commonInputs(state, whole ? members : []);
  const kinds = new Set(members.map(({ inputs }) => inputs.kind));
  const inputs = {
    ...known,
    kind: kinds.size === 1 ? (members[0]?.inputs.kind ?? "table") : "table",
    allowsMissing: members.every((member) => member.inputs.allowsMissing),
  } as const;
  const rule: NumberRule = { className: state.className, inputs };
  const hints = () => mergedHints(members, inputs.width, (i) => chosen[i] ?? null);
  const common = { ...state.description(), inputs, children: [], hints };
  return { members, chosen, common, prepare: (samples: Samples) => withoutNames(samples, rule) };
}

function onColumns(ask: Ask, columns: Chosen = null): Ask {
  return (samples) => ask(chosenColumns(samples, columns));
}

/** The sum of all members' answers in their order, over their number. */
function meanOf(asks: readonly Ask[], samples: Samples, length: number): Float64Array {
  const means = new Float64Array(length);
  for (const ask of asks) {
    for (const [i, value] of ask(samples).entries()) means[i] = (means[i] ?? 0) + value;
  }
  for (const [i, sum] of means.entries()) means[i] = sum / asks.length;
  return means;
}

/** The logarithm of the mean, from the members' logarithms. */
function logOfMean(asks: readonly Ask[], samples: Samples, count: number): ArrayResult {
  const rows = sampleCount(samples);
  const sums = new Float64Array(rows * count).fill(-Infinity);
  for (const ask of asks) {
    for (const [i, log] of ask(samples).entries()) sums[i] = logAddExp(sums[i] ?? 0, log);
  }
  const members = Math.log(asks.length);
  return floatMatrix(
    sums.map((sum) => sum - members),
    rows,
    count,
  );
}

function readDecisions(
  members: readonly Estimator[],
  chosen: readonly Chosen[],
  prepare: (samples: Samples) => Samples,
): Pick<Estimator, "decisionFunction"> {
  const decisions = members.flatMap(({ decisionFunction }) => decisionFunction ?? []);
  if (decisions.length < members.length) return {};
  return {
    decisionFunction(samples) {
      const x = prepare(samples);
      const answers = decisions.map((decide, i) => decide(chosenColumns(x, chosen[i] ?? null)));
      const shape = answers[0]?.shape ?? [0];
      const asks = answers.map(
        (answer): Ask =>
          () =>
            answerNumbers(answer),
      );
      const length = shape.reduce((product, size) => product * size, 1);
      return { kind: "array", shape, type: "float", data: meanOf(asks, x, length) };
    },
  };
}
