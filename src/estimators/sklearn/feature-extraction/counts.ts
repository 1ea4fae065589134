// Features of texts counted: one row per text, one column per feature.

import type { SparseMatrix } from "../../samples.ts";
import { type RowChange, SparseRows } from "../../sparse-rows.ts";
import type { Analysis } from "./analyzer.ts";
import { KernelCounts } from "./kernel-counts.ts";
import { TermTable } from "./term-table.ts";
import { TokenBuffer } from "./token-buffer.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** More columns than these are not counted in a place of their own each. */
const mostPlaces = 2 ** 22;

/** A table of the vocabulary is made when as many texts were counted as there are terms, over this. */
const termsPerText = 64;

/** Tokens of ASCII by their bytes, in JavaScript. */
interface Bytes {
  readonly tokens: TokenBuffer;
  readonly table: TermTable;
}

/** Counts how often each feature of a text occurs, by its column; features without a column are left out. */
export class FeatureCounter {
  readonly #analysis: Analysis;
  readonly #vocabulary: Vocabulary;
  /** The value to keep for a feature that occurs so often. */
  readonly #value: (count: number) => number;
  /** How often each column occurs in the text at hand; null where there are too many columns. */
  readonly #counts: Int32Array | null;
  /** The columns of the text at hand: each once, or where nothing counts them as often as they occur. */
  #found = new Int32Array(256);
  #foundCount = 0;
  #kernel: KernelCounts | null = null;
  #bytes: Bytes | null = null;
  #isReady = false;
  #texts = 0;

  constructor(analysis: Analysis, vocabulary: Vocabulary, value: (n: number) => number) {
    this.#analysis = analysis;
    this.#vocabulary = vocabulary;
    this.#value = value;
    this.#counts = vocabulary.size <= mostPlaces ? new Int32Array(vocabulary.size) : null;
  }

  /** @param change  of each row's values, before the next text */
  count(texts: readonly string[], change?: RowChange): SparseMatrix {
    const rows = new SparseRows();
    this.#prepare(texts.length);
    const kernel = this.#kernel;
    for (const text of texts) {
      if (!kernel?.addEntries(text, rows, this.#value)) this.#addText(text, rows);
      rows.endRow(change);
    }
    return rows.matrix(this.#vocabulary.size);
  }

  /** The first few texts are sooner looked up as texts. */
  #prepare(texts: number): void {
    const { plain } = this.#analysis;
    this.#texts += texts;
    if (plain === null || this.#isReady) return;
    if (this.#texts * termsPerText < this.#vocabulary.size) return;
    this.#isReady = true;
    const lookup = { kind: "terms", terms: this.#vocabulary } as const;
    this.#kernel = KernelCounts.for(plain, this.#vocabulary.size, lookup);
    if (this.#kernel !== null) return;
    const tokens = TokenBuffer.for(plain);
    const table = tokens && TermTable.of(this.#vocabulary);
    if (tokens !== null && table !== null) this.#bytes = { tokens, table };
  }

  #addText(text: string, rows: SparseRows): void {
    this.#forget();
    if (this.#bytes?.tokens.read(text) === true) {
      const { tokens, table } = this.#bytes;
      tokens.forEachGram((bytes, start, end) => this.#take(table.find(bytes, start, end)));
    } else {
      const { analyze } = this.#analysis;
      analyze(text, (feature) => this.#take(this.#vocabulary.get(feature) ?? -1));
    }
    this.#addEntries(rows);
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

  #addEntries(rows: SparseRows): void {
    const counts = this.#counts;
    const columns = this.#found.subarray(0, this.#foundCount).sort();
    for (let i = 0; i < columns.length; ) {
      const column = columns[i] ?? 0;
      const start = i;
      while (i < columns.length && columns[i] === column) i++;
      rows.add(column, this.#value(counts?.[column] ?? i - start));
    }
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
