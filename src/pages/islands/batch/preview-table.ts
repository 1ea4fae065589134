// The first rows of a file as they will be read, what is wrong with their cells in its place.

import { Fault, Findings } from "../../../signature/issues.ts";
import { valueReader } from "../../../signature/values.ts";
import type { ColumnMatch } from "./column-match.ts";
import { element, headings, scrolling } from "./element.ts";
import type { TableHead } from "./table-head.ts";

const maxColumns = 40;
const maxListed = 5;

interface WrongCell {
  readonly row: number;
  readonly column: number;
  readonly message: string;
}

/** The table, and what is wrong with it in words. */
export function previewTable(head: TableHead, matches: readonly ColumnMatch[]): HTMLElement[] {
  const wrong = findWrong(head, matches);
  const names = head.names.slice(0, maxColumns);
  const used = new Set(matches.map(({ column }) => column));
  const body = head.rows.map((cells, row) => {
    const shown = names.map((_, column) => {
      const fault = wrong.find((one) => one.row === row && one.column === column);
      const text = cellText(cells?.[column]);
      if (fault === undefined) {
        return element("td", { class: used.has(column) ? null : "muted" }, text);
      }
      return element("td", { class: "wrong", title: fault.message }, `⚠ ${text || "(empty)"}`);
    });
    return element("tr", {}, element("th", { scope: "row" }, String(row + 1)), ...shown);
  });
  const parts: HTMLElement[] = [];
  if (wrong.length > 0) parts.push(wrongList(wrong, head.rows.length));
  const table = element(
    "table",
    { class: "cells" },
    headings("Row", ...names),
    element("tbody", {}, ...body),
  );
  parts.push(scrolling("The first rows", table));
  return parts;
}

function findWrong(head: TableHead, matches: readonly ColumnMatch[]): WrongCell[] {
  const found: WrongCell[] = [];
  const judges = matches.map(({ field, column }) => ({ field, column, read: valueReader(field) }));
  for (const [row, cells] of head.rows.entries()) {
    if (cells === null || (head.isCsv && cells.length !== head.names.length)) {
      const message = cells === null ? "It cannot be read." : `It has ${cells.length} cells.`;
      found.push({ row, column: -1, message });
      continue;
    }
    for (const { column, read, field } of judges) {
      if (column < 0) continue;
      const value = cells[column];
      const isAbsent = value === undefined;
      const judged = isAbsent ? null : read(value, 0, new Findings(false));
      if (judged instanceof Fault) found.push({ row, column, message: judged.message });
      else if (isAbsent && field.default === undefined) {
        found.push({ row, column, message: `${field.label} is missing.` });
      }
    }
  }
  return found;
}

function wrongList(wrong: readonly WrongCell[], rows: number): HTMLElement {
  const items = wrong
    .slice(0, maxListed)
    .map(({ row, message }) => element("li", {}, `Row ${row + 1}: ${message}`));
  const count = new Set(wrong.map(({ row }) => row)).size;
  const title = `⚠ ${count} of the first ${rows} rows cannot be answered:`;
  const rest = wrong.length - items.length;
  if (rest > 0) items.push(element("li", {}, `and ${rest} more`));
  return element(
    "div",
    { class: "pad small" },
    element("p", { class: "bad" }, title),
    element("ul", {}, ...items),
  );
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 80);
}
