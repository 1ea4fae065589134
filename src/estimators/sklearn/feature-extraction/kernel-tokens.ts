// The tokens of a text of ASCII characters, as `TokenBuffer` finds them, in the kernels' memory.

import { lazyKernel } from "../../kernels/kernel.ts";
import { ModelMemory } from "../../kernels/model-memory.ts";
import { layRooms } from "../../kernels/rooms.ts";
import { tokensKernel } from "../../kernels/tokens.generated.ts";
import { whiteSpace } from "../../regex/char-set.ts";
import { grams, type KernelTerms, layTerms } from "./kernel-terms.ts";
import type { PlainAnalysis } from "./token-buffer.ts";

type Split = (plan: number, length: number) => number;

interface TokenFunctions {
  readonly runs: Split;
  readonly characters: Split;
  readonly padded: Split;
}

const kernel = lazyKernel<TokenFunctions>(tokensKernel);

/** Longer texts are left to others, characters. */
const longestText = 2 ** 16;
const firstRoom = 2 ** 12;

/** What stands before a text, so that it begins where nothing ends. */
const edge = 64;
const beyondAscii = 128;

/** Room for texts of some length. */
interface Room {
  readonly memory: ModelMemory;
  readonly source: Buffer<SharedArrayBuffer>;
  readonly plan: number;
  readonly joined: number;
}

/** Takes texts apart, one after the other. */
export class KernelTokens {
  /** Where the spans of the last text's tokens lie; another text may change it. */
  spans = 0;
  /** Texts are as long at most, characters; another text may change it. */
  longest = 0;
  readonly #analysis: PlainAnalysis;
  readonly #stopWords: KernelTerms | null;
  readonly #split: Split;
  #room: Room | null = null;

  /** Null where there are no kernels, or no room. */
  static for(analysis: PlainAnalysis): KernelTokens | null {
    const functions = kernel()?.functions;
    if (functions === undefined || grams() === null) return null;
    const words = analysis.stopWords;
    const stopWords = words && layTerms(Array.from(words, (word) => [word, 0]));
    if (words !== null && stopWords === null) return null;
    const tokens = new KernelTokens(analysis, functions, stopWords);
    return tokens.#makeRoom(firstRoom) ? tokens : null;
  }

  private constructor(
    analysis: PlainAnalysis,
    { runs, characters, padded }: TokenFunctions,
    stopWords: KernelTerms | null,
  ) {
    const { tokens } = analysis;
    const others = tokens === "char" ? characters : padded;
    this.#analysis = analysis;
    this.#split = typeof tokens === "object" ? runs : others;
    this.#stopWords = stopWords;
  }

  /** The number of tokens of a text; −1 where a character is beyond ASCII, the text is long, or there is no room. */
  read(text: string): number {
    const { length } = text;
    if (length > this.longest && !this.#makeRoom(length)) return -1;
    const room = this.#room;
    // As many bytes as units of text is what ASCII takes; and what else would have bytes above 127.
    if (room === null || room.source.write(text) !== length) return -1;
    const count = this.#split(room.plan, length);
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
      plan: 48,
      kinds: 512,
      source: edge + longest,
      joined: 2 * longest + 2,
      spans: 8 * (longest / 2 + 1),
      bits: longest / 8 + 8,
    });
    const buffer = kernel()?.memory.buffer;
    if (rooms === null || buffer === undefined) return false;
    const { plan, kinds, joined, spans, bits } = rooms;
    const source = rooms.source + edge;
    const { tokens, lower } = this.#analysis;
    const least = typeof tokens === "object" ? tokens.least : 0;
    new Int32Array(buffer, plan).set([source, joined, spans, bits, least, lower ? 32 : 0, kinds]);
    new Uint8Array(buffer, plan + 32).set(setOf(this.#analysis));
    new Uint16Array(buffer, kinds).set(kindsOf(this.#analysis));
    new Uint8Array(buffer)[source - 1] = beyondAscii;
    this.#room = { memory, source: Buffer.from(buffer, source, longest), plan, joined };
    this.spans = spans;
    this.longest = longest;
    return true;
  }
}

/** For each byte what it becomes, and what else tokens.wat asks of it. */
function kindsOf({ tokens, lower }: PlainAnalysis): Uint16Array {
  const isSpace = whiteSpace().ascii;
  const { notBefore = null, notAfter = null } = typeof tokens === "object" ? tokens : {};
  return Uint16Array.from({ length: 256 }, (_, code) => {
    if (code >= beyondAscii) return beyondAscii << 8;
    const cased = lower && code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    const sets = [isSpace, notBefore?.ascii, notAfter?.ascii];
    return sets.reduce((kind, set, i) => kind | ((set?.[code] ?? 0) << (8 + i)), cased);
  });
}

/** For each low half of a character a bit per high half: whether runs are made of it. */
function setOf({ tokens }: PlainAnalysis): Uint8Array {
  const halves = new Uint8Array(16);
  if (typeof tokens !== "object") return halves;
  for (const [code, isIn] of tokens.set.ascii.entries()) {
    halves[code & 15] = (halves[code & 15] ?? 0) | (isIn << (code >> 4));
  }
  return halves;
}
