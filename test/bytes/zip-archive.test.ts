// ZIP archives that are what they say, and those that lie.
import { describe, expect, it } from "vitest";
import { type Allowance, ZipArchive } from "../../src/bytes/zip-archive.ts";
import { PicklejarError } from "../../src/errors.ts";
import { defaultLimits } from "../../src/limits.ts";
import { writeZip, type ZipMember } from "./write-zip.ts";

const plain: ZipMember = { name: "a.txt", data: "one" };
const packed: ZipMember = { name: "b.txt", data: "two ".repeat(500), deflated: true };

describe("ZipArchive", () => {
  it("reads members that are stored and deflated", () => {
    const archive = open(writeZip([plain, packed]));
    expect(archive.names()).toEqual(["a.txt", "b.txt"]);
    expect(textOf(archive, "a.txt")).toBe("one");
    expect(textOf(archive, "b.txt")).toBe("two ".repeat(500));
    expect(archive.read("c.txt")).toBeUndefined();
    expect(archive.startOf("a.txt")).toBe(35);
  });

  it("reads an empty archive, and one with a comment", () => {
    expect(open(writeZip([])).names()).toEqual([]);
    const bytes = Buffer.concat([writeZip([plain]), Buffer.from("hello")]);
    bytes.writeUInt16LE(5, bytes.length - 7);
    expect(textOf(open(new Uint8Array(bytes)), "a.txt")).toBe("one");
  });

  it("takes sizes that stand behind the member", () => {
    const streamed = { crc: 0, packed: 0, size: 0, flags: 8 };
    const bytes = writeZip([{ ...plain, local: streamed, central: { flags: 8 } }]);
    expect(textOf(open(bytes), "a.txt")).toBe("one");
  });

  it("takes sizes of 64 bits in the local header, where the directory has the same", () => {
    const long = { packed: 0xffffffff, size: 0xffffffff };
    expect(
      textOf(open(writeZip([{ ...plain, local: { ...long, extra: sizes(3n, 3n) } }])), "a.txt"),
    ).toBe("one");
    for (const extra of [
      sizes(3n, 4n),
      sizes(2n ** 40n, 3n),
      new Uint8Array(0),
      sizes(3n, 3n).subarray(0, 12),
    ]) {
      expect(endOf(writeZip([{ ...plain, local: { ...long, extra } }]))).toBe(
        "COMPRESSION_CORRUPT",
      );
    }
  });

  const lies: [string, ZipMember][] = [
    ["another size in the local header", { ...plain, local: { size: 4 } }],
    ["another method in the local header", { ...plain, local: { method: 8 } }],
    ["another name in the local header", { ...plain, local: { name: "b.txt" } }],
    ["another checksum in the local header", { ...plain, local: { crc: 1 } }],
    ["a checksum that does not match", { ...plain, local: { crc: 1 }, central: { crc: 1 } }],
    ["two sizes of a stored member", { ...plain, local: { size: 9 }, central: { size: 9 } }],
    [
      "more bytes than there are",
      { ...plain, local: { packed: 900, size: 900 }, central: { packed: 900, size: 900 } },
    ],
    ["a smaller size than it inflates to", { ...packed, local: { size: 3 }, central: { size: 3 } }],
    [
      "a larger size than it inflates to",
      { ...packed, local: { size: 5000 }, central: { size: 5000 } },
    ],
    ["a local header that is elsewhere", { ...plain, central: { start: 4 } }],
    ["a path into another folder", { ...plain, name: "../a.txt" }],
    ["a path into another folder, of Windows", { ...plain, name: "x\\..\\a.txt" }],
    ["a path from the root", { ...plain, name: "/a.txt" }],
    ["a path of a drive", { ...plain, name: "C:a.txt" }],
    ["no name", { ...plain, name: "" }],
    ["a NUL in its name", { ...plain, name: "a\0b" }],
    ["a name of no charset", { ...plain, name: "ä.txt" }],
  ];

  it.each(lies)("refuses %s", (_, member) => {
    expect(endOf(writeZip([member]))).toBe("COMPRESSION_CORRUPT");
  });

  it("refuses two members of one name, and members that overlap", () => {
    expect(endOf(writeZip([plain, plain]))).toBe("COMPRESSION_CORRUPT");
    const again: ZipMember = { ...plain, central: { start: 0 }, local: {} };
    expect(endOf(writeZip([plain, { ...again, name: "a.txt" }]))).toBe("COMPRESSION_CORRUPT");
  });

  it.each([
    ["encryption", { flags: 1 }],
    ["another method", { method: 12 }],
    ["ZIP64", { size: 0xffffffff }],
  ])("does not read %s", (_, fields) => {
    expect(endOf(writeZip([{ ...plain, local: fields, central: fields }]))).toBe(
      "COMPRESSION_UNSUPPORTED",
    );
  });

  it.each([{ count: 2 }, { count: 0 }, { size: 10 }, { start: 3 }, { count: 20_000 }])(
    "refuses an end that says %o",
    (tail) => {
      expect(endOf(writeZip([plain], tail))).toBe("COMPRESSION_CORRUPT");
    },
  );

  it("refuses what is cut anywhere", () => {
    const bytes = writeZip([plain, packed]);
    for (let end = 0; end < bytes.length; end++) {
      expect(endOf(bytes.subarray(0, end))).toBe("COMPRESSION_CORRUPT");
    }
  });

  it("stops a bomb before it is inflated, all members together", () => {
    const zeros = { data: new Uint8Array(600_000), deflated: true };
    const bytes = writeZip([
      { ...zeros, name: "a" },
      { ...zeros, name: "b" },
    ]);
    expect(
      endOf(bytes, { limits: { ...defaultLimits, inflatedBytes: 1_000_000 }, left: 1_000_000 }),
    ).toBe("LIMIT_EXCEEDED");
    expect(endOf(bytes, { limits: defaultLimits, left: 1_200_000 })).toBe("fine");
  });

  it("finds what is wrong whatever byte is another", () => {
    const bytes = writeZip([plain, packed]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x11;
      expect(["fine", "COMPRESSION_CORRUPT", "COMPRESSION_UNSUPPORTED"]).toContain(endOf(changed));
    }
  });
});

/** The extra field of ZIP64. */
function sizes(size: bigint, packed: bigint): Uint8Array {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(size, 4);
  extra.writeBigUInt64LE(packed, 12);
  return new Uint8Array(extra);
}

function open(bytes: Uint8Array): ZipArchive {
  return new ZipArchive(bytes, { limits: defaultLimits, left: defaultLimits.inflatedBytes });
}

function textOf(archive: ZipArchive, name: string): string {
  return new TextDecoder().decode(archive.read(name));
}

/** How reading all members ends. */
function endOf(
  bytes: Uint8Array,
  allowance: Allowance = { limits: defaultLimits, left: defaultLimits.inflatedBytes },
): string {
  try {
    const archive = new ZipArchive(bytes, allowance);
    for (const name of archive.names()) archive.read(name);
    return "fine";
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
}
