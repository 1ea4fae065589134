// Reads the rows that samples.py wrote.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Rows =
  | { readonly kind: "numbers"; readonly data: Float64Array; readonly columns: number }
  | { readonly kind: "texts"; readonly values: readonly string[] }
  | {
      readonly kind: "records";
      readonly values: readonly Readonly<Record<string, string | number>>[];
    };

export function readRows(folder: string, name: string): Rows {
  const { kind, columns } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  const bytes = readFileSync(join(folder, `${name}.rows`));
  if (kind === "numbers") {
    const data = new Float64Array(bytes.length / 8);
    new Uint8Array(data.buffer).set(bytes);
    return { kind, data, columns };
  }
  const values = bytes.toString("utf8").trimEnd().split("\n");
  return { kind, values: values.map((line) => JSON.parse(line)) };
}
