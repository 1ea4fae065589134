// The beginning of a file as a table, read by the server's own reader of CSV; JSON by the browser's.

import { CsvScanner } from "../../../bytes/csv.ts";
import { CsvCells } from "../../../bytes/csv-cells.ts";
import { isParquet } from "../../../bytes/parquet/parquet-head.ts";
import { CsvHead } from "../../../predict/batch/csv-head.ts";
import { formatOfName, readInputStart } from "../../../predict/batch/input-kind.ts";
import type { Signature } from "../../../signature/signature.ts";

/** What can be told of a file by its first bytes. */
export interface TableHead {
  /** "CSV, separated by semicolons": what was found out. */
  readonly facts: readonly string[];
  readonly isCsv: boolean;
  readonly names: readonly string[];
  /** The first rows: texts of CSV, values of JSON; null for a row that cannot be read. */
  readonly rows: readonly (readonly unknown[] | null)[];
  /** Rows of the whole file, and whether that is a guess. */
  readonly total: number;
  readonly isEstimated: boolean;
}

export const headBytes: number = 2 ** 18;

const shownRows = 20;

const delimiters: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

/**
 * @param head  the first bytes, `headBytes` of them or all
 * @param size  bytes of the whole file
 * @returns     null for a Parquet file, which is read on the server
 * @throws INPUT_MALFORMED for what is no table
 */
export function readTableHead(
  head: Uint8Array,
  size: number,
  name: string,
  signature: Signature,
): TableHead | null {
  if (isParquet(head)) return null;
  const isWhole = head.length === size;
  const named = formatOfName(name);
  const start = readInputStart(head, isWhole, named === "parquet" ? null : named);
  const bytes = start?.hasMark ? head.subarray(3) : head;
  const encoding = start?.hasMark ? "UTF-8 with a mark" : "UTF-8";
  return start?.format === "json" || start?.format === "json-lines"
    ? readJson(bytes, size, isWhole, start.format, encoding)
    : readCsv(bytes, size, isWhole, signature, encoding);
}

function readCsv(
  bytes: Uint8Array,
  size: number,
  isWhole: boolean,
  signature: Signature,
  encoding: string,
): TableHead {
  const first = new CsvHead();
  first.push(bytes);
  // A first line that is longer than what is looked at is taken as far as it goes.
  const line = first.read(isWhole, signature) ?? first.read(true, signature);
  const delimiter = line?.delimiter ?? ",";
  const scanner = new CsvScanner(delimiter);
  scanner.push(bytes);
  scanner.next(isWhole, 1);
  const rows: (string[] | null)[] = [];
  let count = 0;
  let start = -1;
  let end = 0;
  for (let block = scanner.next(isWhole); block !== null; block = scanner.next(isWhole)) {
    const cells = new CsvCells(block);
    if (start < 0) start = block.recordStarts[0] ?? 0;
    end = block.recordEnds[block.records - 1] ?? end;
    for (let row = 0; row < block.records && rows.length < shownRows; row++) {
      rows.push(block.faults.has(row) ? null : cells.texts(row));
    }
    count += block.records;
  }
  const total = isWhole ? count : Math.round((size * count) / Math.max(end - start, 1));
  const facts = ["CSV", `separated by ${delimiters[delimiter]}`, encoding];
  return { facts, isCsv: true, names: line?.cells ?? [], rows, total, isEstimated: !isWhole };
}

function readJson(
  bytes: Uint8Array,
  size: number,
  isWhole: boolean,
  format: "json" | "json-lines",
  encoding: string,
): TableHead {
  const text = new TextDecoder().decode(bytes);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  // What is looked at may end in the middle of a line.
  if (!isWhole) lines.pop();
  const list = format === "json" && isWhole ? parsed(text) : undefined;
  const all = Array.isArray(list) ? list : lines.slice(0, shownRows).map(parsed);
  // The rows of a long array are read on the server.
  const values = format === "json" && !isWhole ? [] : all.slice(0, shownRows);
  const firstRecord = values.find((value) => isRecord(value));
  const names = firstRecord === undefined ? [] : Object.keys(firstRecord);
  const rows = values.map((value) => {
    if (isRecord(value)) return names.map((name) => value[name]);
    return Array.isArray(value) ? value : null;
  });
  const facts = [format === "json" ? "JSON" : "JSON Lines", encoding];
  const seen = Array.isArray(list) ? list.length : lines.length;
  const total = isWhole ? seen : Math.round((size * seen) / Math.max(bytes.length, 1));
  return { facts, isCsv: false, names, rows, total, isEstimated: !isWhole };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
