// What kernels are told of characters, as tokens.wat asks for it.

import { type CharSet, whiteSpace } from "../../regex/char-set.ts";
import type { PlainAnalysis } from "./token-buffer.ts";

export const beyondAscii = 128;

/** Code points from here on are looked at by others: rare signs of Chinese, and what nobody writes. */
const bitCount = 2 ** 17;

/** For each byte what it becomes, and what else is asked of it. */
export function byteKinds({ tokens, lower }: PlainAnalysis): Uint16Array {
  const isSpace = whiteSpace().ascii;
  const { notBefore = null, notAfter = null } = typeof tokens === "object" ? tokens : {};
  return Uint16Array.from({ length: 256 }, (_, code) => {
    if (code >= beyondAscii) return beyondAscii << 8;
    const cased = lower && code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    const sets = [isSpace, notBefore?.ascii, notAfter?.ascii];
    return sets.reduce((kind, set, i) => kind | ((set?.[code] ?? 0) << (8 + i)), cased);
  });
}

/** The same of texts that are prepared, in UTF-8: what is left of white space between words is one space. */
export function preparedKinds(): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, code) => (code === 0x20 ? code | 0x100 : code));
}

/** For each low half of a character of ASCII a bit per high half: whether runs are made of it. */
export function halfBits({ tokens }: PlainAnalysis): Uint8Array {
  const halves = new Uint8Array(16);
  if (typeof tokens !== "object") return halves;
  for (const [code, isIn] of tokens.set.ascii.entries()) {
    halves[code & 15] = (halves[code & 15] ?? 0) | (isIn << (code >> 4));
  }
  return halves;
}

/** A bit per code point, and some more of 0. */
export function codePointBits(set: CharSet): Uint8Array {
  const bits = new Uint8Array(bitCount / 8 + 8);
  for (const [first, last] of set.ranges) {
    for (let code = first; code <= Math.min(last, bitCount - 1); code++) {
      bits[code >> 3] = (bits[code >> 3] ?? 0) | (1 << (code & 7));
    }
  }
  return bits;
}
