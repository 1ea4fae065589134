// A model's answers against recorded ones: how many are the same, how near the others come, and which is the worst.

import { PicklejarError } from "../../errors.ts";
import type { OutputField, Signature } from "../../signature/signature.ts";
import { jsonValue } from "../json-value.ts";
import { agreeingDigits, digitsIn, errorOf, gradeOf } from "./agreement.ts";
import { type AnswerColumn, answerColumns } from "./answer-columns.ts";
import type { BatchConsumer } from "./batch.ts";
import { type Expectation, expectationOf } from "./expectations.ts";
import type { InputShape, RowBlock } from "./row-source.ts";
import type { ScoredBlock } from "./scored-samples.ts";

/** One recorded value that the model answers differently. */
export interface Difference {
  /** Of the cases, counted from 0, and its line in the file, counted from 1. */
  readonly row: number;
  readonly line: number;
  /** `prediction`, `probability_setosa`. */
  readonly column: string;
  readonly expected: unknown;
  readonly got: unknown;
  /** Relative to the larger of both; of probabilities absolute. Infinity where they are not both numbers. */
  readonly error: number;
}

export interface Verification {
  readonly cases: number;
  /** Cases of which every value is the same. */
  readonly exact: number;
  /** Cases within the tolerance, the exact ones among them. */
  readonly agreeing: number;
  readonly tolerance: number;
  /** What was established: `exact`, `to 1e-12 relative`, `differs`. */
  readonly grade: string;
  /** Significant digits to which the worst case agrees; null where all are the same, 0 where nothing agrees. */
  readonly digits: number | null;
  readonly worst: Difference | null;
  /** The most digits that a recorded number has: it may have been rounded. */
  readonly recordedDigits: number;
}

interface Compared {
  readonly column: AnswerColumn;
  readonly output: OutputField | undefined;
  readonly expected: Expectation;
}

/** Compares answered rows with what stands beside them. */
export class Verifier implements BatchConsumer {
  readonly #signature: Signature;
  readonly #tolerance: number;
  #shape: InputShape | null = null;
  #compared: readonly Compared[] | null = null;
  #cases = 0;
  #exact = 0;
  #agreeing = 0;
  #worst: Difference | null = null;
  #recordedDigits = 0;

  /** @param tolerance  the largest error that counts as agreeing; labels must be the same */
  constructor(signature: Signature, tolerance: number) {
    this.#signature = signature;
    this.#tolerance = tolerance;
  }

  begin(shape: InputShape): void {
    this.#shape = shape;
  }

  /** @throws INPUT_INVALID where a case says nothing about the prediction */
  take(rows: RowBlock, { rows: answered, predictions }: ScoredBlock, firstRow: number): void {
    const [first] = predictions;
    if (this.#shape === null || first === undefined) return;
    if (this.#compared === null) {
      const options = { probabilities: true, delimiter: ",", taken: [] };
      const columns = answerColumns(this.#signature, first, options);
      this.#compared = findExpectations(columns, this.#shape, this.#signature);
    }
    for (const [i, prediction] of predictions.entries()) {
      const row = answered[i] ?? 0;
      let worst = 0;
      for (const { column, output, expected: expectation } of this.#compared) {
        const expected = expectation(rows, row);
        if (expected === undefined && column.kind === "probability") continue;
        if (expected === undefined) throw missing(column.name, rows.line(row));
        const got = column.value(prediction);
        const error = errorOf(expected, got, column, output);
        this.#recordedDigits = Math.max(this.#recordedDigits, digitsIn(expected));
        worst = Math.max(worst, error);
        if (error > (this.#worst?.error ?? 0)) {
          const line = rows.line(row);
          const name = column.name;
          this.#worst = {
            row: firstRow + row,
            line,
            column: name,
            expected,
            got: jsonValue(got),
            error,
          };
        }
      }
      this.#cases++;
      if (worst === 0) this.#exact++;
      if (worst <= this.#tolerance) this.#agreeing++;
    }
  }

  end(): void {}

  get report(): Verification {
    const worst = this.#worst;
    return {
      cases: this.#cases,
      exact: this.#exact,
      agreeing: this.#agreeing,
      tolerance: this.#tolerance,
      grade: gradeOf(worst?.error ?? 0, this.#tolerance),
      digits: worst === null ? null : agreeingDigits(worst.error),
      worst,
      recordedDigits: this.#recordedDigits,
    };
  }
}

function findExpectations(
  columns: readonly AnswerColumn[],
  shape: InputShape,
  signature: Signature,
): readonly Compared[] {
  const compared: Compared[] = [];
  for (const column of columns) {
    const expected = expectationOf(column, shape, signature);
    if (expected === null && column.kind === "value") throw missing(column.name, 1);
    if (expected !== null)
      compared.push({ column, output: signature.outputs[column.output], expected });
  }
  return compared;
}

function missing(name: string, line: number): PicklejarError {
  const message = `There is no recorded ${name} to compare with.`;
  const summary = `Line ${line}: ${message}`;
  const issues = [{ path: [name], code: "FIELD_MISSING", message }];
  return new PicklejarError("INPUT_INVALID", { summary, line, column: name }, { issues });
}
