// The checksums of compressed files that Node has not got: CRC-64 (xz), the unreflected CRC-32 (bzip2)
// and xxHash32 (lz4).

/** ECMA-182's polynomial 0x42F0E1EBA9EA3693, reflected: high and low half. */
const crc64High = 0xc96c5795 | 0;
const crc64Low = 0xd7870f42 | 0;

/** IEEE 802.3's polynomial, unreflected. */
const crc32Polynomial = 0x04c11db7;

interface Crc64Table {
  readonly high: Int32Array;
  readonly low: Int32Array;
}

let crc64Table: Crc64Table | null = null;
let crc32Table: Int32Array | null = null;

/**
 * The CRC-64 of xz.
 *
 * @returns a number of 64 bits
 * @see the xz file format, section 6 "Cyclic redundancy checks"
 */
export function crc64(bytes: Uint8Array): bigint {
  crc64Table ??= makeCrc64Table();
  const { high: highs, low: lows } = crc64Table;
  let high = -1;
  let low = -1;
  for (let i = 0; i < bytes.length; i++) {
    const index = (low ^ (bytes[i] ?? 0)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
    high = (high >>> 8) ^ (highs[index] ?? 0);
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}

function makeCrc64Table(): Crc64Table {
  const table = { high: new Int32Array(256), low: new Int32Array(256) };
  for (let i = 0; i < 256; i++) {
    let high = 0;
    let low = i;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        low ^= crc64Low;
        high ^= crc64High;
      }
    }
    table.high[i] = high;
    table.low[i] = low;
  }
  return table;
}

/** The CRC-32 of bzip2, whose bits run the other way than zlib's, as a signed number. */
export function crc32OfBzip2(bytes: Uint8Array): number {
  crc32Table ??= makeCrc32Table();
  const table = crc32Table;
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc << 8) ^ (table[(crc >>> 24) ^ (bytes[i] ?? 0)] ?? 0);
  }
  return ~crc;
}

function makeCrc32Table(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? crc32Polynomial : 0);
    return crc;
  });
}

const prime1 = 0x9e3779b1 | 0;
const prime2 = 0x85ebca77 | 0;
const prime3 = 0xc2b2ae3d | 0;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

/**
 * xxHash32 with seed 0.
 *
 * @returns an unsigned number of 32 bits
 * @see xxHash's doc/xxhash_spec.md, "XXH32 algorithm description"
 */
export function xxHash32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let at = 0;
  let hash = prime5;
  if (length >= 16) {
    let a = (prime1 + prime2) | 0;
    let b = prime2;
    let c = 0;
    let d = -prime1 | 0;
    for (; at <= length - 16; at += 16) {
      a = xxRound(a, view.getInt32(at, true));
      b = xxRound(b, view.getInt32(at + 4, true));
      c = xxRound(c, view.getInt32(at + 8, true));
      d = xxRound(d, view.getInt32(at + 12, true));
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
  }
  hash = (hash + length) | 0;
  for (; at <= length - 4; at += 4) {
    hash = (hash + Math.imul(view.getInt32(at, true), prime3)) | 0;
    hash = Math.imul(rotate(hash, 17), prime4);
  }
  for (; at < length; at++) {
    hash = (hash + Math.imul(bytes[at] ?? 0, prime5)) | 0;
    hash = Math.imul(rotate(hash, 11), prime1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function xxRound(accumulator: number, input: number): number {
  return Math.imul(rotate((accumulator + Math.imul(input, prime2)) | 0, 13), prime1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
