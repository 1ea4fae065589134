// The rows that `predict` and `verify` read: a file, or what is piped in.

import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { PicklejarError } from "../errors.ts";
import { formatOfName, type InputFormat } from "../predict/batch/input-kind.ts";

export interface RowsInput {
  /** As messages call it. */
  readonly name: string;
  readonly stream: Readable;
  /** Size in bytes; null where nobody knows. */
  readonly size: number | null;
  /** What its name says that it is; null = its first bytes tell. */
  readonly format: InputFormat | null;
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

/** A failure of the system while reading, in our words. */
export function readError(error: unknown, file: string): PicklejarError {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new PicklejarError("FILE_NOT_FOUND", { file, folder: process.cwd() }, { cause: error });
  }
  const reason = code === "EACCES" ? "permission is denied" : message.replace(/^[A-Z]+: /, "");
  return new PicklejarError("FILE_UNREADABLE", { file, reason }, { cause: error });
}
