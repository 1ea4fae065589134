// The rows that `predict` and `verify` read: a file, or what is piped in.

import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { isParquetFile, openParquetFile } from "../bytes/parquet/parquet-file.ts";
import { PicklejarError } from "../errors.ts";
import type { BatchOptions } from "../predict/batch/batch.ts";
import { formatOfName, type InputFormat } from "../predict/batch/input-kind.ts";
import { parquetRows } from "../predict/batch/parquet-rows.ts";

export interface RowsInput {
  /** As messages call it. */
  readonly name: string;
  readonly stream: Readable;
  /** Size in bytes; null where nobody knows. */
  readonly size: number | null;
  /** What its name says that it is; null = its first bytes tell. */
  readonly format: InputFormat | null;
  /** What a batch must know of rows that are not read as they lie there: those of a Parquet file. */
  readonly table?: Partial<BatchOptions>;
}

// Pieces of a file, bytes: large enough that waiting for them costs nothing.
const pieceBytes = 2 ** 18;

/**
 * Opens the input.
 *
 * @param path  undefined or `-` = standard input
 * @throws FILE_NOT_FOUND, FILE_NOT_REGULAR, FILE_UNREADABLE; USAGE when rows would have to be typed
 */
export async function openRows(path: string | undefined, example: string): Promise<RowsInput> {
  if (path === undefined || path === "-") {
    if (process.stdin.isTTY === true) {
      const reason = "There is no input: name a file, or pipe rows in.";
      throw new PicklejarError("USAGE", { reason, advice: `For example: ${example}` });
    }
    return { name: "standard input", stream: process.stdin, size: null, format: null };
  }
  const file = basename(path);
  try {
    const found = await stat(path);
    if (found.isDirectory())
      throw new PicklejarError("FILE_NOT_REGULAR", { file, what: "a folder" });
    if (found.isFile() && isParquetFile(path)) return openTable(path, file);
    const stream = createReadStream(path, { highWaterMark: pieceBytes });
    await once(stream, "ready");
    return {
      name: file,
      stream,
      size: found.isFile() ? found.size : null,
      format: formatOfName(path),
    };
  } catch (error) {
    throw error instanceof PicklejarError ? error : readError(error, path);
  }
}

/** The rows of a Parquet file, as lines of CSV. @throws PARQUET_MALFORMED */
function openTable(path: string, name: string): RowsInput {
  const { reader, close } = openParquetFile(path);
  const { pieces, options: table } = parquetRows(reader);
  const stream = Readable.from(
    (async function* () {
      for (let next = pieces.next(); next.done !== true; next = pieces.next()) yield next.value;
    })(),
    { objectMode: false },
  );
  stream.once("close", close);
  return { name, stream, size: null, format: "csv", table };
}

/** A failure of the system while reading, in our words. */
export function readError(error: unknown, file: string): PicklejarError {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new PicklejarError("FILE_NOT_FOUND", { file, folder: process.cwd() }, { cause: error });
  }
  const reason = code === "EACCES" ? "permission is denied" : message.replace(/^[A-Z]+: /, "");
  return new PicklejarError("FILE_UNREADABLE", { file, reason }, { cause: error });
}
