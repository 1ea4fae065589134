// What a model asks as JSON Schema (2020-12): whatever is valid by these schemas is accepted. The judging of
// inputs takes a little more: decimal text for numbers, whole numbers as floats (docs/inputs.md).

import { formatNumber } from "../../predict/format.ts";
import { type JsonValue, jsonValue } from "../../predict/json-value.ts";
import type { Field, Signature } from "../../signature/signature.ts";
import { show } from "../../text.ts";

/** A JSON Schema, or any other object of an OpenAPI document. */
export type Schema = Readonly<Record<string, unknown>>;

const anyNumber: Schema = { type: ["number", "null"] };

/** The schemas of one input: a record by name, and a row by position. */
export function inputSchemas({ inputs }: Signature): { record: Schema; row: Schema } {
  const [first] = inputs;
  if (first === undefined) {
    // A model of any width: the first row decides.
    return {
      record: { type: "object", additionalProperties: anyNumber, minProperties: 1 },
      row: { type: "array", items: anyNumber, minItems: 1 },
    };
  }
  const properties = new Map(inputs.map((field) => [field.name, fieldSchema(field)]));
  const values = inputs.map(valueSchema);
  const text = JSON.stringify(values[0]);
  const isUniform = values.every((schema) => JSON.stringify(schema) === text);
  const size = { minItems: inputs.length, maxItems: inputs.length };
  return {
    record: {
      type: "object",
      // Not an assignment: a field may be called `__proto__`.
      properties: Object.fromEntries(properties),
      required: inputs.filter(isRequired).map(({ name }) => name),
      additionalProperties: false,
    },
    row: isUniform
      ? { type: "array", items: values[0], ...size }
      : { type: "array", prefixItems: values, items: false, ...size },
  };
}

/** Whether a record must have the field. */
export function isRequired({ unused, default: standIn }: Field): boolean {
  return unused !== true && standIn === undefined;
}

/** One field with its words: label, unit, usual range, default, example. */
export function fieldSchema(field: Field): Schema {
  const { example, unit, unused, default: standIn } = field;
  if (unused === true) return { title: show(field.label), description: "Ignored by the model." };
  return {
    ...valueSchema(field),
    title: show(field.label),
    ...(describe(field) !== "" && { description: describe(field) }),
    ...(unit !== undefined && { "x-unit": unit }),
    ...(standIn !== undefined && { default: jsonValue(standIn) }),
    ...(example !== null && { examples: [jsonValue(example)] }),
  };
}

/** What a field takes, without words. */
export function valueSchema(field: Field): Schema {
  const { kind, choices = [], choiceLabels = [], open, unused, default: standIn } = field;
  if (unused === true) return {};
  // A default stands for null as it stands for what is left out.
  const nullable = field.nullable || standIn !== undefined;
  switch (kind) {
    // Whether training data were whole numbers is only a guess: 2.5 is taken as well.
    case "number":
    case "integer":
      return {
        ...typed([field.whole === true ? "integer" : "number"], nullable),
        ...bounds(field),
      };
    case "boolean":
      // Labels are taken as the values are.
      return choiceLabels.length === 0
        ? typed(["boolean"], nullable)
        : oneOfOrNull([true, false, ...choiceLabels], nullable);
    case "text":
      return typed(["string"], nullable);
    case "category": {
      const known = new Set<JsonValue>([...choices.map(jsonValue), ...choiceLabels]);
      known.delete(null);
      if (known.size > 0 && open !== true) return oneOfOrNull([...known], nullable);
      const kinds = kindsOf([...known]);
      return kinds.length === 0 ? {} : typed(kinds, nullable);
    }
  }
}

function bounds({ minimum, maximum }: Field): Schema {
  return { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

function typed(types: readonly string[], nullable: boolean): Schema {
  const all = nullable ? [...types, "null"] : types;
  return { type: all.length === 1 ? all[0] : all };
}

/** One of some values; their types are told too, for generated clients. */
export function oneOf(values: readonly JsonValue[]): Schema {
  return { ...typed(kindsOf(values), false), enum: values };
}

/** Generated clients leave null out of a list of values: it stands beside the list. */
function oneOfOrNull(values: readonly JsonValue[], nullable: boolean): Schema {
  return nullable ? { anyOf: [oneOf(values), { type: "null" }] } : oneOf(values);
}

/** The JSON types of values that are no lists. */
function kindsOf(values: readonly JsonValue[]): string[] {
  return [...new Set(values.map((value) => (value === null ? "null" : typeof value)))];
}

function describe(field: Field): string {
  const { unit, usual, choices, choiceLabels, open, nullable, kind, help } = field;
  const parts = [];
  if (help !== undefined) parts.push(show(help, 500));
  if (unit !== undefined) parts.push(`In ${show(unit)}.`);
  if (usual !== undefined) {
    parts.push(`Usually ${formatNumber(usual.low)} to ${formatNumber(usual.high)}.`);
  }
  if (kind === "category" && open === true && choices !== undefined) {
    const shown = choices.slice(0, 5).map((choice) => show(String(choice), 40));
    parts.push(`Known from training: ${shown.join(", ")}${choices.length > 5 ? ", …" : ""}.`);
  }
  if (choiceLabels !== undefined) {
    const pairs = choiceLabels.slice(0, 20).map((label, i) => {
      return `${show(String(choices?.[i]), 40)} = ${show(label, 40)}`;
    });
    parts.push(`${pairs.join(", ")}${choiceLabels.length > 20 ? ", …" : "."}`);
  }
  if (nullable) parts.push("null if it is not known.");
  return parts.join(" ");
}

/** A record of examples, which the model takes. */
export function exampleRecord({ inputs }: Signature): Schema {
  const asked = inputs.filter(({ unused }) => unused !== true);
  return Object.fromEntries(asked.map(({ name, example }) => [name, jsonValue(example)]));
}
