// The two things that can be wrong with a Parquet file: it is damaged, or it uses what is not read here.

import { PicklejarError } from "../../errors.ts";
import type { Fault } from "../byte-reader.ts";

/** The error for damage at a byte of the file. */
export const damageAt: Fault = (offset, reason) => malformed(offset, reason);

/** The error for what no writer of tables does, or what is not read here. */
export function unsupportedAt(offset: number, what: string): PicklejarError {
  const advice =
    "Write the table again with usual settings; in pandas: df.to_parquet('rows.parquet').";
  return new PicklejarError("PARQUET_MALFORMED", { offset, reason: `it ${what}`, advice });
}

function malformed(offset: number, reason: string): PicklejarError {
  const advice = "Copy the file again, or write it again from its source.";
  return new PicklejarError("PARQUET_MALFORMED", { offset, reason, advice });
}
