// Files of examples as columns.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openParquetFile } from "../../../src/bytes/parquet/parquet-file.ts";
import { readColumn } from "../../../src/train/tabular/column-kind.ts";
import { cellText } from "../../../src/train/tabular/raw-column.ts";
import { readParquetTable, readTable } from "../../../src/train/tabular/read-table.ts";
import { loadRecords } from "../../../src/train/tabular/records.ts";
import type { RawTable } from "../../../src/train/tabular/table-builder.ts";
import { errorOf } from "../../objects/errors-of.ts";

const fixtures = new URL("../../fixtures/parquet/", import.meta.url);

/** Reads a text in pieces of a few bytes. */
async function read(
  text: string,
  limits = { cells: 1000, characters: 1000 },
  size = 7,
): Promise<RawTable> {
  const bytes = Buffer.from(text);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return readTable("t.csv", pieces(), { format: null, limits });
}

function cells({ columns, rows }: RawTable): Record<string, (string | null)[]> {
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      Array.from({ length: rows }, (_, row) => cellText(column, row)),
    ]),
  );
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return errorOf(() => {
    throw error;
  }).code;
}

describe("readTable", () => {
  it("reads CSV in pieces, whatever the delimiter", async () => {
    const table = await read('\ufeffa;b;c\r\n1;"x;y";\r\n"2";NA;3,5\r\n');
    expect(cells(table)).toEqual({ a: ["1", "2"], b: ["x;y", null], c: [null, "3,5"] });
  });

  it("reads JSON Lines and arrays alike, with keys that come and go", async () => {
    const expected = { a: ["1", "two", null], b: ["True", null, null], c: [null, null, "5"] };
    const lines = '{"a": 1, "b": true}\n{"a": "two", "b": null}\n{"c": 5, "b": [1]}\n';
    expect(cells(await read(lines))).toEqual(expected);
    expect(cells(await read(`[${lines.trim().replaceAll("\n", ",")}]`))).toEqual(expected);
  });

  it("reads Parquet, numbers as numbers and lists as nothing", () => {
    const open = (name: string): RawTable => {
      const file = openParquetFile(fileURLToPath(new URL(name, fixtures)));
      const table = readParquetTable(name, file.reader);
      file.close();
      return table;
    };
    const { rows, columns } = open("plain-snappy.parquet");
    const kinds = Object.fromEntries(
      columns.map((column) => [column.name, readColumn(column, null).kind]),
    );
    expect([rows, kinds]).toMatchObject([300, { i8: "number", u32: "number", flag: "boolean" }]);
    expect(columns[0]?.numbers.slice(1, 4)).toEqual(Float64Array.of(-49, -48, -47));
    const nested = open("nested.parquet").columns.map(({ name, nested: cells }) => [name, cells]);
    expect(Object.fromEntries(nested)).toEqual({ a: 0, b: 0, tags: 2, who: 2 });
  });

  it("calls columns without a name as pandas does", async () => {
    expect(Object.keys(cells(await read(",a\n0,1\n")))).toEqual(["Unnamed: 0", "a"]);
  });

  it("leaves out a line of another width, and says which", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},1`).join("\n");
    const table = await read(`a,b\n${rows}\n1,2,3\n`);
    expect([table.rows, table.skipped?.count, table.skipped?.line]).toEqual([20, 1, 22]);
  });

  it("refuses names that occur twice, files that are mostly broken or empty, and what is too large", async () => {
    expect(await codeOf(read("a,a\n1,2\n"))).toBe("INPUT_MALFORMED");
    expect(await codeOf(read("a,b\n1\n2\n3,4\n"))).toBe("INPUT_MALFORMED");
    expect(await codeOf(read(""))).toBe("INPUT_MALFORMED");
    expect(await codeOf(read("a,b\n1,2\n3,4\n", { cells: 3, characters: 9 }))).toBe("TRAIN_TABLE");
    expect(await codeOf(read("a\nsome long text\n", { cells: 9, characters: 9 }))).toBe(
      "TRAIN_TABLE",
    );
  });
});

describe("loadRecords", () => {
  it("gives numbers, booleans and texts, each column of one kind", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "picklejar-records-")), "rows.csv");
    await writeFile(file, "a,b,c,d\n1,True,007,$5\n,False,x,6\n2.5,,12.50,\n");
    expect(await loadRecords(file)).toEqual([
      { a: 1, b: true, c: "007", d: "$5" },
      { a: null, b: false, c: "x", d: "6" },
      { a: 2.5, b: null, c: "12.50", d: null },
    ]);
    await rm(dirname(file), { recursive: true });
  });
});
