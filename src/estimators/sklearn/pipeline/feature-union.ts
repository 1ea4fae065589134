// FeatureUnion: several transformers take the same samples; their answers stand side by side.

import { scalarNumber } from "../../attribute-values.ts";
import { inTrainingOrder } from "../../delegation.ts";
import type { Estimator } from "../../estimator.ts";
import { denseMatrix, type NumberRule } from "../../inputs.ts";
import { type KeptColumns, keptSideBySide } from "../../kept-columns.ts";
import { commonInputs, mergedHints } from "../../members.ts";
import { type OutputNames, sameNames } from "../../output-names.ts";
import { floatMatrix } from "../../results.ts";
import { type Result, type Samples, sampleCount } from "../../samples.ts";
import type { State } from "../../state.ts";
import { columnsAnswer, columnsOf } from "../../table-columns.ts";
import { readNamePrefix } from "../compose/prefixed-names.ts";
import { answersSideBySide } from "../compose/side-by-side.ts";

interface Part {
  readonly name: string;
  /** null passes the samples through, as since 1.1. */
  readonly estimator: Estimator | null;
  readonly transform: (samples: Samples) => Result;
  /** Factor of all its answers. */
  readonly weight: number;
}

/** @see sklearn/pipeline.py `FeatureUnion.transform` */
export function readFeatureUnion(state: State): Estimator {
  const parts = readParts(state);
  const estimators = parts.flatMap(({ estimator }) => estimator ?? []);
  const inputs = commonInputs(state, estimators);
  const rule: NumberRule = { className: state.className, inputs };
  const width = widthOf(parts, inputs.width);
  const kept = width === null ? undefined : keptColumns(parts, inputs.width ?? 0);
  const outputNames = namesOf(state, parts, rule);
  return {
    ...state.description(),
    role: "transformer",
    inputs,
    classes: null,
    outputs: 1,
    ...(width !== null && { transformWidth: width }),
    ...(kept !== undefined && { keepsColumns: kept }),
    ...(outputNames && { outputNames }),
    children: parts.flatMap(({ name, estimator }) =>
      estimator === null ? [] : [{ name, estimator }],
    ),
    hints: () => mergedHints(estimators, inputs.width) ?? estimators[0]?.hints() ?? null,
    transform(given) {
      const samples = inTrainingOrder(given, rule);
      const answers = parts.map(({ transform, weight }) => ({
        answer: transform(samples),
        weight,
      }));
      // One sparse answer makes the whole one sparse.
      const sparse = answers.some(({ answer }) => answer.kind === "sparse");
      return answersSideBySide(answers, sampleCount(samples), { sparse, rule });
    },
  };
}

/** Undefined where a part has no names. @see sklearn/pipeline.py `FeatureUnion.get_feature_names_out` */
function namesOf(state: State, parts: readonly Part[], rule: NumberRule): OutputNames | undefined {
  const prefix = readNamePrefix(state);
  const blocks = parts.flatMap(({ name, estimator }) => {
    if (estimator === null) return [{ name, names: sameNames(rule) }];
    return estimator.outputNames ? [{ name, names: estimator.outputNames }] : [];
  });
  if (prefix === undefined || blocks.length < parts.length) return undefined;
  return (given) =>
    blocks.flatMap(({ name, names }) => names(given).map((column) => prefix(name, column)));
}

function readParts(state: State): readonly Part[] {
  const weights = state.optional("transformer_weights") ?? null;
  const parts = state
    .namedList("transformer_list")
    .flatMap(({ name, value }, i): readonly Part[] => {
      if (value === "drop" || value === null) return [];
      const weight = weights instanceof Map ? (scalarNumber(weights.get(name)) ?? 1) : 1;
      if (value === "passthrough") {
        const transform = (samples: Samples) => unchanged(samples, state.className);
        return [{ name, estimator: null, transform, weight }];
      }
      const place = `transformer_list[${i}]`;
      const estimator = state.estimatorAt(place, value);
      const { transform, className } = estimator;
      if (transform === undefined) throw state.mismatch(place, "a transformer", `a ${className}`);
      return [{ name, estimator, transform, weight }];
    });
  if (parts.length === 0) throw state.invalid("it has no transformers");
  return parts;
}

/** The number of columns of all answers together; null when not known. */
function widthOf(parts: readonly Part[], given: number | null): number | null {
  let total = 0;
  for (const { estimator } of parts) {
    const width = estimator === null ? given : (estimator.transformWidth ?? null);
    if (width === null) return null;
    total += width;
  }
  return total;
}

function keptColumns(parts: readonly Part[], given: number): KeptColumns {
  return keptSideBySide(
    parts.map(({ estimator, weight }) => ({
      // A factor changes every column of the answer.
      keeps: weight !== 1 ? undefined : estimator === null || estimator.keepsColumns,
      width: estimator === null ? given : (estimator.transformWidth ?? 0),
      columns: null,
    })),
  );
}

function unchanged(samples: Samples, className: string): Result {
  if (samples.kind === "sparse") return samples;
  const inputs = { kind: "table", width: null, names: null, allowsMissing: true } as const;
  const rule: NumberRule = { className, inputs };
  if (samples.kind !== "dense") {
    return columnsAnswer(columnsOf(samples, rule), sampleCount(samples));
  }
  const { data, rows, columns } = denseMatrix(samples, rule);
  return floatMatrix(data.slice(), rows, columns);
}
