// Every model's own example is one that it takes and answers, by position, by name and as a form sends it.
import { describe, expect, it } from "vitest";
import type { Estimator } from "../../src/estimators/estimator.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { Cell, Samples } from "../../src/estimators/samples.ts";
import { formRow } from "../../src/signature/form.ts";
import { inferSignature } from "../../src/signature/infer.ts";
import { createRowParser } from "../../src/signature/parse.ts";
import type { Field } from "../../src/signature/signature.ts";
import { goldenFiles } from "../estimators/golden-files.ts";

function answer(estimator: Estimator, samples: Samples): unknown {
  const { predict, transform, kneighbors, scoreSamples } = estimator;
  return (predict ?? transform ?? kneighbors ?? scoreSamples)?.(samples);
}

/** What is shown of a field fits together. */
function expectTypical({ example, usual, step, choices, open }: Field): void {
  if (usual !== undefined) {
    expect(usual.low).toBeLessThan(usual.high);
    expect(example).toBeGreaterThanOrEqual(usual.low);
    expect(example).toBeLessThanOrEqual(usual.high);
  }
  if (step !== undefined) expect(step).toBeGreaterThan(0);
  if (choices !== undefined && open !== true) expect(choices).toContain(example);
}

/** A value as a form sends it. */
function textOf(value: Cell): string {
  return value === null ? "" : String(value);
}

// A FeatureHasher takes records of any names, or lists of texts: it asks for nothing, so that it has no example.
const files = goldenFiles().map((file) => {
  const cases = file.cases.filter((golden) => golden.class !== "FeatureHasher");
  return { ...file, cases };
});

describe.each(files)("the examples of $name", (file) => {
  it.each(file.cases.map(({ name }) => [name]))("are taken and answered: %s", (name) => {
    const estimator = readEstimator(file.estimators.get(name) ?? null);
    const { inputs } = inferSignature(estimator);
    const parser = createRowParser(
      inferSignature(estimator),
      estimator.inputs.kind,
      estimator.inputs.names,
    );
    for (const field of inputs) expectTypical(field);
    const values = inputs.map(({ example }) => example);
    // A model of any width has no fields: the first row decides.
    const row = inputs.length === 0 ? [1, 2, 3] : values;
    const byPosition = parser.parse([row]);
    expect([...byPosition.warnings.values()].flat()).toEqual([]);
    expect(() => answer(estimator, byPosition.samples)).not.toThrow();
    if (inputs.length === 0) return;
    const asked = inputs.filter(({ unused }) => unused !== true);
    const record = Object.fromEntries(asked.map((field) => [field.name, field.example]));
    const form = asked.map(({ name, example }) => [name, textOf(example)] as const);
    const byName = parser.parse([record]).samples;
    expect(parser.parse([formRow(form)]).samples).toEqual(byName);
    const expected = answer(estimator, byPosition.samples);
    expect(answer(estimator, byName)).toEqual(expected);
  });
});
