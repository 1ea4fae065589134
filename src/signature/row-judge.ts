// One row judged against the fields: by name, by position, or as the one text that a model asks.

import type { CsvCells } from "../bytes/csv-cells.ts";
import { show } from "../text.ts";
import { quote } from "./faults.ts";
import { Fault, type Findings, maxIssues } from "./issues.ts";
import { isList, isRecord, type Plan } from "./plan.ts";
import { valuesInOrder } from "./record-values.ts";
import type { NumberRow, SampleSink } from "./sample-sink.ts";

// What a record gives for a name it does not have.
const absent = Symbol("absent");

/** Reads the rows of one call by a plan, and stores what it accepts. */
export class RowJudge {
  readonly findings: Findings;
  readonly #plan: Plan;
  readonly #sink: SampleSink;
  readonly #keepsOthers: boolean;
  #numbers: NumberRow | null = null;

  /** @param keepsOthers  whether records may have names that are none of the model's, as the columns of a file do */
  constructor(plan: Plan, sink: SampleSink, findings: Findings, keepsOthers = false) {
    this.#plan = plan;
    this.#sink = sink;
    this.findings = findings;
    this.#keepsOthers = keepsOthers;
  }

  /** Judges a row and stores its values; once anything is wrong, nothing more is stored. */
  read(row: number, value: unknown): void {
    if (this.findings.issues.length === 0) this.#sink.reserve(row);
    if (this.#plan.warning !== null) this.findings.warn(row, this.#plan.warning);
    if (isList(value)) this.#readList(row, value);
    else if (value instanceof Map) this.#readMap(row, value);
    else if (isRecord(value)) this.#readRecord(row, value);
    else this.#readScalar(row, value);
  }

  /** The same for a line of a CSV file; `columns` says for each field which of its cells is meant, −1 = none. */
  readCells(row: number, cells: CsvCells, record: number, columns: Int32Array): void {
    const { fields, takesNumbers, minima, maxima } = this.#plan;
    if (this.findings.issues.length === 0) {
      this.#sink.reserve(row);
      if (this.#putNumbers(row, cells, record, columns)) return;
    }
    for (let field = 0; field < fields.length; field++) {
      const column = columns[field] ?? -1;
      if (column < 0) {
        this.#judgeValue(row, field, absent);
        continue;
      }
      const number = takesNumbers[field] === 1 ? cells.number(record, column) : Number.NaN;
      const isTaken = number >= (minima[field] ?? 0) && number <= (maxima[field] ?? 0);
      if (!isTaken) this.#judgeValue(row, field, cells.text(record, column));
      else if (this.findings.issues.length === 0) this.#sink.put(row, field, number);
    }
  }

  /** Whether the line was one of plain numbers that are known, which needs no judging. */
  #putNumbers(row: number, { block }: CsvCells, record: number, places: Int32Array): boolean {
    const { isNumeric, minima, maxima } = this.#plan;
    const { numbers, firstCells } = block;
    if (!isNumeric || numbers === null) return false;
    if (this.#numbers?.numbers !== numbers)
      this.#numbers = { numbers, start: 0, places, minima, maxima };
    this.#numbers.start = firstCells[record] ?? 0;
    return this.#sink.putNumbers(row, this.#numbers);
  }

  #readList(row: number, values: ArrayLike<unknown>): void {
    const { fields } = this.#plan;
    if (values.length !== fields.length) {
      const names = listNames(fields.map((field) => field.name));
      const expected = `${count(fields.length, "value")}${names === "" ? "" : ` (${names})`}`;
      const message = `A row must hold ${expected}; got ${count(values.length, "value")}.`;
      this.findings.add(row, null, new Fault("ROW_WIDTH", message));
      return;
    }
    for (let column = 0; column < fields.length; column++) {
      this.#readValue(row, column, values[column]);
    }
  }

  #readMap(row: number, values: ReadonlyMap<unknown, unknown>): void {
    const { fields } = this.#plan;
    const refuses = this.#refusesNames(values.keys());
    if (refuses && fields.length >= maxIssues) this.#refuseUnknown(row, values.keys());
    for (let column = 0; column < fields.length; column++) {
      const value = values.get(fields[column]?.name);
      this.#readValue(row, column, value === undefined ? absent : value);
    }
    if (refuses && fields.length < maxIssues) this.#refuseUnknown(row, values.keys());
  }

  // Names from a request are only ever asked of the request's own properties: `__proto__` is a name like others.
  #readRecord(row: number, record: object): void {
    const { fields, order } = this.#plan;
    const own = order === null ? null : valuesInOrder(record, order);
    if (own !== null) {
      for (let column = 0; column < own.length; column++) this.#readValue(row, column, own[column]);
      return;
    }
    const values = record as Readonly<Record<string, unknown>>;
    const refuses = this.#refusesNames(Object.keys(values));
    // Of a model with many fields the missing ones would crowd out what was sent in their place.
    if (refuses && fields.length >= maxIssues) this.#refuseUnknown(row, Object.keys(values));
    for (let column = 0; column < fields.length; column++) {
      const name = fields[column]?.name ?? "";
      this.#readValue(row, column, Object.hasOwn(values, name) ? values[name] : absent);
    }
    if (refuses && fields.length < maxIssues) this.#refuseUnknown(row, Object.keys(values));
  }

  // A text stands for the record of a model that asks one thing.
  #readScalar(row: number, value: unknown): void {
    const { fields } = this.#plan;
    const [field] = fields;
    const isOne = fields.length === 1 && field !== undefined;
    if (isOne && typeof value === "string" && field.kind !== "number" && field.kind !== "integer") {
      this.#readValue(row, 0, value);
      return;
    }
    const got = typeof value === "string" ? quote(value) : show(String(value), 60);
    const message = `A row must be an object of fields or a list of values; got ${got}.`;
    this.findings.add(row, null, new Fault("ROW_KIND", message));
  }

  #readValue(row: number, column: number, value: unknown): void {
    if (this.findings.issues.length === 0 && this.#plan.takesNumbers[column] === 1) {
      const { minima, maxima } = this.#plan;
      const isNumber = typeof value === "number";
      if (isNumber && value >= (minima[column] ?? 0) && value <= (maxima[column] ?? 0)) {
        this.#sink.put(row, column, value);
        return;
      }
    }
    this.#judgeValue(row, column, value);
  }

  #judgeValue(row: number, column: number, value: unknown): void {
    const field = this.#plan.fields[column];
    const reader = this.#plan.readers[column];
    if (field === undefined || reader === undefined) return;
    const isAbsent = value === absent || value === undefined;
    // A field with a default is judged as if it had been sent.
    if (isAbsent && field.default !== undefined) value = field.default;
    else if (isAbsent && field.unused !== true) {
      const advice = field.nullable ? "; send null if it is not known" : "";
      const message = `${field.label} is missing${advice}.`;
      this.findings.add(row, field.name, new Fault("FIELD_MISSING", message));
      return;
    }
    const judged = reader(value, row, this.findings);
    if (judged instanceof Fault) {
      this.findings.add(row, field.name, judged);
    } else if (this.findings.issues.length === 0 && !this.#sink.put(row, column, judged)) {
      const message = `${field.label} must be a number for this model; got ${quote(String(judged))}.`;
      this.findings.add(row, field.name, new Fault("FIELD_KIND", message));
    }
  }

  #refusesNames(names: Iterable<unknown>): boolean {
    if (this.#keepsOthers) return false;
    for (const name of names) {
      if (typeof name !== "string" || !this.#plan.names.has(name)) return true;
    }
    return false;
  }

  #refuseUnknown(row: number, names: Iterable<unknown>): void {
    const known = this.#plan.fields.map((field) => field.name);
    for (const name of names) {
      if (this.findings.full) return;
      if (typeof name === "string" && this.#plan.names.has(name)) continue;
      const sent = String(name);
      const advice =
        this.findings.suggestion(sent, known) || `; its fields are ${listNames(known)}.`;
      const message = `${quote(sent)} is not a field of this model${advice}`;
      this.findings.add(row, sent, new Fault("FIELD_UNKNOWN", message));
    }
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => show(name, 40));
  return shown.join(", ") + (names.length > shown.length ? `, … (${names.length} in all)` : "");
}
