// Objects of a project's classes, and FunctionTransformers around its functions, as estimators like others.

import type { Estimator, InputSpec, Labels } from "./estimator.ts";
import { denseNumbers, type NumberRule } from "./inputs.ts";
import type { OwnCall } from "./own-code.ts";
import { ownArray, ownSamples, ownValues } from "./own-rows.ts";
import { ownOptions, ownState } from "./own-state.ts";
import type { ArrayResult, Samples } from "./samples.ts";
import type { State } from "./state.ts";

/** What the project's code takes is for it to say; the file may tell width and names. */
function ownInputs(state: State): InputSpec {
  const width = state.width(null);
  const names = state.featureNames(width);
  return {
    kind: "table",
    width: width ?? names?.length ?? null,
    names,
    allowsMissing: true,
    openKind: true,
  };
}

/** @throws OWN_CODE_FAILED when the class cannot be made; ESTIMATOR_UNSUPPORTED when it has no method that is known */
export function readOwnEstimator(state: State): Estimator {
  const object = state.own?.make(state.path, ownState(state));
  const transform = object?.method("transform");
  const predict = object?.method("predict");
  const predictProba = object?.method("predictProba");
  if (transform === undefined && predict === undefined) {
    throw state.unsupported("neither a method transform nor predict in the project's class");
  }
  const inputs = ownInputs(state);
  const rule: NumberRule = { className: state.className, inputs };
  const labels = state.isSet("classes_") ? state.labels("classes_") : null;
  return {
    ...state.description(),
    role: roleOf(predict, labels),
    inputs,
    classes: predict !== undefined && labels !== null ? [labels] : null,
    outputs: 1,
    children: [],
    hints: () => null,
    ...(transform && { transform: (samples) => rowsOf(transform, samples, rule) }),
    ...(predict && { predict: (samples) => valuesOf(predict, samples, rule) }),
    ...(predictProba &&
      labels && {
        predictProba: (samples) => rowsOf(predictProba, samples, rule, labels.values.length),
      }),
  };
}

/** FunctionTransformer, whose function is one of the project's. */
export function ownFunctionTransformer(state: State, own: OwnCall): Estimator {
  const validates = state.boolean("validate", false);
  const inputs: InputSpec = validates
    ? { ...ownInputs(state), kind: "numbers", allowsMissing: false, openKind: false }
    : ownInputs(state);
  const rule: NumberRule = { className: state.className, inputs };
  const options = ownOptions(state, state.optional("kw_args") ?? null);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    children: [],
    hints: () => null,
    transform(samples) {
      const checked = validates ? denseNumbers(samples, rule) : samples;
      const { rows, columns, count } = ownSamples(checked, rule);
      return ownArray(own, own.call(rows, columns, options), count);
    },
  };
}

/**
 * What a pipeline takes that begins with code of the project: texts where the first step after it does that takes
 * something certain, else rows of any kinds.
 */
export function openInputs(steps: readonly (Estimator | null)[]): InputSpec | undefined {
  const known = steps.filter((estimator) => estimator !== null);
  const [first] = known;
  if (first?.inputs.openKind !== true) return first?.inputs;
  const next = known.find(({ inputs }) => inputs.openKind !== true);
  return next?.inputs.kind === "texts" ? next.inputs : first.inputs;
}

function roleOf(predict: OwnCall | undefined, labels: Labels | null): Estimator["role"] {
  if (predict === undefined) return "transformer";
  return labels === null ? "regressor" : "classifier";
}

function rowsOf(
  own: OwnCall,
  samples: Samples,
  rule: NumberRule,
  width: number | null = null,
): ArrayResult {
  const { rows, columns, count } = ownSamples(samples, rule);
  return ownArray(own, own.call(rows, columns), count, width);
}

function valuesOf(own: OwnCall, samples: Samples, rule: NumberRule): ArrayResult {
  const { rows, columns, count } = ownSamples(samples, rule);
  return ownValues(own, own.call(rows, columns), count);
}
