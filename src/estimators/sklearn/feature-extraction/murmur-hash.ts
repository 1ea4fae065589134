// MurmurHash3, by which hashed features find their column.

const encoder = new TextEncoder();

/**
 * The 32-bit hash of a text in UTF-8 with seed 0, as a signed number.
 *
 * @see sklearn/utils/src/MurmurHash3.cpp `MurmurHash3_x86_32`
 */
export function murmurHash(text: string): number {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) {
      const bytes = encoder.encode(text);
      return murmurHashOfBytes(bytes, 0, bytes.length);
    }
  }
  return hashAscii(text);
}

/** The same for text whose characters are its bytes. */
function hashAscii(text: string): number {
  const whole = text.length & ~3;
  let hash = 0;
  for (let i = 0; i < whole; i += 4) {
    const low = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 8);
    hash = mixed(hash, low | (text.charCodeAt(i + 2) << 16) | (text.charCodeAt(i + 3) << 24));
  }
  let rest = 0;
  for (let i = text.length - 1; i >= whole; i--) rest = (rest << 8) | text.charCodeAt(i);
  return finished(hash ^ scrambled(rest), text.length);
}

/** The same of a text's bytes from `start` to `end`. */
export function murmurHashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const whole = start + (length & ~3);
  let hash = 0;
  for (let i = start; i < whole; i += 4) {
    const low = (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8);
    hash = mixed(hash, low | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24));
  }
  let rest = 0;
  for (let i = end - 1; i >= whole; i--) rest = (rest << 8) | (bytes[i] ?? 0);
  return finished(hash ^ scrambled(rest), length);
}

function scrambled(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}

function mixed(hash: number, block: number): number {
  const both = hash ^ scrambled(block);
  return (Math.imul((both << 13) | (both >>> 19), 5) + 0xe6546b64) | 0;
}

function finished(hash: number, length: number): number {
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
