// The bytes of a model file as they lie on disk.

import { closeSync, constants, fstatSync, openSync, read, readSync, type Stats } from "node:fs";
import { type Details, PicklejarError, withDetails } from "../errors.ts";
import type { Limits } from "../limits.ts";

// Smaller files are read at once, which takes less time than asking another thread to do it.
const smallBytes = 2 ** 22;

// Node takes no more than 2^31 - 1 bytes at once, and a file may be larger where its limit was raised.
const mostAtOnce = 2 ** 26;

/** From this size on a file's bytes lie where other threads can read them too. */
const sharedBytes = 2 ** 20;

/**
 * The bytes of a regular file. Opening never blocks, so that a FIFO is refused instead of awaited.
 *
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_NOT_REGULAR, FILE_TOO_LARGE
 */
export async function loadBytes(path: string, limits: Limits): Promise<Uint8Array> {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new PicklejarError("FILE_NOT_REGULAR", { what: kindOf(stat) });
    if (stat.size > limits.fileBytes) throw tooLarge(stat.size, limits);
    return stat.size > 0 ? await readSized(file, stat.size) : await readUnsized(file, limits);
  } catch (error) {
    // By the path as it was given: which folder was looked into is what matters here.
    const known = error instanceof PicklejarError ? error : fileError(error);
    throw withDetails(known, { file: path });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

export function tooLarge(bytes: number, limits: Limits): PicklejarError {
  return new PicklejarError("FILE_TOO_LARGE", { bytes, limit: limits.fileBytes });
}

/** How many bytes came. By hand: node:util alone would take longer to load than a small file. */
function readLater(file: number, bytes: Uint8Array, at: number, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(file, bytes, at, length, null, (error, count) => (error ? reject(error) : resolve(count)));
  });
}

async function readSized(file: number, size: number): Promise<Uint8Array> {
  const Place = size < sharedBytes ? ArrayBuffer : SharedArrayBuffer;
  const bytes = new Uint8Array(new Place(size));
  let length = 0;
  while (length < size) {
    const bytesRead =
      size < smallBytes
        ? readSync(file, bytes, length, size - length, null)
        : await readLater(file, bytes, length, Math.min(size - length, mostAtOnce));
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** A file that says it is empty: it is, or it lies in a file system like /proc, where nothing has a size. */
async function readUnsized(file: number, limits: Limits): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.alloc(65_536);
    const bytesRead = await readLater(file, part, 0, part.length);
    if (bytesRead === 0) return Buffer.concat(parts, size);
    size += bytesRead;
    if (size > limits.fileBytes) throw tooLarge(size, limits);
    parts.push(part.subarray(0, bytesRead));
  }
}

function kindOf(stat: Stats): string {
  if (stat.isDirectory()) return "a folder";
  if (stat.isFIFO()) return "a named pipe";
  if (stat.isSocket()) return "a socket";
  return stat.isCharacterDevice() || stat.isBlockDevice() ? "a device" : "no regular file";
}

function fileError(error: unknown): PicklejarError {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  const details: Details = { folder: process.cwd() };
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new PicklejarError("FILE_NOT_FOUND", details, { cause: error });
  }
  if (code === "ENXIO") {
    return new PicklejarError("FILE_NOT_REGULAR", { what: "a socket or a device" });
  }
  const reason =
    code === "EACCES" || code === "EPERM"
      ? "permission is denied"
      : message.replace(/^[A-Z]+: /, "");
  return new PicklejarError("FILE_UNREADABLE", { reason }, { cause: error });
}
