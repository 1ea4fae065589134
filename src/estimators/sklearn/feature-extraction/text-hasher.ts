// Features of texts counted in the columns that their hash tells: one row per text.

import type { NumberRule } from "../../inputs.ts";
import type { SparseMatrix } from "../../samples.ts";
import type { Analysis } from "./analyzer.ts";
import { HashedRows, type Hashing } from "./hashed-rows.ts";
import { KernelCounts } from "./kernel-counts.ts";
import { murmurHashOfBytes } from "./murmur-hash.ts";
import { type TakeGram, TokenBuffer } from "./token-buffer.ts";

/** A kernel has a place for every column, which is worth it from so many texts on. */
const leastTexts = 64;

export class TextHasher {
  readonly #analysis: Analysis;
  readonly #hashing: Hashing;
  readonly #rule: NumberRule;
  #tokens: TokenBuffer | null | undefined;
  #kernel: KernelCounts | null | undefined;
  #texts = 0;

  constructor(analysis: Analysis, hashing: Hashing, rule: NumberRule) {
    this.#analysis = analysis;
    this.#hashing = hashing;
    this.#rule = rule;
  }

  /** @throws INPUT_KIND for text that has no UTF-8 */
  hash(texts: readonly string[]): SparseMatrix {
    const { analyze, plain } = this.#analysis;
    const { absolute, columns, alternate, kind } = this.#hashing;
    this.#texts += texts.length;
    if (this.#kernel === undefined && this.#texts >= leastTexts) {
      const lookup = { kind: "hashes", alternate } as const;
      const isWhole = plain !== null && isRing(this.#hashing);
      this.#kernel = isWhole ? KernelCounts.for(plain, columns, lookup) : null;
    }
    this.#tokens ??= TokenBuffer.for(plain);
    const hashed = new HashedRows(this.#hashing, this.#rule);
    const take = (feature: string) => hashed.add(feature, 1);
    const takeGram: TakeGram = (bytes, start, end) =>
      hashed.addHash(murmurHashOfBytes(bytes, start, end), 1);
    const value = absolute ? (sum: number) => Math.abs(kind.store(sum)) : kind.store;
    for (const text of texts) {
      if (this.#kernel?.addEntries(text, hashed.rows, value)) {
        hashed.rows.endRow();
        continue;
      }
      if (this.#tokens?.read(text) === true) this.#tokens.forEachGram(takeGram);
      else analyze(text, take);
      hashed.endRow();
    }
    return hashed.matrix();
  }
}

/** Whether storing a sum is the same as storing it after each addend; for yes and no it is not. */
function isRing({ kind }: Hashing): boolean {
  return kind.store(2) === 2;
}
