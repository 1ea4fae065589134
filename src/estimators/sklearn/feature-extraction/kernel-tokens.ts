// The tokens of a text, in the kernels' memory: those of ASCII are taken as they come, others are prepared before.

import { lazyKernel } from "../../kernels/kernel.ts";
import { ModelMemory } from "../../kernels/model-memory.ts";
import { layRooms } from "../../kernels/rooms.ts";
import { tokensKernel } from "../../kernels/tokens.generated.ts";
import { joinSpaces } from "../../python-text.ts";
import type { Runs } from "../../regex/runs.ts";
import { beyondAscii, byteKinds, codePointBits, halfBits } from "./character-bits.ts";
import { grams, type KernelTerms, layTerms } from "./kernel-terms.ts";
import type { PlainAnalysis } from "./token-buffer.ts";

type Split = (plan: number, length: number) => number;

type TokenFunctions = Readonly<
  Record<"runs" | "characters" | "padded" | "wideRuns" | "wideCharacters", Split>
>;

const kernel = lazyKernel<TokenFunctions>(tokensKernel);

/** Longer texts are left to others, bytes. */
const longestText = 2 ** 16;
const firstRoom = 2 ** 12;

/** What stands before a text, so that it begins where nothing ends. */
const edge = 64;

/** Room for texts of some length. */
interface Room {
  readonly memory: ModelMemory;
  readonly source: Buffer<SharedArrayBuffer>;
  readonly plan: number;
  /** Of the plan: where the sets of code points lie. */
  readonly sets: Int32Array;
  readonly joined: number;
}

/** Bits of code points: what runs are made of, and what may not be before or behind one. */
interface Sets {
  readonly memory: ModelMemory;
  readonly addresses: readonly [among: number, before: number, after: number];
}

/** Takes texts apart, one after the other. */
export class KernelTokens {
  /** Where the spans of the last text's tokens lie; another text may change it. */
  spans = 0;
  /** Texts are as long at most, bytes; another text may change it. */
  longest = 0;
  /** Whether the last text's tokens are its characters, to be taken together. */
  isCharacters = false;
  readonly #analysis: PlainAnalysis;
  readonly #stopWords: KernelTerms | null;
  readonly #split: Split;
  /** Null where only others take texts apart that are not ASCII. */
  readonly #splitWide: Split | null;
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
    { runs, characters, padded, wideRuns, wideCharacters }: TokenFunctions,
    stopWords: KernelTerms | null,
  ) {
    const { tokens } = analysis;
    const isRuns = typeof tokens === "object";
    this.#analysis = analysis;
    if (tokens === "char_wb") {
      this.#split = padded;
      this.#splitWide = null;
    } else {
      this.#split = isRuns ? runs : characters;
      this.#splitWide = isRuns ? wideRuns : wideCharacters;
    }
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
    if (count < 0) return this.#readWide(text);
    this.isCharacters = false;
    return this.#join(count, room);
  }

  /** The same of a text that is not ASCII. */
  #readWide(text: string): number {
    const { tokens, prepare } = this.#analysis;
    const split = this.#splitWide;
    if (split === null || !text.isWellFormed()) return -1;
    const prepared = tokens === "char" ? joinSpaces(prepare(text)) : prepare(text);
    // A unit of text takes three bytes at most.
    const most = 3 * prepared.length;
    if (most > this.longest && !this.#makeRoom(most)) return -1;
    if (this.#sets === undefined) this.#sets = typeof tokens === "object" ? laySets(tokens) : null;
    const room = this.#room;
    if (room === null || (this.#sets === null && tokens !== "char")) return -1;
    if (this.#sets !== null) room.sets.set(this.#sets.addresses);
    this.isCharacters = tokens === "char";
    return this.#join(split(room.plan, room.source.write(prepared)), room);
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
      plan: 64,
      kinds: 512,
      source: edge + longest,
      joined: 2 * longest + 2,
      spans: 8 * (longest + 1),
      bits: longest / 8 + 8,
    });
    const buffer = kernel()?.memory.buffer;
    if (rooms === null || buffer === undefined) return false;
    const { plan, kinds, joined, spans, bits } = rooms;
    const source = rooms.source + edge;
    const { tokens, lower } = this.#analysis;
    const least = typeof tokens === "object" ? tokens.least : 0;
    new Int32Array(buffer, plan).set([source, joined, spans, bits, least, lower ? 32 : 0, kinds]);
    new Uint8Array(buffer, plan + 32).set(halfBits(this.#analysis));
    new Uint16Array(buffer, kinds).set(byteKinds(this.#analysis));
    new Uint8Array(buffer)[source - 1] = beyondAscii;
    const sets = new Int32Array(buffer, plan + 48, 3);
    this.#room = { memory, source: Buffer.from(buffer, source, longest), plan, sets, joined };
    this.spans = spans;
    this.longest = longest;
    return true;
  }
}

function laySets({ set, notBefore, notAfter }: Runs): Sets | null {
  const memory = new ModelMemory();
  // Runs are the longest ones: what they are made of is not beside them anyway.
  const others = [notBefore, notAfter].map((other) => (other?.equals(set) ? null : other));
  const placed = [set, ...others].map((each) => {
    const bits = each === null || each === undefined ? null : codePointBits(each);
    return bits === null ? 0 : memory.place(new Int32Array(bits.buffer)).address;
  });
  const [among = null, before = null, after = null] = placed;
  if (among === null || before === null || after === null) return null;
  return { memory, addresses: [among, before, after] };
}
