// A small estimator to ask: linear, or whatever the test puts in its place.

import type { Estimator, InputHint, InputSpec } from "../../src/estimators/estimator.ts";
import type { ArrayResult, Samples } from "../../src/estimators/samples.ts";
import type { Field, Signature } from "../../src/signature/signature.ts";

export function numbers(data: readonly number[], shape: readonly number[]): ArrayResult {
  return { kind: "array", shape, type: "float", data: Float64Array.from(data) };
}

/** The sum of each row of a matrix; a table's and texts' lengths. */
export function rowSums(samples: Samples): ArrayResult {
  if (samples.kind !== "dense") throw new Error(`the fake takes a matrix, not ${samples.kind}`);
  const { data, rows, columns } = samples;
  const sums = Array.from({ length: rows }, (_, row) =>
    data.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
  return numbers(sums, [rows]);
}

export type Parts = Partial<Omit<Estimator, "inputs" | "hints">> & {
  readonly inputs?: Partial<InputSpec>;
  readonly hints?: readonly InputHint[] | null;
};

/** A regressor of three numbers named a, b and c, unless told otherwise. */
export function fakeEstimator({ inputs, hints = null, ...parts }: Parts = {}): Estimator {
  return {
    className: "Fake",
    path: "sklearn.fake.Fake",
    role: "regressor",
    writtenBy: "1.9.0",
    params: new Map(),
    classes: null,
    outputs: 1,
    children: [],
    ...parts,
    inputs: { kind: "numbers", width: 3, names: ["a", "b", "c"], allowsMissing: false, ...inputs },
    hints: () => hints,
  };
}

export function field(parts: Partial<Field> = {}): Field {
  return { name: "a", label: "A", kind: "number", nullable: false, example: 0, ...parts };
}

export function signatureOf(inputs: readonly Field[], named = true): Signature {
  return { inputs, named, outputs: [{ name: "prediction", kind: "number" }], probabilities: false };
}
