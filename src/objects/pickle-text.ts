// The forms in which pickles write text: UTF-8 with surrogates, Python 2's quoted strings, and lines with
// \u escapes. Each decoder is one pass over the bytes, whatever they hold.

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const BACKSLASH = 0x5c;

/** What a backslash and one byte stand for in a quoted string. */
const simpleEscapes: ReadonlyMap<number, number> = new Map(
  [..."abfnrtv\\'\""].map((letter, i) => [
    letter.charCodeAt(0),
    "\x07\b\f\n\r\t\v\\'\"".charCodeAt(i),
  ]),
);

/** UTF-8 in which lone surrogates stand for themselves (Python's "surrogatepass"); null when it is not that. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeSurrogates(bytes);
  }
}

/**
 * The inside of STRING's line: quotes around bytes with escapes, as text of these bytes; null when it is not one.
 *
 * @see CPython Objects/bytesobject.c `_PyBytes_DecodeEscape2`; an unknown escape keeps its backslash
 */
export function parseQuoted(line: Uint8Array): string | null {
  const quote = line[0];
  const end = line.length - 1;
  if (end < 1 || (quote !== 0x27 && quote !== 0x22) || line[end] !== quote) return null;
  const inside = line.subarray(1, end);
  if (!inside.includes(BACKSLASH)) return latin1Text(inside);
  const out = new Uint8Array(inside.length);
  let used = 0;
  for (let i = 0; i < inside.length; ) {
    const byte = inside[i++] ?? 0;
    if (byte !== BACKSLASH) {
      out[used++] = byte;
      continue;
    }
    const marker = inside[i++];
    if (marker === undefined) return null;
    const simple = simpleEscapes.get(marker);
    if (simple !== undefined) {
      out[used++] = simple;
    } else if (marker === 0x78) {
      const value = digits(inside, i, 2, 16);
      if (value === null) return null;
      out[used++] = value;
      i += 2;
    } else if (isOctal(marker)) {
      let value = marker - 0x30;
      for (let n = 1; n < 3 && isOctal(inside[i]); n++)
        value = 8 * value + (inside[i++] ?? 0) - 0x30;
      out[used++] = value;
    } else {
      out[used++] = BACKSLASH;
      out[used++] = marker;
    }
  }
  return latin1Text(out.subarray(0, used));
}

/**
 * UNICODE's line: latin-1 text with `\uXXXX` and `\UXXXXXXXX`; null for an escape that is cut short or beyond
 * Unicode.
 *
 * @see CPython Objects/unicodeobject.c `_PyUnicode_DecodeRawUnicodeEscapeStateful`
 */
export function parseRawUnicode(line: Uint8Array): string | null {
  if (!line.includes(BACKSLASH)) return latin1Text(line);
  const out = new Uint16Array(line.length);
  let used = 0;
  for (let i = 0; i < line.length; ) {
    const byte = line[i++] ?? 0;
    out[used++] = byte;
    if (byte !== BACKSLASH || i >= line.length) continue;
    const marker = line[i++] ?? 0;
    if (marker !== 0x75 && marker !== 0x55) {
      out[used++] = marker;
      continue;
    }
    const count = marker === 0x75 ? 4 : 8;
    const code = digits(line, i, count, 16);
    if (code === null || code > 0x10ffff) return null;
    i += count;
    used = putCodePoint(out, used - 1, code);
  }
  return utf16Text(out, used);
}

/** @see CPython Objects/stringlib/codecs.h `utf8_decode`, with surrogates (ED A0..BF xx) taken */
function decodeSurrogates(bytes: Uint8Array): string | null {
  const out = new Uint16Array(bytes.length);
  let used = 0;
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    if (first < 0x80) {
      out[used++] = first;
      continue;
    }
    const following = followersOf(first);
    let code = first & (0x3f >> following);
    for (let n = 0; n < following; n++) {
      const next = bytes[i++] ?? 0;
      if ((next & 0xc0) !== 0x80) return null;
      code = (code << 6) | (next & 0x3f);
    }
    if (following === 0 || code < (leastCode[following] ?? 0) || code > 0x10ffff) return null;
    used = putCodePoint(out, used, code);
  }
  return utf16Text(out, used);
}

/** The least code point that UTF-8 writes with one, two and three bytes after the first. */
const leastCode = [0, 0x80, 0x800, 0x10000];

/** How many bytes follow the first byte of a character; 0 when it is none. */
function followersOf(first: number): number {
  if (first >= 0xc0 && first < 0xe0) return 1;
  if (first >= 0xe0 && first < 0xf0) return 2;
  return first >= 0xf0 && first < 0xf8 ? 3 : 0;
}

function putCodePoint(out: Uint16Array, at: number, code: number): number {
  if (code <= 0xffff) {
    out[at] = code;
    return at + 1;
  }
  out[at] = 0xd7c0 + (code >> 10);
  out[at + 1] = 0xdc00 | (code & 0x3ff);
  return at + 2;
}

function utf16Text(units: Uint16Array, length: number): string {
  return Buffer.from(units.buffer, 0, 2 * length).toString("utf16le");
}

/** `count` hexadecimal (or other) digits at a place, as a number; null when they are not all there. */
function digits(bytes: Uint8Array, start: number, count: number, base: number): number | null {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[i] ?? 0), base);
    if (Number.isNaN(digit)) return null;
    value = base * value + digit;
  }
  return value;
}

function isOctal(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x37;
}

/** Bytes as text of the characters U+0000 to U+00FF. */
function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}
