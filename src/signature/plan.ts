// How the rows of one call are read: which fields, by which names, each with its prepared reader.

import { show } from "../text.ts";
import type { ValueReader } from "./faults.ts";
import { unnamedField } from "./infer.ts";
import { readableLabel } from "./labels.ts";
import type { Field, Signature } from "./signature.ts";
import { valueReader } from "./values.ts";

export interface Plan {
  readonly fields: readonly Field[];
  readonly readers: readonly ValueReader[];
  readonly names: ReadonlySet<string>;
  /** The same in the order of the fields; null where names repeat. */
  readonly order: readonly string[] | null;
  /** 1 where a finite number within the field's bounds needs no judging. */
  readonly takesNumbers: Uint8Array;
  /** Whether that is so for all fields. */
  readonly isNumeric: boolean;
  /** The bounds of numbers; the largest ones there are where the field has none. */
  readonly minima: Float64Array;
  readonly maxima: Float64Array;
  /** What every answer of this call should say; null when nothing. */
  readonly warning: string | null;
}

/** Prepares the reading of rows with these fields. */
export function makePlan(fields: readonly Field[], warning: string | null = null): Plan {
  const takesNumbers = Uint8Array.from(fields, (field) => {
    const isNumber = field.kind === "number" || field.kind === "integer";
    return isNumber && field.whole !== true ? 1 : 0;
  });
  const order = fields.map((field) => field.name);
  const names = new Set(order);
  return {
    fields,
    readers: fields.map(valueReader),
    names,
    order: names.size === order.length ? order : null,
    takesNumbers,
    isNumeric: takesNumbers.every((takes) => takes === 1),
    minima: Float64Array.from(fields, ({ minimum }) => minimum ?? -Number.MAX_VALUE),
    maxima: Float64Array.from(fields, ({ maximum }) => maximum ?? Number.MAX_VALUE),
    warning,
  };
}

/**
 * The plan for a call whose rows tell what the signature does not; null when the signature says it all.
 *
 * Two cases. A model that takes any width has no fields: the first row makes them. A model that knows no
 * names meets a sender with names of its own, as many as it takes: the first record's order gives their
 * positions, with a warning, as the tutorials' servers do silently; later records are read by those names.
 */
export function planForRows(signature: Signature, rows: readonly unknown[]): Plan | null {
  if (signature.named) return null;
  const adopted = adoptNames(signature, rows);
  if (adopted !== null || signature.inputs.length > 0) return adopted;
  const [first] = rows;
  const width = isList(first) ? first.length : 0;
  return makePlan(Array.from({ length: width }, (_, i) => ({ ...anyNumber, ...unnamedField(i) })));
}

/** A row by position: an array, or a typed array of numbers. */
export function isList(row: unknown): row is ArrayLike<unknown> {
  return Array.isArray(row) || (ArrayBuffer.isView(row) && "length" in row);
}

/** A row by name: a plain object or a Map. */
export function isRecord(row: unknown): row is object {
  return typeof row === "object" && row !== null && !isList(row);
}

const anyNumber = { kind: "number", nullable: true, example: 0 } as const;

function adoptNames({ inputs }: Signature, rows: readonly unknown[]): Plan | null {
  const record = rows.find(isRecord);
  if (record === undefined) return null;
  const names = namesInOrder(record);
  if (names === null || names.length === 0) return null;
  if (inputs.length > 0 && names.length !== inputs.length) return null;
  const own = new Set(inputs.map((field) => field.name));
  if (names.some((name) => own.has(name))) return null;
  const fields = names.map((name, position) => ({
    ...(inputs[position] ?? anyNumber),
    name,
    ...readableLabel(name),
  }));
  const shown = names.slice(0, 8).map((name) => show(name, 40));
  const list = shown.join(", ") + (names.length > shown.length ? ", …" : "");
  const warning = `The model file tells no names: values were taken in the order sent (${list}).`;
  return makePlan(fields, warning);
}

/** A record's names in the order sent; null where JavaScript has lost it (`{"b": 1, "1": 2}`). */
function namesInOrder(record: object): string[] | null {
  if (record instanceof Map) return [...record.keys()].map(String);
  const names = Object.keys(record);
  const numbered = names.filter((name) => /^\d+$/.test(name)).length;
  return numbered === 0 || numbered === names.length ? names : null;
}
