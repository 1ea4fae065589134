// The grams of a text counted by column, in kernels.

import { ModelMemory } from "../../kernels/model-memory.ts";
import { layRooms } from "../../kernels/rooms.ts";
import type { SparseRows } from "../../sparse-rows.ts";
import { grams, type KernelTerms, layTerms } from "./kernel-terms.ts";
import { KernelTokens } from "./kernel-tokens.ts";
import type { PlainAnalysis } from "./token-buffer.ts";

/** More columns than these have no place of their own each. */
const mostColumns = 2 ** 22;

/** How grams find their column. */
type Lookup =
  | { readonly kind: "terms"; readonly terms: ReadonlyMap<string, number> }
  /** `alternate`: whether grams with a negative hash count negative. */
  | { readonly kind: "hashes"; readonly alternate: boolean };

interface Parts {
  readonly tokens: KernelTokens;
  /** Null where grams are hashed. */
  readonly terms: KernelTerms | null;
  readonly memory: ModelMemory;
  readonly plan: Int32Array;
}

/** Where words of the plan stand, as grams.wat names them. */
const planSpans = 0;
const planColumns = 11;

/** What a text adds up to. */
interface Found {
  /** The columns that it has, rising. */
  readonly columns: Int32Array;
  /** What each of them adds up to. */
  readonly sums: Int32Array;
  readonly memory: ModelMemory;
}

/** Counts texts one after the other. */
export class KernelCounts {
  readonly #parts: Parts;
  readonly #analysis: PlainAnalysis;
  readonly #width: number;
  readonly #count: (plan: number, count: number) => number;
  #found: Found | null = null;
  /** Texts are as long at most, bytes, where their columns have room. */
  #longest = 0;

  /**
   * Null where there are no kernels, or no room.
   *
   * @param width  number of columns; those of the terms must have been checked to be under it, as no kernel does
   */
  static for(analysis: PlainAnalysis, width: number, lookup: Lookup): KernelCounts | null {
    const functions = width > mostColumns ? undefined : grams()?.functions;
    const tokens = functions && KernelTokens.for(analysis);
    if (functions === undefined || !tokens) return null;
    const isHashed = lookup.kind === "hashes";
    const terms = isHashed ? null : layTerms(lookup.terms);
    const memory = new ModelMemory();
    const rooms = layRooms(memory, {
      plan: 56,
      counts: 4 * width,
      bits: bitsOf(width),
      words: bitsOf(width / 64),
      groups: bitsOf(width / 4096),
    });
    const buffer = grams()?.memory.buffer;
    if ((terms === null && !isHashed) || rooms === null || buffer === undefined) return null;
    const { counts, bits, words, groups } = rooms;
    const { least, most } = analysis.range;
    const plan = new Int32Array(buffer, rooms.plan, 14);
    const end = groups + bitsOf(width / 4096);
    const signs = Number(isHashed && lookup.alternate);
    const ways = [least, most, wayOf(analysis), terms?.address ?? 0, width];
    plan.set([0, ...ways, counts, bits, words, groups, end, 0, 0, signs]);
    const count = isHashed ? functions.countHashes : functions.countTerms;
    return new KernelCounts({ tokens, terms, memory, plan }, analysis, width, count);
  }

  private constructor(
    parts: Parts,
    analysis: PlainAnalysis,
    width: number,
    count: (plan: number, count: number) => number,
  ) {
    this.#parts = parts;
    this.#analysis = analysis;
    this.#width = width;
    this.#count = count;
  }

  /**
   * Adds the entries of a text's row.
   *
   * @param value  the one to keep of a sum
   * @returns      false, and nothing is added, where only others can count it
   */
  addEntries(text: string, rows: SparseRows, value: (sum: number) => number): boolean {
    const { tokens, plan } = this.#parts;
    const count = tokens.read(text);
    if (count < 0 || (tokens.longest > this.#longest && !this.#makeRoom())) return false;
    if (this.#found === null) return false;
    const { columns, sums } = this.#found;
    plan[planSpans] = tokens.spans;
    const met = this.#count(plan.byteOffset, count);
    for (let i = 0; i < met; i++) rows.add(columns[i] ?? 0, value(sums[i] ?? 0));
    return true;
  }

  /** Room for the columns of the longest texts that tokens are found in. */
  #makeRoom(): boolean {
    const { tokens, plan } = this.#parts;
    const { longest } = tokens;
    // Between white space each character can become three.
    const { least, most } = this.#analysis.range;
    const entries = Math.min(this.#width, 3 * (longest + 1) * (most - least + 1));
    const memory = new ModelMemory();
    const rooms = layRooms(memory, { columns: 4 * entries, sums: 4 * entries });
    const buffer = grams()?.memory.buffer;
    if (rooms === null || buffer === undefined) return false;
    plan.set([rooms.columns, rooms.sums], planColumns);
    const columns = new Int32Array(buffer, rooms.columns, entries);
    const sums = new Int32Array(buffer, rooms.sums, entries);
    this.#found = { columns, sums, memory };
    this.#longest = longest;
    return true;
  }
}

/** Bytes of as many bits, in words of 64. */
function bitsOf(count: number): number {
  return 8 * Math.ceil(count / 64);
}

/** As grams.wat numbers them. */
function wayOf({ tokens }: PlainAnalysis): number {
  if (typeof tokens === "object") return 0;
  return tokens === "char" ? 1 : 2;
}
