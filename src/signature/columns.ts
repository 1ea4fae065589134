// The columns of a CSV file and the fields of a model: which is which.

import { PicklejarError } from "../errors.ts";
import { nearestName, show } from "../text.ts";
import { parseDecimal } from "./decimal.ts";
import { quote } from "./faults.ts";
import { distinctNames } from "./infer.ts";
import { Fault, Findings } from "./issues.ts";
import { makePlan, type Plan, planForRows } from "./plan.ts";
import type { Field, Signature } from "./signature.ts";

/** How the lines of a file are read. */
export interface ColumnMatch {
  readonly plan: Plan;
  /** For each field of the plan the column that holds it, counted from 0; −1 where the model does without. */
  readonly columns: Int32Array;
  /** What a person should know, such as a column that was taken for a field of a slightly different name. */
  readonly notes: readonly string[];
}

const maxNotes = 20;

/**
 * Finds the fields in a header: by their names, else by names that differ only in case, spaces, underscores and hyphens, where
 * only one pair does. A model that knows no names takes the columns of a file that has as many as it asks.
 *
 * @param isOther  whether a column is none of the model's, whatever it asks
 * @throws INPUT_INVALID with one issue per field that is missing or there twice; HEADER_MISSING for a line of numbers
 */
export function matchColumns(
  signature: Signature,
  header: readonly string[],
  isOther: (name: string) => boolean = () => false,
): ColumnMatch {
  const { inputs } = signature;
  const match = findFields(inputs, header);
  if (match.missing.length > 0 || inputs.length === 0) {
    if (isNumbers(header)) throw headerMissing(header);
    if (!signature.named && match.columns.every((column) => column < 0)) {
      return adoptColumns(signature, header, isOther);
    }
  }
  const findings = new Findings(false);
  for (const field of match.repeated) {
    const message = `${field.label} stands in the header more than once.`;
    findings.add(0, field.name, new Fault("FIELD_DUPLICATE", message));
  }
  for (const field of match.missing) {
    const nearest = nearestName(field.name.slice(0, 200), header.slice(0, 1000));
    const advice = nearest === null ? listed(header) : `; did you mean ${quote(nearest)}?`;
    const message = `${field.label} is missing: no column is called ${quote(field.name)}${advice}`;
    findings.add(0, field.name, new Fault("FIELD_MISSING", message));
  }
  findings.check();
  const notes = match.likened.map(
    ([field, column]) =>
      `The column ${quote(header[column] ?? "")} was taken for ${quote(field.name)}.`,
  );
  return {
    plan: makePlan(inputs),
    columns: Int32Array.from(match.columns),
    notes: notes.slice(0, maxNotes),
  };
}

/**
 * The same for a file without a header: by position.
 *
 * @param width  cells of its first line
 * @throws INPUT_INVALID when the model takes another number of values
 */
export function columnsByPosition(signature: Signature, width: number): ColumnMatch {
  const open = signature.inputs.length === 0;
  const plan =
    (open ? planForRows(signature, [new Array(width)]) : null) ?? makePlan(signature.inputs);
  const expected = plan.fields.length;
  if (expected !== width) {
    const message = `A line must hold ${expected} values, in the order of training; the first holds ${width}.`;
    throw invalid(new Fault("ROW_WIDTH", message));
  }
  return { plan, columns: Int32Array.from({ length: width }, (_, i) => i), notes: [] };
}

/** How many fields a header has: of several ways to read it, the right one has most. */
export function countFields({ inputs }: Signature, header: readonly string[]): number {
  return findFields(inputs, header).columns.filter((column) => column >= 0).length;
}

/** The fields of a model and the columns of a file. */
export interface FoundColumns {
  /** By field; -1 = missing. */
  readonly columns: readonly number[];
  readonly missing: readonly Field[];
  readonly repeated: readonly Field[];
  readonly likened: readonly (readonly [field: Field, column: number])[];
}

/** Which columns hold the fields, by their names alone. */
export function findFields(fields: readonly Field[], header: readonly string[]): FoundColumns {
  const names = new Map(distinctNames(header).map((name, column) => [name, column]));
  const columns = fields.map((field) => names.get(field.name) ?? -1);
  const taken = new Set(columns);
  const spare = unique(header, (name, column) => (taken.has(column) ? "" : likeness(name)));
  const open = unique(fields, (field, i) => (columns[i] === -1 ? likeness(field.name) : ""));
  const likened: [Field, number][] = [];
  for (const [name, i] of open) {
    const column = spare.get(name);
    const field = fields[i];
    if (column === undefined || field === undefined) continue;
    columns[i] = column;
    taken.add(column);
    likened.push([field, column]);
  }
  const counts = new Map<string, number>();
  for (const [column, name] of header.entries()) {
    // A second `age` that the model knows as `age.1` is no repetition.
    if (!taken.has(column)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return {
    columns,
    missing: fields.filter((field, i) => columns[i] === -1 && !isDispensable(field)),
    repeated: fields.filter((field, i) => {
      if (field.unused === true) return false;
      const column = columns[i] ?? -1;
      return column >= 0 && counts.has(header[column] ?? "");
    }),
    likened,
  };
}

/** Whether a file may lack the field's column. */
function isDispensable(field: Field): boolean {
  return field.unused === true || field.default !== undefined;
}

function listed(header: readonly string[]): string {
  const shown = header.slice(0, 6).map((name) => show(name, 40));
  const rest = header.length > shown.length ? `, … (${header.length} in all)` : "";
  return `; the columns are ${shown.join(", ")}${rest}.`;
}

/** Positions by key, of keys that occur once. */
function unique<T>(
  items: readonly T[],
  keyOf: (item: T, i: number) => string,
): Map<string, number> {
  const found = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const key = keyOf(item, i);
    if (key !== "") found.set(key, found.has(key) ? -1 : i);
  }
  for (const [key, i] of found) if (i < 0) found.delete(key);
  return found;
}

/** What is left of a name without case, spaces, underscores and hyphens. */
function likeness(name: string): string {
  return name
    .slice(0, 1000)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
}

/** The columns in their order, under their own names. */
function adoptColumns(
  signature: Signature,
  header: readonly string[],
  isOther: (name: string) => boolean,
): ColumnMatch {
  const own = [...header.entries()].filter(([, name]) => !isOther(name));
  const names = new Map(own.map(([, name]) => [name, null]));
  const plan = names.size === own.length ? planForRows(signature, [names]) : null;
  if (plan === null) {
    const { inputs } = signature;
    const [only] = inputs;
    const asks =
      inputs.length === 1 && only !== undefined
        ? `one column; call it ${quote(only.name)}, or leave out the others`
        : `${inputs.length}, and its file tells no names to choose by`;
    const message = `The file has ${own.length} columns; the model takes ${asks}.`;
    throw invalid(new Fault("ROW_WIDTH", message));
  }
  const columns = Int32Array.from(own, ([column]) => column);
  const isText = plan.fields.length === 1 && plan.fields[0]?.kind === "text";
  const notes = plan.warning === null || isText ? [] : [plan.warning];
  return { plan: { ...plan, warning: null }, columns, notes };
}

// pandas calls columns without names 0, 1, 2, …
function isNumbers(header: readonly string[]): boolean {
  const isCounted = header.every((name, i) => name === String(i));
  return !isCounted && header.every((name) => parseDecimal(name) !== null);
}

function headerMissing(header: readonly string[]): PicklejarError {
  const shown = header.slice(0, 3).map((cell) => show(cell, 20));
  const message = `The first line must hold the names of the columns; it holds numbers (${shown.join(", ")}${header.length > 3 ? ", …" : ""}). If there is no header, say so: --no-header, or header=absent in the content type.`;
  return invalid(new Fault("HEADER_MISSING", message));
}

function invalid({ code, message }: Fault): PicklejarError {
  return new PicklejarError(
    "INPUT_INVALID",
    { summary: message },
    { issues: [{ path: [], code, message }] },
  );
}
