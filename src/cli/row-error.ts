// What is wrong with a row of a file, for a person: the line, every field, and what to do.

import type { PicklejarError } from "../errors.ts";
import { show } from "../text.ts";
import { paint } from "./output.ts";
import { fitted } from "./terminal.ts";

const maxShown = 10;

/**
 * An error with issues.
 *
 * @param name     of the file
 * @param advice   what to do about a row at fault
 * @param columns  what to do about columns at fault
 */
export function renderRowError(
  error: PicklejarError,
  name: string,
  advice: string,
  columns = "Name the columns as the model does: picklejar inspect shows how.",
): string {
  const { issues } = error;
  const [first] = issues;
  const isAboutRow = typeof first?.path[0] === "number" || first?.path.length === 0;
  const todo = isAboutRow ? advice : columns;
  const dim = (text: string): string => paint("dim", text, process.stderr);
  const lines = [
    `${paint("red", "✖", process.stderr)} ${error.message}`,
    dim(`  at ${show(name)}`),
    ...(issues.length > 1 ? issues.slice(0, maxShown).map(({ message }) => `  ${message}`) : []),
    `${dim("→")} ${first?.code === "HEADER_MISSING" ? "Add --no-header where the first line holds values." : todo}`,
    dim(`  ${error.code}`),
  ];
  return `${fitted(lines.join("\n"), process.stderr)}\n`;
}
