// Models of many kinds with rows and scikit-learn's answers: test/fixtures/agreement/make.py.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const folder: string = join(import.meta.dirname, "../../fixtures/agreement");

export type Json = null | boolean | number | string | readonly Json[];
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface Case {
  readonly name: string;
  /** Relative; 0 = equal. */
  readonly tolerance: number;
  readonly rows: readonly Row[];
  readonly predictions: readonly Json[];
  /** By row and output, in the order of the classes. */
  readonly probabilities?: readonly (readonly (readonly number[])[])[];
  /** What a transformer calls the columns of its answers. */
  readonly columns?: readonly string[];
  /** By output, as Python's `str` writes them. */
  readonly classes?: readonly (readonly string[])[];
}

export const cases: readonly Case[] = globSync("*.json", { cwd: folder })
  .sort()
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")).cases);

/** What one row was answered: the texts of JSON, which tell 1 from "1" and have every digit. */
export interface Answer {
  readonly prediction: string;
  /** An object of shares by label, or a list of such. */
  readonly probabilities: string | undefined;
}

/** A row as a form, a query string or a CSV file writes it: nothing for a missing value. */
export function textsOf(row: Row): [name: string, text: string][] {
  return Object.entries(row).map(([name, value]) => [name, value === null ? "" : String(value)]);
}

/** The rows as a CSV file. */
export function csvOf(rows: readonly Row[]): string {
  const lines = [
    Object.keys(rows[0] ?? {}),
    ...rows.map((row) => textsOf(row).map(([, text]) => text)),
  ];
  return lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
}
