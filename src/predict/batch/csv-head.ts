// The first line of a CSV file, and what it tells: how lines end, and what stands between cells.

import { CsvScanner, csvLimits, type Delimiter } from "../../bytes/csv.ts";
import type { CsvBlock } from "../../bytes/csv-block.ts";
import { CsvCells } from "../../bytes/csv-cells.ts";
import { PicklejarError } from "../../errors.ts";
import { countFields } from "../../signature/columns.ts";
import type { Signature } from "../../signature/signature.ts";

/** What the first line tells. */
export interface FirstLine {
  readonly delimiter: Delimiter;
  readonly lineEnd: "\n" | "\r\n";
  /** The first line as it came. */
  readonly raw: string;
  readonly cells: readonly string[];
}

/** What is known of a file before its first line. */
export interface ToldOfHead {
  readonly delimiter?: Delimiter | undefined;
  /** Columns that stand for fields, by the fields' names. */
  readonly columns?: ReadonlyMap<string, string> | undefined;
}

const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];
const delimiterBytes = new Set(delimiters.map((delimiter) => delimiter.charCodeAt(0)));
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** Gathers an input until its first line is whole. */
export class CsvHead {
  #bytes = new Uint8Array(2 ** 12);
  #length = 0;
  // How far the bytes were looked at, and what was met there.
  #at = 0;
  #isQuoted = false;
  #before = lineFeed;
  #isEmpty = true;

  /** Everything that came so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  push(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#length + chunk.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  /**
   * The first line that is not empty; null until it is whole.
   *
   * @param told  what is known already
   * @throws INPUT_MALFORMED where there is none
   */
  read(isLast: boolean, signature: Signature, told: ToldOfHead = {}): FirstLine | null {
    const end = this.#findEnd(isLast);
    if (end === null) return null;
    const isCrLf = this.#bytes[end] === carriageReturn && this.#bytes[end + 1] === lineFeed;
    const { delimiter, cells } = chooseDelimiter(this.#bytes.subarray(0, end), signature, told);
    return {
      delimiter,
      lineEnd: isCrLf ? "\r\n" : "\n",
      raw: cells.raw(0),
      cells: cells.texts(0),
    };
  }

  /** Where the first line ends, before its line end; null until that and the byte behind it are there. */
  #findEnd(isLast: boolean): number | null {
    for (; this.#at < this.#length; this.#at++) {
      const byte = this.#bytes[this.#at] ?? 0;
      const isEnd = !this.#isQuoted && (byte === lineFeed || byte === carriageReturn);
      if (isEnd && !this.#isEmpty) {
        if (byte === carriageReturn && this.#at + 1 === this.#length && !isLast) return null;
        return this.#at;
      }
      if (!isEnd) this.#isEmpty = false;
      if (byte === quote) this.#meetQuote();
      this.#before = byte;
    }
    if (isLast && !this.#isEmpty) return this.#length;
    if (isLast) throw malformed("it is empty", "Give a first line of names, then a line per row.");
    if (this.#length > csvLimits.recordBytes) {
      throw malformed("it does not end", "Look for a quote that is opened and not closed.");
    }
    return null;
  }

  // Only at the beginning of a cell does a quote open one. A doubled quote closes and opens again.
  #meetQuote(): void {
    const mayOpen =
      this.#before === lineFeed ||
      this.#before === carriageReturn ||
      this.#before === quote ||
      delimiterBytes.has(this.#before);
    this.#isQuoted = !this.#isQuoted && mayOpen;
  }
}

/** The delimiter that finds most of the model's fields in the first line, else the one that stands there most often. */
function chooseDelimiter(
  line: Uint8Array,
  signature: Signature,
  { delimiter: only, columns }: ToldOfHead,
): { readonly delimiter: Delimiter; readonly cells: CsvCells } {
  const told = new Set(columns?.values());
  let best: { delimiter: Delimiter; cells: CsvCells; fields: number } | null = null;
  let fault = "it is no CSV";
  for (const delimiter of only === undefined ? delimiters : [only]) {
    const block = scanLine(line, delimiter);
    const reason = block.faults.get(0);
    if (reason !== undefined) {
      fault = reason;
      continue;
    }
    const cells = new CsvCells(block);
    const names = cells.texts(0);
    const fields = countFields(signature, names) + names.filter((name) => told.has(name)).length;
    const isBetter =
      best === null ||
      fields > best.fields ||
      (fields === best.fields && cells.width(0) > best.cells.width(0));
    if (isBetter) best = { delimiter, cells, fields };
  }
  if (best === null) throw malformed(fault, "Save the file as CSV in UTF-8.");
  return best;
}

function scanLine(line: Uint8Array, delimiter: Delimiter): CsvBlock {
  const scanner = new CsvScanner(delimiter, { maxRecords: 1 });
  scanner.push(line);
  const block = scanner.next(true);
  if (block === null) throw malformed("it is empty", "Give a first line of names.");
  return block;
}

function malformed(reason: string, advice: string): PicklejarError {
  return new PicklejarError("INPUT_MALFORMED", { line: 1, reason, advice });
}
