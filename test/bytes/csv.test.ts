import { describe, expect, it } from "vitest";
import { type CsvOptions, CsvScanner, type Delimiter } from "../../src/bytes/csv.ts";
import { CsvCells } from "../../src/bytes/csv-cells.ts";
import { PicklejarError } from "../../src/errors.ts";

interface Read {
  readonly records: string[][];
  readonly lines: number[];
  /** By record. */
  readonly faults: Map<number, string>;
}

/** Scans a text that comes in pieces of `size` bytes. */
function scan(
  text: string | Uint8Array,
  size = 1_000_000,
  delimiter: Delimiter = ",",
  options: CsvOptions = {},
): Read {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const scanner = new CsvScanner(delimiter, options);
  const read: Read = { records: [], lines: [], faults: new Map() };
  const take = (isLast: boolean): void => {
    for (let block = scanner.next(isLast); block !== null; block = scanner.next(isLast)) {
      const cells = new CsvCells(block);
      for (const [record, reason] of block.faults) {
        read.faults.set(read.records.length + record, reason);
      }
      for (let record = 0; record < block.records; record++) {
        read.records.push(cells.texts(record));
        read.lines.push(block.lines[record] ?? 0);
      }
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    scanner.push(bytes.subarray(at, at + size));
    take(false);
  }
  take(true);
  return read;
}

function codeOf(run: () => unknown): [string, unknown] {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return [error.code, error.details["line"]];
    throw error;
  }
  return ["nothing", null];
}

const sizes = [1, 2, 3, 5, 7, 64, 1_000_000];

describe("CsvScanner", () => {
  it.each([
    [
      "cells and records",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a last line without an end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "empty cells",
      ",\n,,x,\n",
      [
        ["", ""],
        ["", "", "x", ""],
      ],
    ],
    [
      "an empty cell at the very end",
      "a,b\n1,",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    [
      "lines that end in CR LF",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "lines that end in CR",
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["empty lines, which are passed over", "\n\na\r\n\r\n\nb\n\n", [["a"], ["b"]]],
    [
      "quoted cells",
      '"a","b,c"\n"",""\n',
      [
        ["a", "b,c"],
        ["", ""],
      ],
    ],
    ["a quoted empty cell that is a whole line", 'a\n""\nb\n', [["a"], [""], ["b"]]],
    [
      "line ends in quotes",
      '"a\nb","c\r\nd"\n1,2\n',
      [
        ["a\nb", "c\r\nd"],
        ["1", "2"],
      ],
    ],
    ["doubled quotes", '"say ""hi""",""""\n', [['say "hi"', '"']]],
    ["quotes in a bare cell", '5" pipe,a"b"c\n', [['5" pipe', 'a"b"c']]],
    ["a quote that ends the input", 'a,"b"', [["a", "b"]]],
    [
      "letters beyond ASCII",
      "größe,\u{1f33b}\nπ,é\n",
      [
        ["größe", "\u{1f33b}"],
        ["π", "é"],
      ],
    ],
  ])("reads %s, whatever pieces it comes in", (_, text, expected) => {
    for (const size of sizes) expect(scan(text, size).records, `${size}`).toEqual(expected);
  });

  it("knows the line on which a record begins, through line ends in quotes", () => {
    const text = 'a,b\n"1\n2\n3",x\n\n4,"y\r\nz"\r\n5,6';
    for (const size of sizes) expect(scan(text, size).lines).toEqual([1, 2, 6, 8]);
  });

  it("separates by semicolon, tab and bar as well", () => {
    for (const delimiter of [";", "\t", "|"] as const) {
      const text = ["a", "b,c"].join(delimiter);
      expect(scan(text, 100, delimiter).records).toEqual([["a", "b,c"]]);
    }
  });

  it("gives many records in blocks, and as few as are wanted", () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `${i},${i * i}`).join("\n");
    for (const size of [100, 4097, 1_000_000]) {
      const { records, lines } = scan(text, size);
      expect(records).toHaveLength(10_000);
      expect(records[9999]).toEqual(["9999", "99980001"]);
      expect(lines[9999]).toBe(10_000);
    }
    const scanner = new CsvScanner(",");
    scanner.push(new TextEncoder().encode(text));
    expect(scanner.next(true, 1)?.records).toBe(1);
    expect(scanner.next(true)?.records).toBe(4096);
  });

  it("finds fault with a record, not with those around it", () => {
    const text = 'a,b\n"x"y,1\n2,3\n"p" ,4\n5,6\n';
    for (const size of sizes) {
      const { records, faults } = scan(text, size);
      expect([...faults.keys()]).toEqual([1, 3]);
      expect([records[0], records[2], records[4]]).toEqual([
        ["a", "b"],
        ["2", "3"],
        ["5", "6"],
      ]);
    }
  });

  it("finds fault with text in another encoding, record by record", () => {
    const bytes = Uint8Array.from(Buffer.from("a\nM\xfcller\nb\n", "latin1"));
    const { records, faults } = scan(bytes);
    expect([...faults]).toEqual([[1, "it is not UTF-8"]]);
    expect([records[0], records[2]]).toEqual([["a"], ["b"]]);
  });

  it("refuses a quote that is never closed, naming the line where it opens", () => {
    for (const size of sizes) {
      expect(codeOf(() => scan('a,b\n1,2\n3,"4\n5,6\n7,8\n', size))).toEqual([
        "INPUT_MALFORMED",
        3,
      ]);
    }
  });

  it("refuses records that are too long or too wide, however they come", () => {
    const limits = { recordBytes: 100, columns: 5 };
    for (const size of [1, 10, 1000]) {
      const long = `a\n${"x".repeat(101)}\nb\n`;
      expect(codeOf(() => scan(long, size, ",", { limits }))).toEqual(["INPUT_MALFORMED", 2]);
      const wide = "a\n1,2,3,4,5,6\n";
      expect(codeOf(() => scan(wide, size, ",", { limits }))).toEqual(["INPUT_MALFORMED", 2]);
      const just = `${"x".repeat(100)}\n1,2,3,4,5\n`;
      expect(scan(just, size, ",", { limits }).records).toHaveLength(2);
    }
  });

  it("holds no more than a record and what was pushed, however small the pieces", () => {
    const scanner = new CsvScanner(",");
    const line = new TextEncoder().encode(`${"1,".repeat(50)}2\n`);
    let records = 0;
    let size = 0;
    for (let i = 0; i < 50_000; i++) {
      scanner.push(line.subarray(0, 60));
      scanner.push(line.subarray(60));
      const block = scanner.next(false);
      records += block?.records ?? 0;
      size = Math.max(size, block?.bytes.length ?? 0);
    }
    expect(records).toBe(50_000);
    expect(size).toBeLessThan(4000);
  });

  it("reads what another reader of the same bytes reads, for noise of every kind", () => {
    let seed = 11;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    for (let round = 0; round < 3000; round++) {
      const letters = ['"', '""', ",", "\n", "\r\n", "\r", "a", "1.5", "é", "x y", ""];
      const text = Array.from({ length: random(30) }, () => letters[random(letters.length)]).join(
        "",
      );
      const whole = codeOrRead(text, 1_000_000);
      expect(codeOrRead(text, 1 + random(4)), JSON.stringify(text)).toEqual(whole);
    }
  });
});

function codeOrRead(text: string, size: number): unknown {
  try {
    const { records, lines, faults } = scan(text, size);
    return { records, lines, faults };
  } catch (error) {
    return error instanceof PicklejarError ? error.code : error;
  }
}

describe("CsvCells", () => {
  it("gives plain numbers, quoted or not, and NaN for everything else", () => {
    const scanner = new CsvScanner(",");
    scanner.push(new TextEncoder().encode('1.5,"2.5", 3,,nan,"",1e3\n'));
    const block = scanner.next(true);
    if (block === null) throw new Error("no record");
    const cells = new CsvCells(block);
    expect([0, 1, 2, 3, 4, 5, 6].map((column) => cells.number(0, column))).toEqual([
      1.5,
      2.5,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      1000,
    ]);
    expect(cells.width(0)).toBe(7);
    expect(cells.raw(0)).toBe('1.5,"2.5", 3,,nan,"",1e3');
  });
});
