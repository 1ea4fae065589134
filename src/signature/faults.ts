// What judging a value may end in, and the sentences of the usual faults.

import type { Cell } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { Repeated } from "./form.ts";
import { Fault, type Findings } from "./issues.ts";
import type { Field } from "./signature.ts";

/** A value as the model takes it (null = missing), or what is wrong with it. */
export type Judged = Cell | Fault;

/** Judges values of one field; prepared once, used for every row. */
export type ValueReader = (value: unknown, row: number, findings: Findings) => Judged;

/** null, undefined, and what is no single value at all. */
export function readOther(field: Field, expected: string, value: unknown): Judged {
  if (value === null || value === undefined) return readMissing(field);
  if (value instanceof Repeated) {
    const message = `${field.label} was sent ${value.count} times; send one value.`;
    return new Fault("FIELD_DUPLICATE", message);
  }
  if (Array.isArray(value)) return kindFault(field, expected, "a list");
  return kindFault(field, expected, typeof value === "object" ? "an object" : `a ${typeof value}`);
}

export function readMissing(field: Field): Judged {
  return field.nullable ? null : new Fault("FIELD_MISSING", `${field.label} is missing.`);
}

export function kindFault(field: Field, expected: string, got: string): Fault {
  return new Fault("FIELD_KIND", `${field.label} must be ${expected}; got ${got}.`);
}

export function notFinite(field: Field, got: string): Fault {
  return new Fault("FIELD_NOT_FINITE", `${field.label} must be a finite number; got ${got}.`);
}

/** A text as messages quote it. */
export function quote(text: string): string {
  return `"${show(text, 60)}"`;
}
