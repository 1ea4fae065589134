// Rows of a request, judged strictly and helpfully and gathered into samples. One set of rules for JSON,
// forms, query strings and CSV; every problem is found at once, each named by its field.

import { PicklejarError } from "../errors.ts";
import type { InputSpec } from "../estimators/estimator.ts";
import type { Samples } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { quote } from "./faults.ts";
import { Fault, Findings } from "./issues.ts";
import { isList, isRecord, makePlan, type Plan, planForRows } from "./plan.ts";
import { type SampleSink, sampleSink } from "./sample-sink.ts";
import type { Signature } from "./signature.ts";

export interface ParseOptions {
  /** The most rows that are taken; no bound unless told. */
  readonly maxRows?: number;
}

export interface ParsedRows {
  readonly samples: Samples;
  /** By row: what the answer should say, such as a category that did not occur in training. */
  readonly warnings: ReadonlyMap<number, readonly string[]>;
}

/** Turns rows into samples; prepared once per model. */
export interface RowParser {
  /**
   * @param rows  records by name (objects, Maps), lists by position, texts for models of one text
   * @throws INPUT_INVALID with at most 100 issues, one per field; paths are `[field]` for one row and
   *   `[row, field]`, rows counted from 0, for several
   * @throws INPUT_ROWS when there are more than `maxRows`
   */
  parse(rows: readonly unknown[], options?: ParseOptions): ParsedRows;
}

/**
 * Prepares the judging of rows for a model.
 *
 * @param kind         what the estimator takes (`estimator.inputs.kind`)
 * @param columnNames  the estimator's own names, which may repeat where those of fields must not
 */
export function createRowParser(
  signature: Signature,
  kind: InputSpec["kind"],
  columnNames: readonly string[] | null = ownNames(signature),
): RowParser {
  const ownPlan = makePlan(signature.inputs);
  return {
    parse(rows, { maxRows = Number.POSITIVE_INFINITY } = {}) {
      checkRows(rows);
      if (rows.length > maxRows) {
        throw new PicklejarError("INPUT_ROWS", { limit: maxRows, got: rows.length });
      }
      const plan = planForRows(signature, rows) ?? ownPlan;
      const sink = sampleSink(kind, plan.fields, rows.length, columnNames);
      const judge = new RowJudge(plan, sink, new Findings(rows.length > 1));
      for (let row = 0; row < rows.length && !judge.findings.full; row++)
        judge.read(row, rows[row]);
      judge.findings.check();
      return { samples: sink.finish(), warnings: judge.findings.warnings };
    },
  };
}

function ownNames({ named, inputs }: Signature): readonly string[] | null {
  return named ? inputs.map((field) => field.name) : null;
}

// A single record where a list of rows belongs would otherwise be no row at all.
function checkRows(rows: unknown): void {
  if (Array.isArray(rows)) return;
  const findings = new Findings(false);
  const got = isRecord(rows) ? "an object" : show(String(rows), 60);
  findings.add(0, null, new Fault("ROW_KIND", `Rows must come as a list; got ${got}.`));
  findings.check();
}

// What a record gives for a name it does not have.
const absent = Symbol("absent");

class RowJudge {
  readonly findings: Findings;
  readonly #plan: Plan;
  readonly #sink: SampleSink;

  constructor(plan: Plan, sink: SampleSink, findings: Findings) {
    this.#plan = plan;
    this.#sink = sink;
    this.findings = findings;
  }

  read(row: number, value: unknown): void {
    if (this.findings.issues.length === 0) this.#sink.reserve(row);
    if (this.#plan.warning !== null) this.findings.warn(row, this.#plan.warning);
    if (isList(value)) this.#readList(row, value);
    else if (value instanceof Map) this.#readMap(row, value);
    else if (isRecord(value)) this.#readRecord(row, value);
    else this.#readScalar(row, value);
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
    let found = 0;
    for (let column = 0; column < fields.length; column++) {
      const name = fields[column]?.name;
      const value = values.get(name);
      if (value !== undefined || values.has(name)) found++;
      this.#readValue(row, column, value === undefined ? absent : value);
    }
    if (found < values.size) this.#refuseUnknown(row, values.keys());
  }

  // Names from a request are only ever asked of the request's own properties: `__proto__` is a name like others.
  #readRecord(row: number, record: object): void {
    const { fields } = this.#plan;
    const values = record as Readonly<Record<string, unknown>>;
    let unread = 0;
    for (const name in values) if (Object.hasOwn(values, name)) unread++;
    for (let column = 0; column < fields.length; column++) {
      const name = fields[column]?.name ?? "";
      const has = Object.hasOwn(values, name);
      if (has) unread--;
      this.#readValue(row, column, has ? values[name] : absent);
    }
    if (unread > 0) this.#refuseUnknown(row, Object.keys(values));
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
      if (typeof value === "number" && Number.isFinite(value)) {
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
    if (value === absent || value === undefined) {
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
