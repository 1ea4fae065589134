// FunctionTransformer: nothing at all, or one of numpy's functions by name.

import { mayBeOwn } from "../../../objects/own-advice.ts";
import { PyGlobal, type PyValue } from "../../../objects/values.ts";
import { describe } from "../../attribute-values.ts";
import { mapColumns, mapStored } from "../../columns.ts";
import type { Estimator, InputSpec } from "../../estimator.ts";
import { denseMatrix, type NumberRule, numbers } from "../../inputs.ts";
import { namedFunction } from "../../numpy-functions.ts";
import { sameNames } from "../../output-names.ts";
import { ownCodeMissing } from "../../own-advice.ts";
import { ownFunctionTransformer } from "../../own-estimator.ts";
import { floatMatrix } from "../../results.ts";
import type { Result, Samples } from "../../samples.ts";
import { sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { columnsAnswer, columnsOf } from "../../table-columns.ts";

/** @see sklearn/preprocessing/_function_transformer.py `FunctionTransformer` */
export function readFunctionTransformer(state: State): Estimator {
  const own = state.ownFunction(state.optional("func") ?? null);
  if (own !== null) return ownFunctionTransformer(state, own);
  const forth = readFunction(state, "func", "kw_args");
  const back = readFunction(state, "inverse_func", "inv_kw_args");
  const validates = state.boolean("validate", false);
  const inputs: InputSpec = {
    ...state.numberInputs(null),
    kind: forth === null && !validates ? "table" : "numbers",
    allowsMissing: !validates,
  };
  const rule: NumberRule = { className: state.className, inputs };
  const width = inputs.width;
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(width === null ? { keepsWidth: true } : { transformWidth: width }),
    ...(forth === null && { keepsColumns: true }),
    children: [],
    ...(state.optional("feature_names_out") === "one-to-one" && { outputNames: sameNames(rule) }),
    hints: () => null,
    transform: (samples) => apply(samples, forth, rule, validates),
    inverseTransform: (samples) => apply(samples, back, rule, validates),
  };
}

/** null for no function, which is the identity. @throws ESTIMATOR_UNSUPPORTED naming other functions */
function readFunction(state: State, name: string, options: string): ((x: number) => number) | null {
  const value: PyValue = state.optional(name) ?? null;
  if (value === null) return null;
  const given = state.optional(options) ?? null;
  const known = namedFunction(value, given);
  if (known !== undefined) return known;
  if (value instanceof PyGlobal && mayBeOwn(value)) throw ownCodeMissing(state, value, name);
  const what = value instanceof PyGlobal ? value.path : describe(value);
  const isBare = given === null || (given instanceof Map && given.size === 0);
  const plain = isBare ? undefined : namedFunction(value, null);
  throw state.unsupported(`${plain === undefined ? "" : "these options for "}the function ${what}`);
}

function apply(
  samples: Samples,
  change: ((x: number) => number) | null,
  rule: NumberRule,
  validates: boolean,
): Result {
  if (change === null && !validates) return identity(samples, rule);
  if (samples.kind === "sparse") {
    const x = numbers(samples, rule);
    // A function that moves zero would have to fill the matrix.
    if (x.kind === "sparse" && (change === null || change(0) === 0)) {
      return change === null ? x : mapStored(x, change);
    }
  }
  const x = validates ? numbers(samples, rule) : denseMatrix(samples, rule);
  const dense = x.kind === "dense" ? x : denseMatrix(x, rule);
  return mapColumns(dense, change ?? ((value) => value));
}

function identity(samples: Samples, rule: NumberRule): Result {
  if (samples.kind === "sparse") return samples;
  if (samples.kind === "dense")
    return floatMatrix(samples.data.slice(), samples.rows, samples.columns);
  return columnsAnswer(columnsOf(samples, rule), sampleCount(samples));
}
