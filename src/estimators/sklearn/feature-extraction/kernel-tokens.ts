// The tokens of a text, in the kernels' memory: those of ASCII are taken as they come, others are prepared before.

import { lazyKernel } from "../../kernels/kernel.ts";
import { ModelMemory } from "../../kernels/model-memory.ts";
import { layRooms } from "../../kernels/rooms.ts";
import { tokensKernel } from "../../kernels/tokens.generated.ts";
import { joinSpaces, splitWords } from "../../python-text.ts";
import {
  beyondAscii,
  byteKinds,
  codePointBits,
  halfBits,
  preparedKinds,
} from "./character-bits.ts";
import { grams, type KernelTerms, layTerms } from "./kernel-terms.ts";
import type { PlainAnalysis } from "./token-buffer.ts";

type Split = (plan: number, length: number) => number;

type TokenFunctions = Readonly<Record<"runs" | "wideRuns" | "characters" | "padded", Split>>;

const kernel = lazyKernel<TokenFunctions>(tokensKernel);

/** Longer texts are left to others, bytes. */
const longestText = 2 ** 16;
const firstRoom = 2 ** 12;

/** What stands before a text, so that it begins where nothing ends. */
const edge = 64;

/** A plan, and what stands in it, as tokens.wat has it. */
const planBytes = 64;
const setOffset = 32;
const codePointsOffset = 48;

/** Room for texts of some length. */
interface Room {
  readonly memory: ModelMemory;
  readonly source: Buffer<SharedArrayBuffer>;
  /** For texts of ASCII, and for others. */
  readonly plan: number;
  readonly widePlan: number;
  readonly joined: number;
}

/** What is asked of texts that are prepared. */
interface Sets {
  readonly memory: ModelMemory;
  readonly kinds: number;
  /** Bits of code points: what runs are made of, and what may not be before or behind one. */
  readonly addresses: readonly number[];
}

/** Takes texts apart, one after the other. */
export class KernelTokens {
  /** Where the spans of the last text's tokens lie; another text may change it. */
  spans = 0;
  /** Texts are as long at most, bytes; another text may change it. */
  longest = 0;
  readonly #analysis: PlainAnalysis;
  readonly #stopWords: KernelTerms | null;
  readonly #split: Split;
  readonly #splitWide: Split;
  /** undefined until a text is not ASCII; null where there is no room for them. */
  #sets: Sets | null | undefined;
  #room: Room | null = null;

  /** Null where there are no kernels, or no room. */
  static for(analysis: PlainAnalysis): KernelTokens | null {
    const functions = kernel()?.functions;
    if (functions === undefined || grams() === null) return null;
    const words = analysis.stopWords;
    const stopWords = words && layTerms(new Map(Array.from(words, (word) => [word, 0])));
    if (words !== null && stopWords === null) return null;
    const tokens = new KernelTokens(analysis, functions, stopWords);
    return tokens.#makeRoom(firstRoom) ? tokens : null;
  }

  private constructor(
    analysis: PlainAnalysis,
    { runs, wideRuns, characters, padded }: TokenFunctions,
    stopWords: KernelTerms | null,
  ) {
    const { tokens } = analysis;
    const others = tokens === "char" ? characters : padded;
    this.#analysis = analysis;
    this.#split = typeof tokens === "object" ? runs : others;
    this.#splitWide = typeof tokens === "object" ? wideRuns : others;
    this.#stopWords = stopWords;
  }

  /** The number of tokens of a text; −1 where only others can tell, or there is no room. */
  read(text: string): number {
    const { length } = text;
    if (length > this.longest && !this.#makeRoom(length)) return -1;
    const room = this.#room;
    if (room === null) return -1;
    // As many bytes as units of text is what ASCII takes; and what else would have bytes above 127.
    const count = room.source.write(text) === length ? this.#split(room.plan, length) : -1;
    return count < 0 ? this.#readWide(text) : this.#join(count, room);
  }

  /** The same of a text that is not ASCII. */
  #readWide(text: string): number {
    if (!text.isWellFormed() || !this.#haveSets()) return -1;
    const prepared = this.#prepared(text);
    const bytes = Buffer.byteLength(prepared);
    if (bytes > this.longest && !this.#makeRoom(bytes)) return -1;
    const room = this.#room;
    if (room === null) return -1;
    return this.#join(this.#splitWide(room.widePlan, room.source.write(prepared)), room);
  }

  /** With white space as kernels know it. */
  #prepared(text: string): string {
    const { tokens, prepare } = this.#analysis;
    const prepared = prepare(text);
    if (tokens === "char") return joinSpaces(prepared);
    return tokens === "char_wb" ? splitWords(prepared).join(" ") : prepared;
  }

  /** Whether plans know the sets of code points; rooms that are made later know them too. */
  #haveSets(): boolean {
    if (this.#sets === undefined) {
      this.#sets = laySets(this.#analysis);
      if (this.#sets !== null && !this.#makeRoom(this.longest)) this.#sets = null;
    }
    return this.#sets !== null;
  }

  #join(count: number, room: Room): number {
    const { tokens, range } = this.#analysis;
    const isJoined = typeof tokens === "object" && (range.most > 1 || this.#stopWords !== null);
    if (!isJoined || count < 1) return count;
    const table = this.#stopWords?.address ?? 0;
    return grams()?.functions.join(this.spans, count, table, room.joined) ?? -1;
  }

  #makeRoom(length: number): boolean {
    if (length > longestText) return false;
    const longest = 2 ** Math.ceil(Math.log2(Math.max(length, firstRoom)));
    const memory = new ModelMemory();
    const rooms = layRooms(memory, {
      plan: planBytes,
      widePlan: planBytes,
      kinds: 512,
      source: edge + longest,
      joined: 2 * longest + 2,
      spans: 8 * (longest / 2 + 1),
      bits: longest / 8 + 8,
    });
    const buffer = kernel()?.memory.buffer;
    if (rooms === null || buffer === undefined) return false;
    const { plan, widePlan, kinds, joined, spans, bits } = rooms;
    const source = rooms.source + edge;
    const { tokens, lower } = this.#analysis;
    const least = typeof tokens === "object" ? tokens.least : 0;
    const words = [source, joined, spans, bits, least, lower ? 32 : 0];
    new Int32Array(buffer, plan).set([...words, kinds]);
    new Uint8Array(buffer, plan + setOffset).set(halfBits(this.#analysis));
    new Uint16Array(buffer, kinds).set(byteKinds(this.#analysis));
    const { kinds: wideKinds = 0, addresses = [] } = this.#sets ?? {};
    new Int32Array(buffer, widePlan).set([...words, wideKinds]);
    new Int32Array(buffer, widePlan + codePointsOffset).set(addresses);
    new Uint8Array(buffer)[source - 1] = beyondAscii;
    this.#room = { memory, source: Buffer.from(buffer, source, longest), plan, widePlan, joined };
    this.spans = spans;
    this.longest = longest;
    return true;
  }
}

/** What is asked of code points; null where there is no room. */
function laySets({ tokens }: PlainAnalysis): Sets | null {
  const memory = new ModelMemory();
  const place = (array: Uint8Array | Uint16Array) =>
    memory.place(new Int32Array(array.buffer)).address;
  const kinds = place(preparedKinds());
  if (kinds === null) return null;
  if (typeof tokens !== "object") return { memory, kinds, addresses: [] };
  const { set, notBefore, notAfter } = tokens;
  const among = place(codePointBits(set));
  // Runs are the longest ones: what they are made of is not beside them anyway.
  const [before, after] = [notBefore, notAfter].map((beside) =>
    beside === null || beside.equals(set) ? 0 : place(codePointBits(beside)),
  );
  if (among === null || before === null || after === null) return null;
  return { memory, kinds, addresses: [among, before ?? 0, after ?? 0] };
}
