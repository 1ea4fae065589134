// The rows of a long input, judged block after block by the rules of single requests. A row at fault does not spoil the
// others: it is left out, with what is wrong with it.

import type { CsvCells } from "../bytes/csv-cells.ts";
import type { Issue } from "../errors.ts";
import type { InputSpec } from "../estimators/estimator.ts";
import type { Samples } from "../estimators/samples.ts";
import type { ColumnMatch } from "./columns.ts";
import { Fault, Findings } from "./issues.ts";
import { RowJudge } from "./row-judge.ts";
import { sampleSink } from "./sample-sink.ts";

/** Comparisons of names for "did you mean" that a block may spend: rows are many, and likely to have the same mistakes. */
const maxComparisons = 2_000;

/** What became of a block. */
export interface JudgedBlock {
  /** The rows without fault. */
  readonly samples: Samples;
  /** For each sample its row of the block, counted from 0. */
  readonly rows: Int32Array;
  /** By row of the block, in their order: what is wrong. Paths are `[field]`, or `[]` for the row itself. */
  readonly faults: ReadonlyMap<number, readonly Issue[]>;
  /** By sample: what the answer should say. */
  readonly warnings: ReadonlyMap<number, readonly string[]>;
  /** How many rows were judged: fewer than the block has where judging stopped. */
  readonly judged: number;
}

/** How an input is read. */
export interface BlockRules extends ColumnMatch {
  readonly kind: InputSpec["kind"];
  /** What the estimator calls the columns of a table. */
  readonly names: readonly string[] | null;
  /** Cells of each line, for tables. */
  readonly width: number;
  /** A row of arrays in arrays as one of numbers; other rows as they are. */
  readonly flat?: (row: unknown) => unknown;
}

/** Judges the blocks of one input. */
export class BlockJudge {
  readonly #rules: BlockRules;

  constructor(rules: BlockRules) {
    this.#rules = rules;
  }

  /** What a person should know about the input as a whole. */
  get notes(): readonly string[] {
    return this.#rules.notes;
  }

  /** For each field the column that holds it, for tables. */
  get columns(): Int32Array {
    return this.#rules.columns;
  }

  /** The columns whose cells are numbers, for tables. */
  get numberColumns(): Int32Array {
    const { columns, plan } = this.#rules;
    return columns.filter((column, field) => column >= 0 && plan.takesNumbers[field] === 1);
  }

  /**
   * Records, lists and texts; a Fault stands for what could not be read at all. Records may have further names.
   *
   * @param maxFaults  judging stops after this many rows at fault
   */
  judgeRecords(rows: readonly unknown[], maxFaults: number): JudgedBlock {
    return this.#judge(rows.length, maxFaults, (judge, slot, row) => {
      const value = rows[row];
      if (value instanceof Fault) judge.findings.add(slot, value.field, value);
      else judge.read(slot, this.#rules.flat?.(value) ?? value);
    });
  }

  /** The same for lines of a CSV file. */
  judgeCells(cells: CsvCells, maxFaults: number): JudgedBlock {
    const { columns, width } = this.#rules;
    const { faults, records } = cells.block;
    return this.#judge(records, maxFaults, (judge, slot, record) => {
      const reason = faults.get(record);
      if (reason !== undefined) {
        const message = `The line cannot be read: ${reason}.`;
        judge.findings.add(slot, null, new Fault("ROW_MALFORMED", message));
      } else if (cells.width(record) !== width) {
        const message = `The line has ${count(cells.width(record))}; the first line has ${width}.`;
        judge.findings.add(slot, null, new Fault("ROW_WIDTH", message));
      } else {
        judge.readCells(slot, cells, record, columns);
      }
    });
  }

  #judge(
    count: number,
    maxFaults: number,
    read: (judge: RowJudge, slot: number, row: number) => void,
  ): JudgedBlock {
    const { plan, kind, names } = this.#rules;
    const sink = sampleSink(kind, plan.fields, count, names);
    const judge = new RowJudge(plan, sink, new Findings(false, maxComparisons), true);
    const rows = new Int32Array(count);
    const faults = new Map<number, readonly Issue[]>();
    let kept = 0;
    let row = 0;
    for (; row < count && faults.size < maxFaults; row++) {
      read(judge, kept, row);
      if (judge.findings.issues.length > 0) faults.set(row, judge.findings.take(kept));
      else rows[kept++] = row;
    }
    const { warnings } = judge.findings;
    return {
      samples: sink.finish(kept),
      rows: rows.subarray(0, kept),
      faults,
      warnings,
      judged: row,
    };
  }
}

function count(cells: number): string {
  return `${cells} cell${cells === 1 ? "" : "s"}`;
}
