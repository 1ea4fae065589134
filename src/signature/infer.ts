// What a model asks and answers, from what the model itself knows: names, hints of its steps, classes.

import { PicklejarError } from "../errors.ts";
import type { Estimator, InputHint, InputSpec, Labels } from "../estimators/estimator.ts";
import type { Cell, ElementType } from "../estimators/samples.ts";
import { floatRepr } from "../objects/python-repr.ts";
import { withDummies } from "./dummies.ts";
import { distinctLabels } from "./labels.ts";
import { settleMissing } from "./missing.ts";
import { numberGuide } from "./ranges.ts";
import type { AskedField, Field, OutputField, OutputKind, Signature } from "./signature.ts";
import { settleExamples } from "./trial.ts";

/**
 * The signature of a fitted estimator. Fields stand in the order of training; a model that knows only its
 * width gets `x1`, `x2`, …, and one that takes any width has no fields at all (the first row decides).
 *
 * @param asked  the fields as `inferFields` gives them
 */
export function inferSignature(
  estimator: Estimator,
  asked: readonly AskedField[] = inferFields(estimator),
): Signature {
  const { inputs } = estimator;
  const fields = labelledFields(inputs, asked);
  const prepared = estimator.predict && preparedNames(estimator, fields);
  return {
    inputs: settleMissing(estimator, settleExamples(estimator, fields)),
    named: inputs.names !== null && inputs.kind !== "texts" && inputs.kind !== "labels",
    outputs: inferOutputs(estimator, fields),
    probabilities: estimator.predictProba !== undefined,
    ...(prepared && { prepared }),
    ...(inputs.shape && inputs.shape.length > 1 && { tensor: inputs.shape }),
  };
}

/** A label as Python's `str` writes it: `True`, `5`, `5.0`, `None`. */
export function labelName(label: Cell, type: ElementType): string {
  if (typeof label === "string") return label;
  if (label === null) return type === "float" ? "nan" : "None";
  if (typeof label === "boolean") return label ? "True" : "False";
  if (typeof label === "bigint") return String(label);
  if (type === "bool") return label === 0 ? "False" : "True";
  if (type === "float" || !Number.isInteger(label)) return floatRepr(label);
  return String(label);
}

/** Field `x1` of a model that knows no names, at the position counted from 0. */
export function unnamedField(position: number): Pick<Field, "name" | "label"> {
  return { name: `x${position + 1}`, label: `Feature ${position + 1}` };
}

/** The fields by what the model tells, before it is tried which values it takes. */
export function inferFields(estimator: Estimator): readonly AskedField[] {
  const { inputs } = estimator;
  const hints = estimator.hints();
  if (inputs.kind === "texts") {
    const typical = hints?.[0]?.typical;
    const example = typeof typical === "string" ? typical : "";
    return [{ name: "text", kind: "text", nullable: false, example }];
  }
  if (inputs.kind === "labels") {
    return [{ name: "label", ...inferKind(inputs, hints?.[0], false) }];
  }
  const width = inputs.names?.length ?? inputs.width ?? 0;
  const names = inputs.names === null ? null : distinctNames(inputs.names);
  const fields = Array.from({ length: width }, (_, position): AskedField => {
    const name = names?.[position] ?? unnamedField(position).name;
    return { name, ...inferKind(inputs, hints?.[position], inputs.allowsMissing) };
  });
  return names === null ? fields : withDummies(fields);
}

function labelledFields(inputs: InputSpec, fields: readonly AskedField[]): readonly Field[] {
  if (inputs.kind === "texts") return fields.map((field) => ({ label: "Text", ...field }));
  if (inputs.kind === "labels") return fields.map((field) => ({ label: "Label", ...field }));
  if (inputs.names === null) {
    return fields.map((field, position) => ({ ...unnamedField(position), ...field }));
  }
  const labels = distinctLabels(fields.map(({ name }) => name));
  return fields.map((field, i) => ({ label: field.name, ...labels[i], ...field }));
}

type FieldContent = Omit<AskedField, "name">;

function inferKind(
  inputs: InputSpec,
  hint: InputHint | undefined,
  allowsMissing: boolean,
): FieldContent {
  if (inputs.kind === "table" && hint?.unused === true) {
    return { kind: "text", nullable: true, unused: true, example: "" };
  }
  const known = (hint?.choices ?? []).filter((choice) => fits(choice, inputs));
  const choices = known.filter((choice) => !isMissing(choice));
  const nullable = (hint?.missing ?? allowsMissing) || choices.length < known.length;
  const [first] = choices;
  if (first !== undefined) {
    const typical = hint?.typical ?? null;
    const example = choices.includes(typical) ? typical : first;
    const kind = choices.every((choice) => typeof choice === "boolean") ? "boolean" : "category";
    return { kind, nullable, choices, ...(hint?.open === true && { open: true }), example };
  }
  if (inputs.kind !== "numbers" && typeof hint?.typical === "string") {
    return { kind: "text", nullable, example: hint.typical };
  }
  if (inputs.kind === "labels") return { kind: "text", nullable, example: "" };
  if (inputs.kind === "table" && typeof hint?.typical === "boolean") {
    return { kind: "boolean", nullable, choices: [false, true], example: hint.typical };
  }
  const whole = hint?.integer === true;
  return { kind: whole ? "integer" : "number", nullable, ...numberGuide(hint, whole) };
}

/** A matrix of numbers has no room for text, whatever a file claims. */
function fits(choice: Cell, inputs: InputSpec): boolean {
  return inputs.kind !== "numbers" || typeof choice !== "string";
}

function isMissing(choice: Cell): boolean {
  return choice === null || Number.isNaN(choice);
}

/** Names made distinct as pandas does: a second `age` becomes `age.1`. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  if (taken.size === names.length) return [...names];
  const seen = new Set<string>();
  const copies = new Map<string, number>();
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let copy = copies.get(name) ?? 0;
    let unique: string;
    do unique = `${name}.${++copy}`;
    while (taken.has(unique));
    copies.set(name, copy);
    taken.add(unique);
    return unique;
  });
}

function inferOutputs(estimator: Estimator, fields: readonly Field[]): OutputField[] {
  if (!estimator.predict) return transformedOutputs(estimator, fields);
  const count = Math.max(1, estimator.outputs);
  return Array.from({ length: count }, (_, position) => {
    const name = count === 1 ? "prediction" : `prediction_${position + 1}`;
    const labels = outputLabels(estimator, position, count);
    return labels === undefined
      ? { name, kind: outputKind(estimator) }
      : { name, kind: "class", ...labels };
  });
}

function transformedOutputs(estimator: Estimator, fields: readonly Field[]): OutputField[] {
  if (estimator.transform) {
    if (estimator.inputs.kind === "labels") return [{ name: "prediction", kind: "number" }];
    const { transformWidth: width } = estimator;
    if (width === undefined) return [{ name: "prediction", kind: "vector" }];
    const { outputNames } = estimator;
    const names = outputNames && columnNames(estimator, fields, { width, names: outputNames });
    return [{ name: "prediction", kind: "vector", width, ...(names && { names }) }];
  }
  if (estimator.scoreSamples) return [{ name: "prediction", kind: "number" }];
  if (!estimator.kneighbors) return [];
  return ["distances", "indices"].map((name) => ({ name, kind: "vector" }));
}

// Rows of more values than this are read by machines.
const maxNamed = 1000;

// A step that gives more columns, of which others keep a few, would take too long to name them all.
const maxNamedInside = 100_000;

function preparedNames(estimator: Estimator, fields: readonly Field[]): readonly string[] | null {
  const { prepared } = estimator;
  return prepared === undefined ? null : columnNames(estimator, fields, prepared);
}

/** What the model calls columns: by its own names of the fields, else by those that they have here. */
function columnNames(
  estimator: Estimator,
  fields: readonly Field[],
  { width, names: namesOf }: Required<Estimator>["prepared"],
): readonly string[] | null {
  const { inputs } = estimator;
  if (width > maxNamed || widestInside(estimator) > maxNamedInside) return null;
  const isPlain = inputs.names === null && inputs.width === fields.length;
  try {
    const names = namesOf(isPlain ? fields.map(({ name }) => name) : null);
    return names.length === width ? names : null;
  } catch (error) {
    // A step that learned other names than the one before gives: scikit-learn has no names then either.
    if (error instanceof PicklejarError) return null;
    throw error;
  }
}

/** The most columns that a transformer gives, of the estimator and of those inside of it. */
function widestInside(estimator: Estimator): number {
  const queue = [estimator];
  let widest = 0;
  for (const { transformWidth = 0, children } of queue) {
    widest = Math.max(widest, transformWidth);
    for (const child of children) queue.push(child.estimator);
  }
  return widest;
}

// A multilabel classifier answers several values with one list of labels, which names the values.
function outputLabels(
  estimator: Estimator,
  position: number,
  count: number,
): Pick<OutputField, "classes" | "classNames"> | undefined {
  if (estimator.classes === null || estimator.classes.length !== count) return undefined;
  const labels: Labels | undefined = estimator.classes[position];
  if (labels === undefined) return undefined;
  const classNames = labels.values.map((label) => labelName(label, labels.type));
  return { classes: labels.values, classNames };
}

function outputKind(estimator: Estimator): OutputKind {
  if (estimator.role === "clusterer") return "cluster";
  if (estimator.role === "anomaly-detector") return "anomaly";
  return estimator.role === "classifier" ? "class" : "number";
}
