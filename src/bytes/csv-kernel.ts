// Whole records of CSV by a kernel, a window of the input at a time, with the numbers that cells plainly are.

import type { Delimiter } from "./csv.ts";
import type { RecordReader } from "./csv-block.ts";
import { csvRecordsKernel } from "./kernels/csv-records.generated.ts";
import { exactPowers } from "./long-decimal.ts";
import { webAssembly } from "./web-assembly.ts";

/** The most of one pass: bytes (what is read at once and a little more), records, cells before the last record, cells of one. */
const most = {
  bytes: 2 ** 18 + 2 ** 12,
  records: 2 ** 12,
  cells: 2 ** 16,
  columns: 10_000,
} as const;

/** What the kernel's source calls them. */
interface Functions {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly read: (...given: readonly number[]) => number;
}

/** A thread's kernel, and its memory: the window, and what a pass tells of it. */
interface CsvKernel {
  readonly read: Functions["read"];
  readonly window: Uint8Array;
  readonly wanted: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly counts: Int32Array;
  readonly lines: Float64Array;
  readonly cellEnds: Int32Array;
  readonly numbers: Float64Array;
  readonly told: DataView;
}

let kernel: CsvKernel | null | undefined;

/**
 * What reads records ahead of a scanner; null where there is no WebAssembly, or one without vectors.
 *
 * @param numberColumns  columns whose cells are read as numbers
 */
export function recordReader(
  delimiter: Delimiter,
  numberColumns: Iterable<number>,
): RecordReader | null {
  if (kernel === undefined) kernel = loadKernel();
  if (kernel === null) return null;
  const { read, window, wanted, starts, ends, counts, lines, cellEnds, numbers, told } = kernel;
  const columns = new Uint8Array(most.columns);
  for (const column of numberColumns) if (column < most.columns) columns[column] = 1;
  return (bytes, { at, length, line, maxRecords, maxCells, limits }) => {
    const piece = bytes.subarray(at, Math.min(length, at + most.bytes));
    // The memory is shared by all readers of the thread, one pass at a time.
    window.set(piece);
    wanted.set(columns);
    const base = window.byteOffset;
    const records = read(
      base,
      base + piece.length,
      at - base,
      delimiter.charCodeAt(0),
      Math.min(maxRecords, most.records),
      Math.max(0, Math.min(maxCells, most.cells)),
      Math.min(limits.columns, most.columns),
      limits.recordBytes,
      line,
      ...[wanted, starts, ends, counts, lines, cellEnds, numbers].map(addressOf),
    );
    const cells = told.getInt32(4, true);
    return {
      records,
      cells,
      at: told.getInt32(0, true) - base + at,
      line: told.getFloat64(8, true),
      copyTo(block, firstCell) {
        const { records: first, firstCells } = block;
        block.cellEnds.set(cellEnds.subarray(0, cells), firstCell);
        block.numbers?.set(numbers.subarray(0, cells), firstCell);
        block.recordStarts.set(starts.subarray(0, records), first);
        block.recordEnds.set(ends.subarray(0, records), first);
        block.lines.set(lines.subarray(0, records), first);
        for (let i = 0; i < records; i++) firstCells[first + i + 1] = firstCell + (counts[i] ?? 0);
      },
    };
  };
}

function addressOf({ byteOffset }: ArrayBufferView): number {
  return byteOffset;
}

function loadKernel(): CsvKernel | null {
  if (webAssembly === null) return null;
  try {
    const module = new webAssembly.Module(Buffer.from(csvRecordsKernel, "base64"));
    // What a kernel exports is what its source says; a test compiles that source anew.
    const { memory, read } = new webAssembly.Instance(module, {}).exports as Functions;
    const { buffer } = memory;
    writeTables(buffer);
    return { read, told: new DataView(buffer), ...layOut(buffer) };
  } catch {
    return null;
  }
}

// Where the kernel looks for its tables, and where they have ended.
const powersAt = 128;
const significandsAt = 384;
const tablesEnd = 2048;

// Vectors are read beyond the ends of the window.
const margin = 64;

function layOut(buffer: ArrayBuffer): Omit<CsvKernel, "read" | "told"> {
  const cells = most.cells + most.columns;
  let top = tablesEnd;
  const take = (bytes: number): number => {
    const address = top;
    top += Math.ceil(bytes / margin + 1) * margin;
    return address;
  };
  return {
    wanted: new Uint8Array(buffer, take(most.columns), most.columns),
    starts: new Int32Array(buffer, take(4 * most.records), most.records),
    ends: new Int32Array(buffer, take(4 * most.records), most.records),
    counts: new Int32Array(buffer, take(4 * most.records), most.records),
    lines: new Float64Array(buffer, take(8 * most.records), most.records),
    cellEnds: new Int32Array(buffer, take(4 * cells), cells),
    numbers: new Float64Array(buffer, take(8 * cells), cells),
    window: new Uint8Array(buffer, take(most.bytes), most.bytes),
  };
}

/** The largest power of ten, and of a tenth, whose significand the kernel has. */
const maxPower = 40;

function writeTables(buffer: ArrayBuffer): void {
  const powers = new Float64Array(buffer, powersAt, 32);
  powers.set(exactPowers);
  powers[31] = 1;
  const significands = new BigUint64Array(buffer, significandsAt, 2 * maxPower + 1);
  for (let power = -maxPower; power <= maxPower; power++) {
    significands[power + maxPower] = significandOf(power);
  }
}

/** The upper 64 bits of 10^power. */
function significandOf(power: number): bigint {
  const ten = 10n ** BigInt(Math.abs(power));
  const scaled = power < 0 ? 2n ** 256n / ten : ten * 2n ** 64n;
  return scaled >> BigInt(scaled.toString(2).length - 64);
}
