// Rows of a request, judged strictly and helpfully and gathered into samples. One set of rules for JSON,
// forms, query strings and CSV; every problem is found at once, each named by its field.

import { PicklejarError } from "../errors.ts";
import type { InputSpec } from "../estimators/estimator.ts";
import type { Samples } from "../estimators/samples.ts";
import { show } from "../text.ts";
import { BlockJudge } from "./blocks.ts";
import { type ColumnMatch, columnsByPosition, matchColumns } from "./columns.ts";
import { Fault, Findings } from "./issues.ts";
import { isRecord, makePlan, planForRows } from "./plan.ts";
import { RowJudge } from "./row-judge.ts";
import { sampleSink } from "./sample-sink.ts";
import type { Signature } from "./signature.ts";
import { flatTensor } from "./tensor-rows.ts";

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
  /** Begins the reading of many records: the first decides how all are read, where the model leaves it open. */
  openRecords(first: unknown): BlockJudge;
  /**
   * Begins the reading of a CSV file.
   *
   * @param header   its first line; a number where it has none: how many cells the first line has
   * @param isOther  whether a column is none of the model's, whatever it asks
   * @throws INPUT_INVALID when the columns are not those of the model
   */
  openTable(header: readonly string[] | number, isOther?: (name: string) => boolean): BlockJudge;
}

/**
 * Prepares the judging of rows for a model.
 *
 * @param kind         what the estimator takes (`estimator.inputs.kind`)
 * @param shape        sizes of one row's tensor, where rows may be arrays of arrays
 * @param columnNames  the estimator's own names, which may repeat where those of fields must not
 */
export function createRowParser(
  signature: Signature,
  kind: InputSpec["kind"],
  columnNames: readonly string[] | null = ownNames(signature),
  shape: InputSpec["shape"] = undefined,
): RowParser {
  const flat = (row: unknown): unknown => (shape === undefined ? row : flatTensor(row, shape));
  const ownPlan = makePlan(signature.inputs);
  const open = (match: ColumnMatch, width: number): BlockJudge =>
    new BlockJudge({ ...match, kind, names: columnNames, width, flat });
  return {
    openRecords(first) {
      const plan = planForRows(signature, [flat(first)]) ?? ownPlan;
      const notes = plan.warning === null ? [] : [plan.warning];
      return open({ plan: { ...plan, warning: null }, columns: noColumns, notes }, 0);
    },
    openTable(header, isOther) {
      if (typeof header === "number") return open(columnsByPosition(signature, header), header);
      return open(matchColumns(signature, header, isOther), header.length);
    },
    parse(given, { maxRows = Number.POSITIVE_INFINITY } = {}) {
      checkRows(given);
      const rows = shape === undefined ? given : given.map(flat);
      if (rows.length > maxRows) {
        throw new PicklejarError("INPUT_ROWS", { limit: maxRows, got: rows.length });
      }
      const plan = planForRows(signature, rows) ?? ownPlan;
      const sink = sampleSink(kind, plan.fields, rows.length, columnNames);
      const judge = new RowJudge(plan, sink, new Findings(rows.length > 1));
      for (let row = 0; row < rows.length && !judge.findings.full; row++)
        judge.read(row, rows[row]);
      judge.findings.check();
      return { samples: sink.finish(rows.length), warnings: judge.findings.warnings };
    },
  };
}

const noColumns = new Int32Array(0);

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
