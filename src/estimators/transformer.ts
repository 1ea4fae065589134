// What estimators share whose only answers are transformed samples.

import { PicklejarError } from "../errors.ts";
import type { Estimator, InputHint, InputSpec } from "./estimator.ts";
import type { NumberRule } from "./inputs.ts";
import type { State } from "./state.ts";

export interface TransformerParts
  extends Required<Pick<Estimator, "transform">>,
    Pick<
      Estimator,
      | "inverseTransform"
      | "keepsColumns"
      | "outputNames"
      | "changeCell"
      | "writeColumns"
      | "addScores"
      | "single"
    > {
  readonly inputs: InputSpec;
  /** Number of columns of the answers; null where it depends on the samples. */
  readonly width: number | null;
  readonly children?: Estimator["children"];
  hints?(): readonly InputHint[] | null;
}

/** A transformer, described as its file describes it. */
export function transformer(state: State, parts: TransformerParts): Estimator {
  const { inputs, width, children = [], hints = () => null, ...methods } = parts;
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(width !== null && { transformWidth: width }),
    children,
    hints,
    ...methods,
  };
}

/** The most columns that a transformer answers with. */
export const maxColumns = 10_000_000;

/** The largest matrix that a transformer answers with at once, numbers. */
const maxAnswer = 2 ** 27;

/** @throws INPUT_ROWS when an answer of this many columns would not fit into memory */
export function checkAnswerSize(rows: number, width: number, rule: NumberRule): void {
  if (!(rows * width > maxAnswer)) return;
  const { className } = rule;
  const limit = Math.floor(maxAnswer / width);
  throw new PicklejarError("INPUT_ROWS", { className, limit, got: rows });
}
