// CSV files for the measures, and a model for them.

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../folders.ts";
import { type Python, runPython } from "../setup.ts";

const blockRows = 10_000;

/** Digits of one cell: all lines are of the same length, so that the first rows of a file are its first bytes. */
export const cellText = 8;

/** Bytes of the header `a,b,c…`, and of one row, both with their line end. */
export function sizesOf(columns: number): { readonly header: number; readonly row: number } {
  return { header: 2 * columns, row: (cellText + 1) * columns };
}

/** A file of numbers such as 3.141593. @returns its path relative to the cache */
export function numbersFile(columns: number, rows: number): string {
  const path = join("csv", `${columns}x${rows}.csv`);
  const full = join(cacheFolder, path);
  if (existsSync(full)) return path;
  mkdirSync(join(cacheFolder, "csv"), { recursive: true });
  const file = openSync(`${full}.part`, "w");
  const names = Array.from({ length: columns }, (_, j) => String.fromCharCode(97 + j));
  writeSync(file, `${names.join(",")}\n`);
  let state = 7;
  for (let row = 0; row < rows; row += blockRows) {
    let text = "";
    for (let i = 0; i < Math.min(blockRows, rows - row) * columns; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      text +=
        (1 + (state / 2 ** 32) * 8.9).toFixed(cellText - 2) +
        (i % columns < columns - 1 ? "," : "\n");
    }
    writeSync(file, text);
  }
  closeSync(file);
  renameSync(`${full}.part`, full);
  return path;
}

/** A linear regression of columns a, b, c … @returns its path relative to the cache */
export function linearModel(python: Python, columns: number): string {
  const path = join("csv", `${python.versions.sklearn}-${columns}.pkl`);
  mkdirSync(join(cacheFolder, "csv"), { recursive: true });
  if (!existsSync(join(cacheFolder, path))) {
    runPython(python, ["python/linear.py", path, String(columns)]);
  }
  return path;
}
