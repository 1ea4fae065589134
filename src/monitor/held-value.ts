// One value of inputs as they are held: a record by names, a row by positions, a text alone.

import type { JsonValue } from "../predict/json-value.ts";

/** @param position  the field's among the model's inputs @returns undefined where there is none */
export function heldValue(
  inputs: JsonValue,
  name: string,
  position: number,
): JsonValue | undefined {
  if (typeof inputs !== "object" || inputs === null) return position === 0 ? inputs : undefined;
  return isRow(inputs)
    ? inputs[position]
    : new Map<string, JsonValue>(Object.entries(inputs)).get(name);
}

function isRow(inputs: object): inputs is readonly JsonValue[] {
  return Array.isArray(inputs);
}
