// One field with what the project's config says about it: the config's word over the model's, as far as the model
// can take it.

import type { InputSpec } from "../estimators/estimator.ts";
import type { Cell } from "../estimators/samples.ts";
import type { Place } from "./config-problems.ts";
import { isPlainObject } from "./config-shapes.ts";
import { configuredChoices } from "./configured-choices.ts";
import { parseDecimal } from "./decimal.ts";
import type { FieldConfig } from "./field-config.ts";
import { Fault, Findings } from "./issues.ts";
import type { Field, FieldKind } from "./signature.ts";
import { valueReader } from "./values.ts";

/** The field as it is asked from now on; what is wrong with the entry is noted. */
export function configuredField(
  field: Field,
  spec: InputSpec,
  config: FieldConfig,
  place: Place,
): Field {
  const { label, unit, help } = config;
  const isText = spec.openKind === true && tellsTexts(config);
  const named = {
    ...field,
    ...(isText && { example: "" }),
    ...(label !== undefined && { label }),
    ...(unit !== undefined && { unit }),
    ...(help !== undefined && { help }),
  };
  const kind = configuredKind(field, spec, config, place);
  const kinded = kind === field.kind ? named : ofKind(named, kind, config);
  const chosen = config.choices === undefined ? kinded : configuredChoices(kinded, config, place);
  const bounded = withBounds(chosen, config, place);
  return withValues(bounded, config, place);
}

/** Whether a field is one of texts, where only the config says what the model takes. */
function tellsTexts({ kind, choices }: FieldConfig): boolean {
  if (kind === "text" || choices === undefined) return kind === "text";
  const values = Array.isArray(choices) ? choices : Object.keys(choices);
  return values.some((choice: unknown) => {
    const value = isPlainObject(choice) ? choice["value"] : choice;
    return typeof value === "string" && (Array.isArray(choices) || parseDecimal(value) === null);
  });
}

const numeric: readonly FieldKind[] = ["number", "integer", "boolean", "category"];

/** The kinds that a field can have, whose values its model takes. */
function possibleKinds({ kind }: Field, spec: InputSpec): readonly FieldKind[] {
  if (spec.kind === "numbers") return numeric;
  if (spec.openKind === true) return [...numeric, "text"];
  if (kind === "number" || kind === "integer") return numeric;
  return kind === "text" ? ["text", "category"] : [kind];
}

function configuredKind(
  field: Field,
  spec: InputSpec,
  { kind, choices }: FieldConfig,
  { path, problems }: Place,
): FieldKind {
  const meant =
    kind ?? (choices !== undefined && field.kind !== "boolean" ? "category" : field.kind);
  const possible = possibleKinds(field, spec);
  if (!possible.includes(meant)) {
    const message = `cannot be ${meant}: the model takes ${possible.join(" or ")} here`;
    problems.add([...path, "kind"], "CONFIG_VALUE", message);
    return field.kind;
  }
  if (meant === "category" && choices === undefined && field.choices === undefined) {
    const message = "needs choices: the model knows none";
    problems.add([...path, "kind"], "CONFIG_VALUE", message);
    return field.kind;
  }
  return meant;
}

function ofKind(field: Field, kind: FieldKind, { kind: asked }: FieldConfig): Field {
  const { usual, step, choices, whole: _, ...rest } = field;
  if (kind === "number" || kind === "integer") {
    return { ...rest, kind, ...(usual && { usual }), ...(step !== undefined && { step }) };
  }
  if (kind !== "boolean") return { ...rest, kind, ...(choices && { choices }) };
  const example = typeof field.example === "number" ? field.example !== 0 : field.example;
  return { ...rest, kind, example, ...(asked && { choices: [false, true] }) };
}

function withBounds(field: Field, config: FieldConfig, { path, problems }: Place): Field {
  const { min, max, usual, step, kind } = config;
  const isNumber = field.kind === "number" || field.kind === "integer";
  for (const [key, value] of Object.entries({ min, max, usual, step })) {
    if (value === undefined || isNumber) continue;
    problems.add([...path, key], "CONFIG_VALUE", `is for numbers; this field is ${field.kind}`);
  }
  if (!isNumber) return field;
  if (min !== undefined && max !== undefined && min > max) {
    problems.add([...path, "min"], "CONFIG_VALUE", `is ${min}, more than max, ${max}`);
  }
  if (usual !== undefined && usual[0] >= usual[1]) {
    problems.add([...path, "usual"], "CONFIG_VALUE", "must be the lowest and the highest number");
  }
  if (step !== undefined && step <= 0) {
    problems.add([...path, "step"], "CONFIG_VALUE", `must be more than 0; got ${step}`);
  }
  const { usual: known, ...rest } = field;
  const range = usual === undefined ? known : { low: usual[0], high: usual[1] };
  const low = Math.max(range?.low ?? Number.NaN, min ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(range?.high ?? Number.NaN, max ?? Number.POSITIVE_INFINITY);
  return {
    ...rest,
    ...(low < high && { usual: { low, high } }),
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
    ...(kind === "integer" && { step: Math.max(1, Math.round(field.step ?? 1)), whole: true }),
    ...(step !== undefined && { step }),
  };
}

/** The default and the example, which the field itself must take. */
function withValues(field: Field, config: FieldConfig, place: Place): Field {
  const read = (key: "default" | "example"): Cell | undefined => {
    const given = config[key];
    if (given === undefined) return undefined;
    const { path, problems } = place;
    const judged = judgedValue(field, given);
    if (!(judged instanceof Fault)) return judged;
    problems.add([...path, key], "CONFIG_VALUE", `does not fit: ${judged.message}`);
    return undefined;
  };
  const standIn = read("default");
  const example = read("example") ?? standIn ?? fittingExample(field);
  return { ...field, example, ...(standIn !== undefined && { default: standIn }) };
}

/** A value as the field takes it, or what is wrong with it. */
export function judgedValue(field: Field, value: unknown): Cell | Fault {
  if (value === null && field.nullable) return null;
  const { default: _, ...strict } = field;
  return valueReader(strict)(value, 0, new Findings(false));
}

/** The example that the model gives, where it is still one. */
function fittingExample(field: Field): Cell {
  const { example, choices, minimum, maximum, whole } = field;
  if (typeof example === "number" && choices === undefined) {
    const inside = Math.min(Math.max(example, minimum ?? example), maximum ?? example);
    const rounded = whole === true ? Math.round(inside) : inside;
    if (!(judgedValue(field, rounded) instanceof Fault)) return rounded;
    return minimum === undefined ? inside : Math.ceil(minimum);
  }
  if (!(judgedValue(field, example) instanceof Fault)) return example;
  return choices?.[0] ?? example;
}
