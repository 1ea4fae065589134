// Pipeline: each step transforms what the last one gave; the final step answers.

import { answersOf } from "../../delegation.ts";
import type { Estimator, InputHint } from "../../estimator.ts";
import { denseNumbers, type NumberRule } from "../../inputs.ts";
import { type KeptColumns, keptThrough, sourceOf } from "../../kept-columns.ts";
import { inputNames, type OutputNames } from "../../output-names.ts";
import { openInputs } from "../../own-estimator.ts";
import { floatMatrix, samplesOf } from "../../results.ts";
import type { Result, Samples } from "../../samples.ts";
import { singleInSteps } from "../../single-row.ts";
import type { State } from "../../state.ts";
import { inTextBlocks } from "../../text-blocks.ts";
import {
  anyNumbers,
  anyRule,
  behindChanges,
  preparation,
  type Transformer,
} from "./preparation.ts";

interface Step {
  readonly name: string;
  /** null for a step that gives what it takes: `"passthrough"`, None, or one that mattered in training only. */
  readonly estimator: Estimator | null;
}

/**
 * @param isSkipped  whether steps of a class, given by its public path, matter in training only
 * @see sklearn/pipeline.py `Pipeline`
 */
export function readPipeline(
  state: State,
  isSkipped: (path: string) => boolean = () => false,
): Estimator {
  const steps = readSteps(state, isSkipped);
  const last = steps.at(-1)?.estimator ?? null;
  const transformers = steps.slice(0, -1).flatMap((step, i) => transformersOf(state, step, i));
  const prepare = preparation(transformers, last?.linearMap);
  const width = checkedWidth(state, steps);
  const asked = openInputs(steps.map(({ estimator }) => estimator)) ?? anyNumbers;
  const inputs = { ...asked, width: asked.kind === "texts" ? asked.width : askedWidth(steps) };
  const kept = keptBySteps(steps);
  const rule: NumberRule = { className: state.className, inputs };
  const outputNames = namesOf(steps, rule);
  const prepared = preparedBy(state, steps.slice(0, -1), rule);
  const given = asked.kind === "texts" ? (transformers.at(-1)?.transformWidth ?? null) : null;
  const single = singleInSteps(steps.map(({ estimator }) => estimator));
  return {
    ...state.description(),
    role: last?.role ?? "transformer",
    inputs,
    classes: last?.classes ?? null,
    outputs: last?.outputs ?? 1,
    ...(width !== null && { transformWidth: width }),
    ...(kept !== undefined && { keepsColumns: kept }),
    ...(outputNames && { outputNames }),
    ...(prepared && { prepared }),
    children: steps.flatMap(({ name, estimator }) =>
      estimator === null ? [] : [{ name, estimator }],
    ),
    hints: () => hintsOf(steps),
    ...(single && { single }),
    ...behindChanges(transformers, last),
    ...(last === null
      ? { transform: (samples) => unchanged(prepare(samples)) }
      : {
          ...inTextBlocks(answersOf(last, prepare), given),
          handOver: (samples) => ({ estimator: last, samples: prepare(samples) }),
        }),
    ...inverseOf(steps),
  };
}

function readSteps(state: State, isSkipped: (path: string) => boolean): readonly Step[] {
  const named = state.namedList("steps");
  const steps = named.map(({ name, value }, i): Step => {
    if (value === null || value === "passthrough") return { name, estimator: null };
    const place = `steps[${i}]`;
    if (!isSkipped(state.member(place, value).path)) {
      return { name, estimator: state.estimatorAt(place, value) };
    }
    if (i === named.length - 1) throw state.invalid("its last step is for training only");
    return { name, estimator: null };
  });
  if (steps.length === 0) throw state.invalid("it has no steps");
  return steps;
}

function transformersOf(state: State, { estimator }: Step, i: number): readonly Transformer[] {
  if (estimator === null) return [];
  const { transform } = estimator;
  if (transform !== undefined) return [{ ...estimator, transform }];
  throw state.invalid(`steps[${i}], a ${estimator.className}, cannot transform`);
}

/**
 * The number of columns that the last step gives; null when not known.
 *
 * @throws ESTIMATOR_INVALID when a step gives other than the next one takes
 */
function checkedWidth(state: State, steps: readonly Step[]): number | null {
  let given: number | null = null;
  for (const [i, { estimator }] of steps.entries()) {
    if (estimator === null) continue;
    const { width } = estimator.inputs;
    if (given !== null && width !== null && given !== width) {
      throw state.mismatch(`steps[${i}]`, `an estimator of ${given} features`, `one of ${width}`);
    }
    given = estimator.transformWidth ?? null;
  }
  return given;
}

/** The number of columns that the pipeline takes: told by the first step, or by one behind it that must get as many. */
function askedWidth(steps: readonly Step[]): number | null {
  for (const { estimator } of steps) {
    if (estimator === null) continue;
    if (estimator.inputs.width !== null || estimator.keepsWidth !== true) {
      return estimator.inputs.width;
    }
  }
  return null;
}

function inverseOf(steps: readonly Step[]): Pick<Estimator, "inverseTransform"> {
  const inverses: Required<Estimator>["inverseTransform"][] = [];
  for (const { estimator } of steps.toReversed()) {
    if (estimator === null) continue;
    if (estimator.inverseTransform === undefined) return {};
    inverses.push(estimator.inverseTransform);
  }
  const last = inverses.pop() ?? unchanged;
  return {
    inverseTransform: (samples) =>
      last(inverses.reduce((given, inverse) => samplesOf(inverse(given)), samples)),
  };
}

/** Undefined where a step has no names. @see sklearn/pipeline.py `Pipeline.get_feature_names_out` */
function namesOf(steps: readonly Step[], rule: NumberRule): OutputNames | undefined {
  const estimators = steps.flatMap(({ estimator }) => estimator ?? []);
  const namers = estimators.flatMap(({ outputNames }) => outputNames ?? []);
  const [first, ...others] = namers;
  if (namers.length < estimators.length) return undefined;
  if (first === undefined) return (given) => inputNames(given, rule);
  return (given) => others.reduce((names, outputNames) => outputNames(names), first(given));
}

/** Undefined where no step prepares anything, or nobody knows what it gives. */
function preparedBy(state: State, steps: readonly Step[], rule: NumberRule): Estimator["prepared"] {
  const names = namesOf(steps, rule);
  const width = steps.length === 0 ? null : checkedWidth(state, steps);
  return names === undefined || width === null ? undefined : { width, names };
}

function keptBySteps(steps: readonly Step[]): KeptColumns {
  return steps.reduce<KeptColumns>(
    (kept, { estimator }) =>
      estimator === null ? kept : keptThrough(kept, estimator.keepsColumns),
    true,
  );
}

/** What the steps know of the columns, each up to the first step that changes it; earlier steps know better. */
export function hintsOf(steps: readonly Pick<Step, "estimator">[]): readonly InputHint[] | null {
  const known: (InputHint | undefined)[] = [];
  let kept: KeptColumns = true;
  let isFirst = true;
  for (const { estimator } of steps) {
    if (estimator === null) continue;
    for (const [k, hint] of (estimator.hints() ?? []).entries()) {
      const column = sourceOf(kept, k);
      if (column >= 0) known[column] = { ...(isFirst ? hint : used(hint)), ...known[column] };
    }
    kept = keptThrough(kept, estimator.keepsColumns);
    if (kept === undefined) break;
    isFirst = false;
  }
  return known.length === 0 ? null : Array.from(known, (hint) => hint ?? {});
}

/** The steps before look at every column. */
function used(hint: InputHint): InputHint | undefined {
  return hint.unused === true ? undefined : hint;
}

/** Samples as an answer. */
function unchanged(samples: Samples): Result {
  if (samples.kind === "sparse") return samples;
  const { data, rows, columns } = denseNumbers(samples, anyRule);
  return floatMatrix(data.slice(), rows, columns);
}
