// What a body is said to be: its media type, and the parameters that matter.

import type { IncomingMessage } from "node:http";
import { PicklejarError } from "../errors.ts";
import { withLastAnswer } from "./last-answer.ts";

/** The forms of a body that are read here; `other` = none of them. */
export type ContentType =
  | { readonly kind: "json" | "json-lines" | "parquet" | "form" | "other" }
  | { readonly kind: "csv"; readonly hasHeader: boolean }
  | { readonly kind: "multipart"; readonly boundary: string };

/**
 * The content type of a request.
 *
 * @throws MEDIA_TYPE_UNSUPPORTED for compressed bodies and for texts that are not UTF-8
 */
export function contentTypeOf(request: IncomingMessage): ContentType {
  const { headers } = request;
  const header = headers["content-type"];
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity") throw unsupported(`${header} as ${encoding}`);
  const type = parseLast(header ?? "");
  if (type === null) throw unsupported(header);
  return type;
}

const parseLast = withLastAnswer(parseContentType);

/** The content type that a header or a part of a form names; null where its text is not UTF-8. */
export function parseContentType(header: string): ContentType | null {
  const { type, parameters } = splitHeader(header);
  const charset = parameters.get("charset");
  const kind = kindOf(type);
  if (kind !== "other" && charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    return null;
  if (kind === "csv") {
    // RFC 4180 has a parameter for it.
    return { kind, hasHeader: parameters.get("header")?.toLowerCase() !== "absent" };
  }
  return kind === "multipart" ? { kind, boundary: parameters.get("boundary") ?? "" } : { kind };
}

/** What is read, as a hint lists it; files of rows are not where hooks must see every row. */
export function takenTypes(takesFiles: boolean): string {
  const files = takesFiles
    ? ", text/csv, application/x-ndjson, application/vnd.apache.parquet"
    : "";
  return `application/json${files} or a form`;
}

/** @param takesFiles  whether files of rows are read here */
export function unsupported(type: string | undefined, takesFiles = true): PicklejarError {
  const details = { type: type?.trim() || "(none)", types: takenTypes(takesFiles) };
  return new PicklejarError("MEDIA_TYPE_UNSUPPORTED", details);
}

function kindOf(type: string): ContentType["kind"] {
  switch (type) {
    case "application/json":
      return "json";
    case "application/x-www-form-urlencoded":
      return "form";
    case "multipart/form-data":
      return "multipart";
    case "text/csv":
    case "application/csv":
    case "text/tab-separated-values":
      return "csv";
    case "application/x-ndjson":
    case "application/ndjson":
    case "application/jsonl":
    case "application/jsonlines":
    case "application/x-jsonlines":
      return "json-lines";
    case "application/vnd.apache.parquet":
    case "application/x-parquet":
    case "application/parquet":
      return "parquet";
    default:
      return /^[\w.-]+\/[\w.-]+\+json$/.test(type) ? "json" : "other";
  }
}

/**
 * `type; name=value; name="quoted value"` taken apart, names in lower case, the first of several with one name.
 *
 * @see RFC 9110, 5.6.6
 */
export function splitHeader(header: string): {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
} {
  const [first = ""] = header.split(";", 1);
  const parameters = new Map<string, string>();
  const pattern = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/gy;
  pattern.lastIndex = first.length;
  for (let found = pattern.exec(header); found !== null; found = pattern.exec(header)) {
    const [, name = "", quoted, plain = ""] = found;
    const key = name.toLowerCase();
    // Browsers write backslashes as they are.
    const value = quoted === undefined ? plain : quoted.replace(/\\(["\\])/g, "$1");
    if (!parameters.has(key)) parameters.set(key, value);
    // Space before the next parameter is allowed.
    while (header[pattern.lastIndex] === " " || header[pattern.lastIndex] === "\t") {
      pattern.lastIndex++;
    }
  }
  return { type: first.trim().toLowerCase(), parameters };
}
