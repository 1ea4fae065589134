// Features that find their column by a hash: different ones may share it, and half of them count negative
// so that what shares a column cancels out on average.

import { type NumberRule, wrongKind } from "../../inputs.ts";
import type { SparseMatrix } from "../../samples.ts";
import { SparseRows } from "../../sparse-rows.ts";
import type { State } from "../../state.ts";
import { versionAtLeast } from "../../version.ts";
import { murmurHash } from "./murmur-hash.ts";
import { type NumberKind, readNumberKind } from "./number-kind.ts";

/** What hashed features and their sums are like. */
export interface Hashing {
  readonly columns: number;
  /** Whether features with a negative hash count negative. */
  readonly alternate: boolean;
  /** `non_negative`, until 0.20: sums without their sign. */
  readonly absolute: boolean;
  readonly kind: NumberKind;
}

/** The parameters that FeatureHasher and HashingVectorizer share. */
export function readHashing(state: State): Hashing {
  const old = !versionAtLeast(state.writtenBy, "0.21");
  return {
    columns: state.integer("n_features", 1, 2 ** 31 - 1, 2 ** 20),
    alternate: state.boolean("alternate_sign", true),
    absolute: old && state.boolean("non_negative", false),
    kind: readNumberKind(state, "f8"),
  };
}

/** Sums up values by the hash of their feature's name, row by row. */
export class HashedRows {
  readonly #hashing: Hashing;
  readonly #rule: NumberRule;
  /** Where they go. */
  readonly rows: SparseRows = new SparseRows();
  readonly #sums = new Map<number, number>();

  constructor(hashing: Hashing, rule: NumberRule) {
    this.#hashing = hashing;
    this.#rule = rule;
  }

  /** @throws INPUT_KIND for text that has no UTF-8 */
  add(feature: string, value: number): void {
    if (value === 0) return;
    if (!feature.isWellFormed()) {
      throw wrongKind(this.#rule, "text of whole characters", "half of a pair of surrogates");
    }
    this.addHash(murmurHash(feature), value);
  }

  /** The same of a feature that is known by its hash, and a value that is not 0. */
  addHash(hash: number, value: number): void {
    const { alternate, columns, kind } = this.#hashing;
    const column = Math.abs(hash) % columns;
    const signed = kind.store(alternate && hash < 0 ? -value : value);
    this.#sums.set(column, kind.store((this.#sums.get(column) ?? 0) + signed));
  }

  /** Sums of 0 are kept, as scikit-learn keeps them. */
  endRow(): void {
    const { absolute } = this.#hashing;
    const columns = Uint32Array.from(this.#sums.keys()).sort();
    for (const column of columns) {
      const sum = this.#sums.get(column) ?? 0;
      this.rows.add(column, absolute ? Math.abs(sum) : sum);
    }
    this.#sums.clear();
    this.rows.endRow();
  }

  matrix(): SparseMatrix {
    return this.rows.matrix(this.#hashing.columns);
  }
}
