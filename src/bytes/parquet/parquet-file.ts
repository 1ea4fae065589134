// A Parquet file on the disk, read where it is needed.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ParquetReader, type ParquetSource } from "./parquet.ts";
import { damageAt } from "./parquet-error.ts";
import { isParquet } from "./parquet-head.ts";

/** A file that is open; whoever has it closes it. */
export interface ParquetFile {
  readonly reader: ParquetReader;
  close(): void;
}

/**
 * Opens a file.
 *
 * @throws PARQUET_MALFORMED; what the system says where it cannot be opened
 */
export function openParquetFile(path: string): ParquetFile {
  const descriptor = openSync(path, "r");
  try {
    return { reader: descriptorParquet(descriptor), close: () => closeSync(descriptor) };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Reads a file that is open; it stays open. @throws PARQUET_MALFORMED */
export function descriptorParquet(descriptor: number): ParquetReader {
  return new ParquetReader(descriptorSource(descriptor));
}

/** Whether a file is Parquet, by its first bytes. @throws what the system says where it cannot be read */
export function isParquetFile(path: string): boolean {
  const descriptor = openSync(path, "r");
  try {
    if (!fstatSync(descriptor).isFile()) return false;
    const head = new Uint8Array(1024);
    return isParquet(head.subarray(0, readSync(descriptor, head, 0, head.length, 0)));
  } finally {
    closeSync(descriptor);
  }
}

function descriptorSource(descriptor: number): ParquetSource {
  return {
    size: fstatSync(descriptor).size,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const count = readSync(descriptor, bytes, done, length - done, offset + done);
        if (count === 0) throw damageAt(offset + done, "it became shorter while it was read");
        done += count;
      }
      return bytes;
    },
  };
}
