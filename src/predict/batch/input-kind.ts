// What an input is, told by its first bytes where nobody said it: CSV, JSON Lines, or an array of JSON records.

import { isParquet } from "../../bytes/parquet/parquet-head.ts";
import { PicklejarError } from "../../errors.ts";

/**
 * How rows are written down. `json`: an array of records, or records one after the other. `parquet` only names what is
 * told by a file's first bytes, and read from its end: a batch takes its lines of CSV, see parquet-rows.ts.
 */
export type InputFormat = "csv" | "json-lines" | "json" | "parquet";

/** What a file's name says of its rows; null where it says nothing. */
export function formatOfName(name: string): InputFormat | null {
  if (/\.(csv|tsv|tab)$/i.test(name)) return "csv";
  if (/\.(jsonl|ndjson|jsonlines)$/i.test(name)) return "json-lines";
  if (/\.(parquet|parq|pq)$/i.test(name)) return "parquet";
  return /\.json$/i.test(name) ? "json" : null;
}

/** The beginning of an input, made ready to be read. */
export interface InputStart {
  readonly format: Exclude<InputFormat, "parquet">;
  /** Whether the input begins with a byte order mark, which is no part of its first name. */
  readonly hasMark: boolean;
}

// The first line of JSON Lines may be long; what cannot be told from this much is taken for lines.
const enoughBytes = 2 ** 16;

const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;

/**
 * Looks at the beginning of an input.
 *
 * @param head    the first bytes
 * @param isLast  whether they are all
 * @param format  what it is said to be; null = unknown
 * @returns       null when more bytes are needed to tell
 * @throws INPUT_MALFORMED for what is no text, or empty
 */
export function readInputStart(
  head: Uint8Array,
  isLast: boolean,
  format: InputFormat | null,
): InputStart | null {
  const isEnough = isLast || head.length >= enoughBytes;
  if (head.length < 4 && !isLast) return null;
  checkText(head);
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  if (isLast && firstSigns(head, hasMark ? 3 : 0).length === 0) {
    const advice = "Give CSV with a first line of names, or JSON Lines.";
    throw new PicklejarError("INPUT_MALFORMED", { line: 1, reason: "it is empty", advice });
  }
  if (format === "parquet") {
    const [reason, advice] = [
      "it is no Parquet file",
      "Name the file by what it is: .csv, .jsonl.",
    ];
    throw new PicklejarError("INPUT_MALFORMED", { line: 1, reason, advice });
  }
  if (format !== null) return { format, hasMark };
  const [first, second] = firstSigns(head, hasMark ? 3 : 0);
  if (first === undefined) return isEnough ? { format: "csv", hasMark } : null;
  if (first !== openObject && first !== openList) return { format: "csv", hasMark };
  if (second === undefined && !isEnough) return null;
  // `[{` and `[[` begin an array of records, `[]` is one; `[1, 2` is the first line of many, or the only one.
  if (first === openList && [openObject, openList, closeList].includes(second ?? 0)) {
    return { format: "json", hasMark };
  }
  const line = head.indexOf(0x0a);
  if (line < 0 && !isEnough) return null;
  const text = Buffer.from(head.subarray(hasMark ? 3 : 0, line < 0 ? head.length : line));
  const isWhole = line < 0 || isJson(text.toString("utf8"));
  return { format: isWhole ? "json-lines" : "json", hasMark };
}

/** The first two bytes that are no white space. */
function firstSigns(head: Uint8Array, from: number): readonly number[] {
  const signs: number[] = [];
  for (let at = from; at < head.length && signs.length < 2; at++) {
    const byte = head[at] ?? 0;
    if (byte > 0x20) signs.push(byte);
  }
  return signs;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkText(head: Uint8Array): void {
  const what = binaryKind(head);
  if (what === null) return;
  const [reason, advice] = what;
  throw new PicklejarError("INPUT_MALFORMED", { line: 1, reason, advice });
}

function binaryKind(head: Uint8Array): readonly [reason: string, advice: string] | null {
  const begins = (...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) {
    return ["it is UTF-16 text", 'Save the file as UTF-8 (in Excel: "CSV UTF-8").'];
  }
  if (begins(0x50, 0x4b, 0x03, 0x04)) {
    return ["it is a ZIP file, such as an Excel workbook", 'Save it as "CSV UTF-8".'];
  }
  if (isParquet(head)) {
    const advice = "Name the file itself, which a pipe has not got.";
    return ["it is a Parquet file, which is read from its end", advice];
  }
  if (begins(0x1f, 0x8b)) return ["it is compressed with gzip", "Unpack it first: gunzip."];
  if (head.subarray(0, 1024).includes(0)) {
    return ["it is no text", "Give CSV or JSON Lines, in UTF-8."];
  }
  return null;
}
