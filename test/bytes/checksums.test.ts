import { describe, expect, it } from "vitest";
import { crc32OfBzip2, crc64, xxHash32 } from "../../src/bytes/checksums.ts";

/** The text whose checksums catalogues of CRCs give. */
const digits = Buffer.from("123456789");

describe("crc64", () => {
  it("gives the check values of CRC-64/XZ", () => {
    expect(crc64(digits)).toBe(0x995dc9bbdf1939fan);
    expect(crc64(new Uint8Array(0))).toBe(0n);
  });
});

describe("crc32OfBzip2", () => {
  it("gives the check values of CRC-32/BZIP2", () => {
    expect(crc32OfBzip2(digits) >>> 0).toBe(0xfc891918);
    expect(crc32OfBzip2(new Uint8Array(0))).toBe(0);
  });
});

describe("xxHash32", () => {
  // Computed by xxhsum 0.8.1.
  it.each([
    ["", 0x02cc5d05],
    ["abc", 0x32d153ff],
    ["123456789", 0x937bad67],
    ["The quick brown fox jumps over the lazy dog", 0xe85ea4de],
  ])("hashes %j", (text, hash) => {
    expect(xxHash32(Buffer.from(text))).toBe(hash);
  });

  it("reads a view that begins anywhere in its memory", () => {
    const memory = Buffer.from("xThe quick brown fox jumps over the lazy dog");
    expect(xxHash32(memory.subarray(1))).toBe(0xe85ea4de);
  });
});
