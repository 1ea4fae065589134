// Estimators inside an estimator that answer together: bagging, boosting, voting, stacking.

import { CategoryIndex } from "./category-index.ts";
import type { Estimator, InputHint, InputSpec, Labels } from "./estimator.ts";
import { checkWidth, denseMatrix, type NumberRule, orderedColumns } from "./inputs.ts";
import type { ArrayResult, Samples } from "./samples.ts";
import type { State } from "./state.ts";

/** The estimators of a list, at least one. @throws ESTIMATOR_INVALID */
export function readMembers(state: State, name: string): readonly Estimator[] {
  const members = state.list(name).map((value, i) => state.estimatorAt(`${name}[${i}]`, value));
  if (members.length === 0) throw state.mismatch(name, "a list of estimators", "empty");
  return members;
}

/**
 * What estimators take that are given the same samples.
 *
 * @throws ESTIMATOR_INVALID when they disagree about the width
 */
export function commonInputs(state: State, members: readonly Estimator[]): InputSpec {
  let width: number | null = null;
  for (const { inputs } of members) {
    if (width !== null && inputs.width !== null && inputs.width !== width) {
      throw state.invalid(`its members take ${width} and ${inputs.width} features`);
    }
    width ??= inputs.width;
  }
  width = state.width(width);
  const kinds = new Set(members.map(({ inputs }) => inputs.kind));
  const [only = "table"] = kinds;
  return {
    kind: kinds.size === 1 ? only : "table",
    width,
    names: state.featureNames(width) ?? members[0]?.inputs.names ?? null,
    allowsMissing: members.every(({ inputs }) => inputs.allowsMissing),
  };
}

/**
 * Samples as scikit-learn hands them on after its own check: without names, in the order of training. Whether
 * the numbers are finite is for the members to check.
 *
 * @throws INPUT_WIDTH, INPUT_KIND
 */
export function withoutNames(samples: Samples, rule: NumberRule): Samples {
  if (samples.kind === "dense" || samples.kind === "sparse") {
    checkWidth(samples.columns, rule);
    return samples;
  }
  if (samples.kind !== "table" || rule.inputs.kind === "numbers") return denseMatrix(samples, rule);
  const columns = orderedColumns(samples, rule);
  checkWidth(columns.length, rule);
  return { ...samples, columns: columns.map(({ values }) => ({ name: null, values })) };
}

/** The numbers of an answer; labels that are numbers count too. */
export function answerNumbers({ data }: ArrayResult): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data, Number);
}

/** The number of columns of an answer; 1 for a vector. */
export function answerColumns({ shape }: ArrayResult): number {
  return shape[1] ?? 1;
}

/** The probabilities of a classifier with one output, as many columns as it has classes. */
export function probabilitiesOf(
  state: State,
  member: Estimator,
): (samples: Samples) => Float64Array {
  const { predictProba } = member;
  if (predictProba === undefined || member.classes?.length !== 1) {
    throw state.invalid(`it asks a ${member.className} for probabilities of one output`);
  }
  return (samples) => {
    const answer = predictProba(samples);
    return "kind" in answer ? answerNumbers(answer) : new Float64Array(0);
  };
}

/** From labels to their positions in `classes_`; −1 for others. */
export function labelPositions(labels: Labels): (answer: ArrayResult) => Int32Array {
  const positions = new CategoryIndex(labels.values);
  return ({ data }) => {
    const found = new Int32Array(data.length);
    for (let i = 0; i < data.length; i++) found[i] = positions.numberOf(data[i] ?? null);
    return found;
  };
}

/** What several members know of the same feature, put together. @param columns  feature of each member's column */
export function mergedHints(
  members: readonly Estimator[],
  width: number | null,
  columns: (member: number) => ArrayLike<number> | null = () => null,
): readonly InputHint[] | null {
  if (width === null) return null;
  const merged: (InputHint | undefined)[] = new Array(width).fill(undefined);
  const hints = members.map((member) => member.hints());
  const usesAll = hints.includes(null);
  for (const [m, known] of hints.entries()) {
    const chosen = columns(m);
    for (const [j, hint] of (known ?? []).entries()) {
      const feature = chosen === null ? j : (chosen[j] ?? 0);
      merged[feature] = mergeHint(merged[feature], hint);
    }
  }
  if (merged.every((hint) => hint === undefined)) return null;
  return merged.map((hint) => (usesAll && hint?.unused === true ? {} : (hint ?? {})));
}

function mergeHint(known: InputHint | undefined, hint: InputHint): InputHint {
  if (known === undefined) return hint;
  // A column is unused where no member uses it.
  if (hint.unused === true) return known;
  if (known.unused === true || Object.keys(known).length === 0) return hint;
  if (known.low === undefined || hint.low === undefined) return known;
  const low = Math.min(known.low, hint.low);
  const high = Math.max(known.high ?? low, hint.high ?? low);
  const whole = known.integer === true && hint.integer === true;
  const { integer: _, ...rest } = known;
  return { ...rest, low, high, ...(whole && { integer: true }) };
}
