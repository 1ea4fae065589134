// A row pasted from a spreadsheet, a CSV file or Python's output, taken apart by position.

/**
 * The texts between the separators: tabs where there are any, else semicolons, else commas, else white
 * space. Line ends separate too; brackets around the whole are left out.
 */
export function splitRow(text: string): string[] {
  // A tensor, lists in lists, is its values in C order.
  const flat = /^\s*\[\s*\[/.test(text) ? text.replace(/[[\]]/g, " ") : text;
  const row = flat.trim().replace(/^\[/, "").replace(/\]$/, "").trim();
  if (row === "") return [];
  const separator = ["\t", ";", ","].find((candidate) => row.includes(candidate));
  if (separator === undefined) return row.split(/\s+/);
  const lines = row.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.flatMap((line, i) => {
    const isWrapped = i < lines.length - 1 && line.endsWith(separator);
    return (isWrapped ? line.slice(0, -1) : line).split(separator).map((value) => value.trim());
  });
}
