// The members of a stacking, and the columns that they give to its final estimator.

import type { PyValue } from "../../../objects/values.ts";
import { scalarNumber } from "../../attribute-values.ts";
import type { Estimator } from "../../estimator.ts";
import { denseMatrix, type NumberRule } from "../../inputs.ts";
import { commonInputs, mergedHints, readMembers } from "../../members.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";
import { type Result, type Samples, sampleCount } from "../../samples.ts";
import { maxFeatures, type State } from "../../state.ts";
import { blockNames } from "./block-names.ts";
import { type Block, joinBlocks } from "./stacked-blocks.ts";
import { keptMembers } from "./voting.ts";

export interface Stacking {
  /** What is said of every stacking, but for its role and its classes. */
  readonly common: Omit<Estimator, "role" | "classes">;
  readonly final: Estimator;
  /** What the final estimator is asked. */
  transform(samples: Samples): Result;
}

/**
 * The parts that all kinds of stacking have.
 *
 * @param blockOf  the columns that a member gives by a method; null when it has no such method
 */
export function readStacking(
  state: State,
  blockOf: (member: Estimator, method: PyValue) => Block | null,
): Stacking {
  const members = readMembers(state, "estimators_");
  const names = keptMembers(state, members.length);
  const final = state.estimator("final_estimator_");
  const blocks = readBlocks(state, members, blockOf);
  const inputs = commonInputs(state, members);
  const rule: NumberRule = { className: state.className, inputs };
  const passes = state.boolean("passthrough", false);
  const widths = [...blocks.map((block) => block.width), passes ? inputs.width : 0];
  const width = sumOf(widths);
  if (width !== null && final.inputs.width !== null && final.inputs.width !== width) {
    const expected = `an estimator of ${width} features`;
    throw state.mismatch("final_estimator_", expected, `one of ${final.inputs.width}`);
  }
  const children = members.map((estimator, i) => ({ name: names[i]?.name ?? "", estimator }));
  const outputNames = columnNames(state, names, { blocks, passes, rule });
  const common = {
    ...state.description(),
    inputs,
    outputs: 1,
    ...(width !== null && { transformWidth: width }),
    ...(outputNames && { outputNames }),
    children: [...children, { name: "final_estimator", estimator: final }],
    hints: () => mergedHints(members, inputs.width),
  };
  const transform = (samples: Samples): Result => {
    const answers = blocks.map(({ ask }) => ask(samples));
    return joinBlocks(answers, passes ? passed(samples, rule) : null, sampleCount(samples));
  };
  return { common, final, transform };
}

/**
 * Undefined where nobody knows how many columns a member gives.
 *
 * @see sklearn/ensemble/_stacking.py `_BaseStacking.get_feature_names_out`
 */
function columnNames(
  state: State,
  members: readonly { readonly name: string }[],
  { blocks, passes, rule }: StackedColumns,
): OutputNames | undefined {
  const counts = state.has("_n_feature_outs") ? state.list("_n_feature_outs") : [];
  const known = blocks.flatMap((block, i) => {
    const width = block.width ?? scalarNumber(counts[i]) ?? -1;
    const isCount = Number.isInteger(width) && width >= 0;
    return isCount ? [{ name: members[i]?.name ?? "", width }] : [];
  });
  const total = known.reduce((sum, { width }) => sum + width, 0);
  if (known.length < blocks.length || total > maxFeatures) return undefined;
  const own = blockNames(rule, known);
  return (given) => (passes ? [...own(given), ...inputNames(given, rule)] : own(given));
}

interface StackedColumns {
  readonly blocks: readonly Block[];
  /** Whether the samples stand behind them. */
  readonly passes: boolean;
  readonly rule: NumberRule;
}

function sumOf(widths: readonly (number | null)[]): number | null {
  return widths.reduce((sum, width) => (sum === null || width === null ? null : sum + width), 0);
}

/** The samples themselves as numbers. */
function passed(samples: Samples, rule: NumberRule) {
  return samples.kind === "sparse" ? samples : denseMatrix(samples, rule);
}

/** One block of columns per member, by the method that scikit-learn noted for it. */
function readBlocks(
  state: State,
  members: readonly Estimator[],
  blockOf: (member: Estimator, method: PyValue) => Block | null,
): readonly Block[] {
  const methods = state.list("stack_method_");
  if (methods.length !== members.length) {
    throw state.mismatch("stack_method_", `${members.length} names`, String(methods.length));
  }
  return members.map((member, i) => {
    const block = blockOf(member, methods[i] ?? null);
    if (block !== null) return block;
    throw state.mismatch(`stack_method_[${i}]`, `a method of ${member.className}`, "another");
  });
}
