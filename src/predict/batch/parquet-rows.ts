// The rows of a Parquet file as a batch takes them: lines of CSV, and what a batch must know to read them so.

import type { ParquetReader } from "../../bytes/parquet/parquet.ts";
import { parquetCsv, parquetDelimiter } from "../../bytes/parquet/parquet-csv.ts";
import { show } from "../../text.ts";
import type { BatchOptions } from "./batch.ts";

export interface ParquetRows {
  /** The table's lines in pieces. @throws PARQUET_MALFORMED */
  readonly pieces: Iterator<Uint8Array<ArrayBuffer>>;
  /** For the batch that takes them. */
  readonly options: Pick<
    BatchOptions,
    "format" | "hasHeader" | "delimiter" | "countsRows" | "inputNotes"
  >;
  /** Rows of the file. */
  readonly rows: number;
}

export function parquetRows(reader: ParquetReader): ParquetRows {
  const { leftOut, rows } = reader;
  const names = leftOut.slice(0, 5).map((name) => show(name, 40));
  const rest = leftOut.length > names.length ? `, … (${leftOut.length} in all)` : "";
  const note = `Columns that hold lists or records are left out: ${names.join(", ")}${rest}.`;
  return {
    pieces: parquetCsv(reader),
    options: {
      format: "csv",
      hasHeader: true,
      delimiter: parquetDelimiter,
      countsRows: true,
      inputNotes: leftOut.length > 0 ? [note] : [],
    },
    rows,
  };
}
