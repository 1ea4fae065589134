import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  bytesSource,
  isParquet,
  type ParquetCell,
  ParquetReader,
} from "../../../src/bytes/parquet/parquet.ts";
import { parquetCsv } from "../../../src/bytes/parquet/parquet-csv.ts";
import { PicklejarError } from "../../../src/errors.ts";

const folder = join(import.meta.dirname, "../../fixtures/parquet");

interface Expected {
  readonly tables: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  readonly files: Readonly<
    Record<string, { readonly table: string; readonly names: readonly string[] }>
  >;
}

const { tables, files } = JSON.parse(
  readFileSync(join(folder, "expected.json"), "utf8"),
) as Expected;

function bytesOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, `${name}.parquet`)));
}

function readAll(bytes: Uint8Array): { names: readonly string[]; columns: ParquetCell[][] } {
  const reader = new ParquetReader(bytesSource(bytes));
  const columns: ParquetCell[][] = reader.names.map(() => []);
  for (let block = reader.next(); block !== null; block = reader.next()) {
    for (const [i, cells] of block.columns.entries()) columns[i]?.push(...cells);
  }
  return { names: reader.names, columns };
}

/** A cell as Python's JSON has it. */
function recorded(cell: ParquetCell): unknown {
  if (typeof cell === "bigint") return { bigint: String(cell) };
  return Number.isNaN(cell) ? null : cell;
}

describe("ParquetReader", () => {
  for (const [name, { table, names }] of Object.entries(files)) {
    it(`reads ${name}.parquet as pyarrow does`, () => {
      const bytes = bytesOf(name);
      expect(isParquet(bytes)).toBe(true);
      const read = readAll(bytes);
      expect(read.names).toEqual(names);
      for (const [i, column] of names.entries()) {
        const wanted = (tables[table]?.[column] ?? []).map((value) =>
          typeof value === "object" && value !== null && "text" in value ? value.text : value,
        );
        expect(read.columns[i]?.map(recorded), column).toEqual(wanted);
      }
    });
  }

  it("leaves out columns that hold lists or records, and says so", () => {
    const reader = new ParquetReader(bytesSource(bytesOf("nested")));
    expect(reader.leftOut).toEqual(["tags", "who"]);
    expect(reader.rows).toBe(2);
  });

  it("refuses a file that was cut off, wherever it was", () => {
    const bytes = bytesOf("plain-snappy");
    for (let length = 0; length < bytes.length; length += 97) {
      expect(
        codeOf(() => readAll(bytes.subarray(0, length))),
        `${length}`,
      ).toBe("PARQUET_MALFORMED");
    }
  });

  it("reads a file with a changed byte, or refuses it with a code", () => {
    let refused = 0;
    for (const name of ["plain-none", "version-2", "delta", "split", "plain-lz4", "times"]) {
      const bytes = bytesOf(name);
      const footer =
        bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
      for (let turn = 0; turn < 70; turn++) {
        const damaged = bytes.slice();
        const isInFooter = turn % 2 === 0;
        const at = isInFooter
          ? footer + ((turn * 131) % (bytes.length - footer))
          : 4 + ((turn * 977) % (footer - 4));
        damaged[at] = turn % 3 === 0 ? 0xff : (damaged[at] ?? 0) ^ (1 << (turn % 8));
        const code = codeOf(() => readAll(damaged));
        if (code !== null) refused++;
        expect([null, "PARQUET_MALFORMED"], `${name}, byte ${at}`).toContain(code);
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it("notices a wrong byte by the checksum of its page", () => {
    const damaged = bytesOf("version-2");
    damaged[400] = (damaged[400] ?? 0) ^ 1;
    expect(codeOf(() => readAll(damaged))).toBe("PARQUET_MALFORMED");
  });

  it("allocates nothing for a footer that says it has billions of rows", () => {
    const bytes = bytesOf("empty");
    const lie = withFooter(bytes, (footer) => {
      // Field 3, an i64: rows. Empty here, so its zigzag is 0 in one byte.
      const at = footer.indexOf(0x16);
      return at < 0
        ? footer
        : Buffer.concat([footer.subarray(0, at + 1), varint(2 ** 50), footer.subarray(at + 2)]);
    });
    const before = process.memoryUsage().rss;
    expect(codeOf(() => readAll(lie))).toBe("PARQUET_MALFORMED");
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
  });

  it("refuses a file of nothing but lists, whose rows would have no cells", () => {
    expect(codeOf(() => readAll(bytesOf("lists")))).toBe("PARQUET_MALFORMED");
  });

  it("says what a file is that is not read here", () => {
    const encrypted = bytesOf("empty");
    encrypted.set(Buffer.from("PARE"), encrypted.length - 4);
    expect(detailOf(() => readAll(encrypted))).toMatchObject({ reason: "it is encrypted" });
  });
});

describe("parquetCsv", () => {
  it("writes the CSV file of the same table", () => {
    expect(csvOf("people")).toBe(
      [
        "experience,test_score,interview_score,Who,__index_level_0__",
        "2,9,6,ann,r1",
        "5,8,8,bob,r2",
        "7,,9,ann,r3",
        "",
      ].join("\n"),
    );
  });

  it("keeps a row whose only cell is missing", () => {
    expect(csvOf("one-column")).toBe('a\nx\n""\n""\ny\n');
  });

  it("puts texts with line ends and quotes in quotes", () => {
    expect(csvOf("plain-none").split("\n")[1]).toContain(",,red");
    expect(csvOf("plain-none")).toContain('"né ""1"", x\n",green');
  });
});

function csvOf(name: string): string {
  const reader = new ParquetReader(bytesSource(bytesOf(name)));
  return Buffer.concat([...parquetCsv(reader)]).toString("utf8");
}

function codeOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
}

function detailOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error instanceof PicklejarError ? error.details : error;
  }
  return null;
}

function withFooter(bytes: Uint8Array, change: (footer: Buffer) => Buffer): Uint8Array {
  const length = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
  const start = bytes.length - 8 - length;
  const footer = change(Buffer.from(bytes.subarray(start, start + length)));
  const tail = Buffer.alloc(8, "....PAR1");
  tail.writeUInt32LE(footer.length, 0);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, start), footer, tail]));
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value) * 2n;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
