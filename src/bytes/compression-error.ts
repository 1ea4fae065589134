// The two things that can be wrong with compressed data: it is damaged, or it uses what is not read here.

import { PicklejarError } from "../errors.ts";
import type { Fault } from "./byte-reader.ts";

/** Errors for damage in data of a format, by offset in the compressed file. */
export function damageIn(format: string): Fault {
  return (offset, reason) => new PicklejarError("COMPRESSION_CORRUPT", { format, offset, reason });
}

/** The error for a rare part of a format, at a byte of the compressed file. */
export function unsupportedIn(format: string, offset: number, feature: string): PicklejarError {
  return new PicklejarError("COMPRESSION_UNSUPPORTED", { format, offset, feature });
}
