// A model asked by the row of its own examples: what it takes and what it refuses.

import { PicklejarError } from "../errors.ts";
import type { Estimator } from "../estimators/estimator.ts";
import type { Samples } from "../estimators/samples.ts";
import { sampleSink } from "./sample-sink.ts";
import type { Field } from "./signature.ts";

/**
 * Whether a model answers for the fields' examples.
 *
 * @param missing  positions of fields that are left out
 */
export function answersExamples(
  estimator: Estimator,
  fields: readonly Field[],
  missing: readonly number[] = [],
): boolean {
  return isAnswered(estimator, exampleRow(estimator, fields, missing));
}

/** Whether a model answers, by the method that its predictions come from. */
export function isAnswered(estimator: Estimator, samples: Samples): boolean {
  const { predict, transform, kneighbors, scoreSamples } = estimator;
  try {
    (predict ?? transform ?? kneighbors ?? scoreSamples)?.(samples);
    return true;
  } catch (error) {
    if (error instanceof PicklejarError) return false;
    throw error;
  }
}

function exampleRow(
  { inputs: { kind, names } }: Estimator,
  fields: readonly Field[],
  missing: readonly number[],
): Samples {
  const sink = sampleSink(kind, fields, 1, names);
  sink.reserve(0);
  for (const [column, { example }] of fields.entries()) sink.put(0, column, example);
  for (const column of missing) sink.put(0, column, null);
  return sink.finish(1);
}

/** The fields with examples that the model answers for: 1 where it refuses 0, as logarithms do. */
export function settleExamples(estimator: Estimator, fields: readonly Field[]): readonly Field[] {
  if (fields.length === 0 || answersExamples(estimator, fields)) return fields;
  const others = fields.map((field) => (isGuess(field) ? { ...field, example: 1 } : field));
  return answersExamples(estimator, others) ? others : fields;
}

/** Nothing is known of the field but that it is a number. */
function isGuess({ kind, usual, example }: Field): boolean {
  return kind === "number" && usual === undefined && example === 0;
}
