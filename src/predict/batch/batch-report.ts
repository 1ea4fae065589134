// What is worth knowing of a batch besides its answers: which rows were at fault and why, and how the answers are
// distributed. Written along with the answers, in constant memory.

import type { Signature } from "../../signature/signature.ts";
import { type AnswerCounter, type AnswerDistribution, answerCounter } from "./answer-counts.ts";
import { type AnswerSample, SampleKeeper } from "./answer-sample.ts";
import type { BatchConsumer } from "./batch.ts";
import { ByteWriter } from "./byte-writer.ts";
import { textCell } from "./cell-text.ts";

/** Rows that are at fault for the same reason. */
export interface FaultReason {
  readonly code: string;
  /** The field; null for what is wrong with a row as a whole. */
  readonly field: string | null;
  readonly count: number;
  /** What the first of them says, and its number, counted from 1. */
  readonly message: string;
  readonly row: number;
}

export interface BatchSummary {
  /** The most frequent first. */
  readonly reasons: readonly FaultReason[];
  /** Faults beyond the reasons that are counted apart. */
  readonly otherFaults: number;
  /** By output, of those that have one. */
  readonly distributions: readonly AnswerDistribution[];
  /** The first rows; null where none was answered. */
  readonly sample: AnswerSample | null;
}

const maxReasons = 50;
const maxOutputs = 8;

const errorColumns = "row,line,field,code,message\n";

/** Passes a batch on to its output, and reports on it. */
export class BatchReport implements BatchConsumer {
  readonly #output: BatchConsumer;
  readonly #write: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #out = new ByteWriter();
  readonly #reasons = new Map<string, FaultReason>();
  readonly #counters: readonly (AnswerCounter | null)[];
  readonly #sample: SampleKeeper;
  #otherFaults = 0;

  /** @param write  takes lines of CSV, one for each thing that is wrong with a row */
  constructor(
    signature: Signature,
    probabilities: boolean,
    output: BatchConsumer,
    write: (bytes: Uint8Array<ArrayBuffer>) => void,
  ) {
    this.#output = output;
    this.#write = write;
    this.#sample = new SampleKeeper(signature, probabilities);
    this.#counters = signature.outputs.slice(0, maxOutputs).map(answerCounter);
    this.#out.writeText(errorColumns);
  }

  get notes(): readonly string[] {
    return this.#output.notes ?? [];
  }

  get summary(): BatchSummary {
    const distributions = this.#counters.flatMap((counter) => counter?.distribution() ?? []);
    const reasons = [...this.#reasons.values()].sort((a, b) => b.count - a.count);
    const sample = this.#sample.sample();
    return { reasons, otherFaults: this.#otherFaults, distributions, sample };
  }

  begin(...start: Parameters<BatchConsumer["begin"]>): void {
    this.#output.begin(...start);
    this.#sample.begin(start[0]);
  }

  take(...[rows, scored, firstRow]: Parameters<BatchConsumer["take"]>): void {
    this.#output.take(rows, scored, firstRow);
    this.#sample.take(rows, scored);
    const isSingle = this.#counters.length === 1;
    for (const { prediction } of scored.predictions) {
      for (const [i, counter] of this.#counters.entries()) {
        const own = isSingle || !Array.isArray(prediction) ? prediction : (prediction[i] ?? null);
        counter?.add(own);
      }
    }
    for (const [row, issues] of scored.faults) {
      const number = firstRow + row + 1;
      const line = rows.isCounted === true ? "" : String(rows.line(row));
      for (const { code, path, message } of issues) {
        const field = path.length === 0 ? null : String(path.at(-1));
        this.#count(code, field, message, number);
        const cells = [field ?? "", code, message].map((text) => textCell(text, ","));
        this.#out.writeText(`${number},${line},${cells.join(",")}\n`);
      }
    }
    this.#flush();
  }

  end(): void {
    this.#output.end();
    this.#flush();
  }

  #flush(): void {
    if (this.#out.length > 0) this.#write(this.#out.take());
  }

  #count(code: string, field: string | null, message: string, row: number): void {
    const key = JSON.stringify([code, field]);
    const known = this.#reasons.get(key);
    if (known === undefined && this.#reasons.size === maxReasons) this.#otherFaults++;
    else if (known === undefined) this.#reasons.set(key, { code, field, count: 1, message, row });
    else this.#reasons.set(key, { ...known, count: known.count + 1 });
  }
}
