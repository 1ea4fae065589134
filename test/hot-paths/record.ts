// Writes what the hot paths of dist/ take now into recorded.json: `npm run build && node test/hot-paths/record.ts`.
// Say in the commit why the figures changed.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  changedFigures,
  countFigures,
  type Recorded,
  readRecorded,
  recordedFile,
} from "./figures.ts";

const dist = join(import.meta.dirname, "..", "..", "dist");
const before = readRecorded();
const [bytes, work] = [await countFigures(dist, "bytes"), await countFigures(dist, "work")];
const recorded: Recorded = { node: process.version, bytes, work };
writeFileSync(recordedFile, `${JSON.stringify(recorded, rounded, 2)}\n`);
for (const what of ["bytes", "work"] as const) {
  for (const change of changedFigures(what, before[what], recorded[what])) console.log(change);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(5)) : value;
}
