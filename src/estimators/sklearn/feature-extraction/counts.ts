// Features of texts counted: one row per text, one column per feature.

import type { SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { Analysis } from "./analyzer.ts";
import { TermTable } from "./term-table.ts";
import { TokenBuffer } from "./token-buffer.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** More columns than these are not counted in a place of their own each. */
const mostPlaces = 2 ** 22;

/** A table of the vocabulary is made when as many texts were counted as there are terms, over this. */
const termsPerText = 64;

/** Counts how often each feature of a text occurs, by its column; features without a column are left out. */
export class FeatureCounter {
  readonly #analyze: Analysis["analyze"];
  readonly #tokens: TokenBuffer | null;
  readonly #vocabulary: Vocabulary;
  /** The value to keep for a feature that occurs so often. */
  readonly #value: (count: number) => number;
  /** How often each column occurs in the text at hand; null where there are too many columns. */
  readonly #counts: Int32Array | null;
  /** The columns of the text at hand: each once, or where nothing counts them as often as they occur. */
  #found = new Int32Array(256);
  #foundCount = 0;
  #table: TermTable | null | undefined;
  #texts = 0;

  constructor({ analyze, plain }: Analysis, vocabulary: Vocabulary, value: (n: number) => number) {
    this.#analyze = analyze;
    this.#tokens = TokenBuffer.for(plain);
    this.#vocabulary = vocabulary;
    this.#value = value;
    this.#counts = vocabulary.size <= mostPlaces ? new Int32Array(vocabulary.size) : null;
  }

  count(texts: readonly string[]): SparseMatrix {
    const rows = new SparseRows();
    const table = this.#tableFor(texts.length);
    for (const text of texts) {
      this.#forget();
      if (table === null || !this.#tokens?.read(text)) {
        this.#analyze(text, (feature) => this.#take(this.#vocabulary.get(feature) ?? -1));
      } else {
        this.#tokens.forEachGram((bytes, start, end) => this.#take(table.find(bytes, start, end)));
      }
      this.#addRow(rows);
    }
    return rows.matrix(this.#vocabulary.size);
  }

  /** Null where tokens are looked up as texts: the first few are sooner, and some always. */
  #tableFor(texts: number): TermTable | null {
    if (this.#tokens === null) return null;
    this.#texts += texts;
    if (this.#table === undefined && this.#texts * termsPerText >= this.#vocabulary.size) {
      this.#table = TermTable.of(this.#vocabulary);
    }
    return this.#table ?? null;
  }

  #take(column: number): void {
    if (column < 0) return;
    const counts = this.#counts;
    if (counts !== null) {
      const count = (counts[column] ?? 0) + 1;
      counts[column] = count;
      if (count > 1) return;
    }
    if (this.#foundCount === this.#found.length) {
      const longer = new Int32Array(2 * this.#foundCount);
      longer.set(this.#found);
      this.#found = longer;
    }
    this.#found[this.#foundCount++] = column;
  }

  #addRow(rows: SparseRows): void {
    const counts = this.#counts;
    const columns = this.#found.subarray(0, this.#foundCount).sort();
    for (let i = 0; i < columns.length; ) {
      const column = columns[i] ?? 0;
      const start = i;
      while (i < columns.length && columns[i] === column) i++;
      rows.add(column, this.#value(counts?.[column] ?? i - start));
    }
    rows.endRow();
    this.#forget();
  }

  /** Also what a text left that could not be read to its end. */
  #forget(): void {
    for (let i = 0; i < this.#foundCount; i++) {
      if (this.#counts !== null) this.#counts[this.#found[i] ?? 0] = 0;
    }
    this.#foundCount = 0;
  }
}
