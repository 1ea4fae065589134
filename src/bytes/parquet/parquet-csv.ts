// A Parquet file as the CSV file of the same table, in pieces: so rows of both are judged and answered alike.

import type { ParquetCell, ParquetReader } from "./parquet.ts";

/** What stands between cells here. */
export const parquetDelimiter = ",";

// Text that is gathered before it is given, characters.
const pieceLength = 2 ** 16;

/**
 * The lines: names first, then a row each, with `\n` at their ends and no line end in a row but within quotes. Missing
 * values and NaN are empty cells; truths are `True` and `False`, as pandas writes them.
 *
 * @throws PARQUET_MALFORMED
 */
export function* parquetCsv(reader: ParquetReader): Generator<Uint8Array<ArrayBuffer>, void> {
  const encoder = new TextEncoder();
  let text = `${reader.names.map(nameCell).join(parquetDelimiter)}\n`;
  const isSingle = reader.names.length === 1;
  for (let block = reader.next(); block !== null; block = reader.next()) {
    for (let row = 0; row < block.rows; row++) {
      let line = "";
      for (let column = 0; column < block.columns.length; column++) {
        if (column > 0) line += parquetDelimiter;
        line += cellText(block.columns[column]?.[row] ?? null);
      }
      // An empty line would be no row at all.
      text += line === "" && isSingle ? '""\n' : `${line}\n`;
      if (text.length >= pieceLength) {
        yield encoder.encode(text);
        text = "";
      }
    }
  }
  yield encoder.encode(text);
}

function cellText(cell: ParquetCell): string {
  if (typeof cell === "string") return quotedText(cell);
  if (typeof cell === "number") return numberText(cell);
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "True" : "False";
  return String(cell);
}

function numberText(number: number): string {
  if (Number.isFinite(number)) return Object.is(number, -0) ? "-0.0" : String(number);
  if (Number.isNaN(number)) return "";
  return number > 0 ? "inf" : "-inf";
}

function quotedText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// A name may look like the beginning of another kind of file.
function nameCell(name: string): string {
  return name === "" || /[\ufeff;\t|]/.test(name)
    ? `"${name.replaceAll('"', '""')}"`
    : quotedText(name);
}
