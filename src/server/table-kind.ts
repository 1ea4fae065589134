// How the rows of a file are written, as its content type and its name say it.

import { formatOfName, type InputFormat } from "../predict/batch/input-kind.ts";
import { type ContentType, parseContentType } from "./content-type.ts";
import { MultipartError, type PartHead } from "./multipart.ts";

export interface TableKind {
  /** null = its first bytes tell. */
  readonly format: InputFormat | null;
  /** Whether the first line of CSV holds the names of its columns. */
  readonly hasHeader: boolean;
}

/** What a content type says of a file of rows; null where it is none. */
export function tableKindOf(type: ContentType): TableKind | null {
  if (type.kind === "csv") return { format: "csv", hasHeader: type.hasHeader };
  const isTable = ["json-lines", "json", "parquet"].includes(type.kind);
  return isTable ? { format: type.kind as InputFormat, hasHeader: true } : null;
}

/** Whether a part of a form is a file. Some senders give a file no name, but a type. */
export function isFilePart(head: PartHead): boolean {
  if (head.filename !== null || /octet-stream/i.test(head.type)) return true;
  return tableKindOf(partType(head)) !== null;
}

/**
 * How the rows of a form's file are written: by its name first, since browsers on Windows call a CSV file an Excel
 * workbook.
 *
 * @throws MultipartError where the file is said not to be UTF-8
 */
export function tableKindOfPart(head: PartHead): TableKind {
  const said = tableKindOf(partType(head));
  const format = formatOfName(head.filename ?? "") ?? said?.format ?? null;
  return { format, hasHeader: said?.hasHeader ?? true };
}

function partType({ type }: PartHead): ContentType {
  const parsed = parseContentType(type);
  if (parsed === null) throw new MultipartError("a part is not UTF-8");
  return parsed;
}
