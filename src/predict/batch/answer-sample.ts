// The first rows of a batch with their answers, as a table for people.

import type { Signature } from "../../signature/signature.ts";
import { show } from "../../text.ts";
import { type AnswerColumn, answerColumns } from "./answer-columns.ts";
import type { InputShape, RowBlock } from "./row-source.ts";
import type { ScoredBlock } from "./scored-samples.ts";

export interface AnswerSample {
  /** Names of the columns: the input's own first. */
  readonly names: readonly string[];
  /** How many of them are the input's own. */
  readonly inputs: number;
  readonly rows: readonly (readonly string[])[];
  /** Columns of the input that are not shown. */
  readonly hidden: number;
}

const maxRows = 20;
const maxColumns = 30;
const maxLength = 120;

/** Keeps the first answered rows. */
export class SampleKeeper {
  readonly #signature: Signature;
  readonly #probabilities: boolean;
  #shape: InputShape | null = null;
  #columns: readonly AnswerColumn[] = [];
  #names: readonly string[] | null = null;
  #width = 0;
  readonly #rows: string[][] = [];

  constructor(signature: Signature, probabilities: boolean) {
    this.#signature = signature;
    this.#probabilities = probabilities;
  }

  begin(shape: InputShape): void {
    this.#shape = shape;
  }

  take(rows: RowBlock, { rows: answered, predictions }: ScoredBlock): void {
    for (const [i, prediction] of predictions.entries()) {
      if (this.#rows.length === maxRows) return;
      const row = answered[i] ?? 0;
      if (this.#names === null) {
        this.#names = this.#namesOf(rows, row);
        this.#width = this.#names.length;
        const taken = this.#names.slice(0, maxColumns);
        const options = { probabilities: this.#probabilities, delimiter: "\0", taken };
        const columns = answerColumns(this.#signature, prediction, options);
        this.#columns = columns.slice(0, maxColumns);
      }
      const own = this.#cellsOf(rows, row, this.#names.slice(0, maxColumns));
      const answers = this.#columns.map((column) => show(column.cell(prediction), maxLength));
      this.#rows.push([...own, ...answers]);
    }
  }

  sample(): AnswerSample | null {
    if (this.#names === null) return null;
    const own = this.#names.slice(0, maxColumns);
    const names = [...own, ...this.#columns.map(({ name }) => name)];
    return {
      names: names.map((name) => show(name, 60)),
      inputs: own.length,
      rows: this.#rows,
      hidden: this.#width - own.length,
    };
  }

  #namesOf(rows: RowBlock, row: number): readonly string[] {
    if (rows.kind === "csv") {
      const shape = this.#shape?.kind === "csv" ? this.#shape : null;
      const { inputs } = this.#signature;
      const fields = Array.from(shape?.columns ?? [], (_, i) => inputs[i]?.name ?? `x${i + 1}`);
      return shape?.header?.names ?? fields;
    }
    const value = rows.values[row];
    const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
    return isRecord ? Object.keys(value) : ["input"];
  }

  #cellsOf(rows: RowBlock, row: number, names: readonly string[]): string[] {
    if (rows.kind === "csv") {
      return names.map((_, column) => show(rows.cells.text(row, column), maxLength));
    }
    const value = rows.values[row];
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return names.map((_, i) => (i === 0 ? show(rows.raw(row), maxLength) : ""));
    }
    return names.map((name) => {
      const cell: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      if (cell === undefined || cell === null) return "";
      return show(typeof cell === "object" ? "…" : String(cell), maxLength);
    });
  }
}
