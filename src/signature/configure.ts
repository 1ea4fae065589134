// A model's signature with what its project says about it: the config's word over the model's own.

import type { InputSpec } from "../estimators/estimator.ts";
import type { Cell } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { type ConfigPath, ConfigProblems } from "./config-problems.ts";
import { configuredOutputs } from "./configured-answers.ts";
import { judgedValue } from "./configured-field.ts";
import { configuredFields } from "./configured-fields.ts";
import type { ExamplesConfig } from "./field-config.ts";
import { answerShape, examplesShape, fieldsShape } from "./field-shapes.ts";
import { Fault } from "./issues.ts";
import type { Example, Field, Signature } from "./signature.ts";
import { type SignatureConfig, soundParts } from "./sound-parts.ts";

export type { SignatureConfig } from "./sound-parts.ts";

/**
 * The signature as it is asked and shown from now on.
 *
 * @param spec  what the estimator takes
 * @throws CONFIG_INVALID with one issue for each thing that does not fit the model or itself
 */
export function configureSignature(
  signature: Signature,
  spec: InputSpec,
  config: SignatureConfig,
): Signature {
  const problems = new ConfigProblems();
  if (config.fields !== undefined) fieldsShape(config.fields, ["fields"], problems);
  if (config.answer !== undefined) answerShape(config.answer, ["answer"], problems);
  if (config.examples !== undefined) examplesShape(config.examples, ["examples"], problems);
  const { fields, answer, examples } = soundParts(config, problems.issues);
  const isSaid = fields !== undefined || answer !== undefined || examples !== undefined;
  if (!isSaid && problems.issues.length === 0) return signature;
  const asked = fields ? configuredFields(signature, spec, fields, problems) : signature;
  const outputs = answer
    ? configuredOutputs(signature.outputs, answer, problems)
    : signature.outputs;
  const records = examples ? configuredExamples(asked.inputs, examples, problems) : [];
  problems.check();
  return {
    ...signature,
    ...asked,
    inputs: withExamples(asked.inputs, records[0]),
    outputs,
    ...(records.length > 0 && { examples: records }),
  };
}

/** The first record of the project says better what to begin with than the fields one by one. */
function withExamples(inputs: readonly Field[], first: Example | undefined): readonly Field[] {
  if (first === undefined) return inputs;
  return inputs.map((field, i) => ({ ...field, example: first.values[i] ?? field.example }));
}

function configuredExamples(
  inputs: readonly Field[],
  examples: ExamplesConfig,
  problems: ConfigProblems,
): readonly Example[] {
  if (Array.isArray(examples)) {
    return examples.map((record: Readonly<Record<string, unknown>>, i) => {
      return { title: null, values: exampleValues(inputs, record, ["examples", i], problems) };
    });
  }
  return Object.entries(examples).map(([title, record]) => {
    const values = exampleValues(inputs, record, ["examples", title], problems);
    return { title: show(title, 80), values };
  });
}

function exampleValues(
  inputs: readonly Field[],
  record: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  problems: ConfigProblems,
): readonly Cell[] {
  const values = new Map(Object.entries(record));
  const names = inputs.map(({ name }) => name);
  for (const name of values.keys()) {
    if (!names.includes(name)) problems.addKey([...path, name], names, "field of the model");
  }
  return inputs.map((field) => {
    const given = values.get(field.name);
    if (given === undefined) {
      if (field.unused === true) return null;
      if (field.default !== undefined) return field.default;
      if (!values.has(field.name)) {
        problems.add(path, "CONFIG_VALUE", `lacks a value for ${show(field.name, 60)}`);
      }
      return null;
    }
    const judged = judgedValue(field, given);
    if (!(judged instanceof Fault)) return judged;
    problems.add([...path, field.name], "CONFIG_VALUE", `does not fit: ${judged.message}`);
    return null;
  });
}
