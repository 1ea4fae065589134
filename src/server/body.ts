// The body of a request: read within its limit, then taken apart by its content type.

import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { parseJson } from "../bytes/json-escapes.ts";
import { locateJsonError } from "../bytes/json-position.ts";
import { PicklejarError } from "../errors.ts";
import { contentTypeOf, unsupported } from "./content-type.ts";
import type { ServerLimits } from "./limits.ts";
import { MultipartError, parseMultipart, partText } from "./multipart.ts";
import { PairsError, parsePairs } from "./pairs.ts";
import { refuseRepeatedNames } from "./repeated-names.ts";
import { isFilePart, type TableKind, tableKindOf, tableKindOfPart } from "./table-kind.ts";

/** What a request sent. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "form"; readonly pairs: readonly (readonly [string, string])[] }
  | SentTable;

/** Rows as a file holds them. */
export interface SentTable extends TableKind {
  readonly kind: "table";
  readonly bytes: Buffer;
}

export interface BodyOptions {
  readonly limits: ServerLimits;
  /** A record this model takes, as JSON: what an error recommends. */
  readonly example: string;
  /** Whether what looks like JSON is JSON whatever the content type says, as `get_json(force=True)` has it. */
  readonly force?: boolean;
  /** Told of bytes of a large body as they come; may throw, which refuses the body. */
  readonly hold?: (bytes: number) => void;
}

// Bodies up to here are not worth counting, bytes.
const smallBytes = 2 ** 16;

/**
 * Reads and parses a request's body.
 *
 * @throws MEDIA_TYPE_UNSUPPORTED before anything is read, BODY_TOO_LARGE, BODY_MALFORMED, REQUEST_MALFORMED, and what
 *   `hold` throws
 */
export async function readBody(request: IncomingMessage, options: BodyOptions): Promise<Body> {
  const type = contentTypeOf(request);
  const { limits, force = false, hold } = options;
  if (type.kind === "multipart") {
    const bytes = await readBytes(request, limits.tableBytes, hold);
    return readMultipart(bytes, type.boundary, options);
  }
  const table = type.kind === "json" ? null : tableKindOf(type);
  if (table !== null) {
    return { kind: "table", ...table, bytes: await readBytes(request, limits.tableBytes, hold) };
  }
  if (type.kind === "other" && !force) throw unsupported(request.headers["content-type"]);
  const text = decodeText(await readBytes(request, limits.bodyBytes, hold), options);
  if (type.kind === "json") return { kind: "json", value: readJson(text, options) };
  const looksLikeJson = /^\s*[[{]/.test(text);
  if (force && looksLikeJson) return { kind: "json", value: readJson(text, options) };
  if (type.kind === "other") throw unsupported(request.headers["content-type"]);
  // Forms encode brackets in names: what begins with a bare one is the common slip of curl without -H.
  if (looksLikeJson) {
    const reason =
      "it is JSON sent as a form: the header Content-Type: application/json is missing";
    throw malformed(reason, options);
  }
  return { kind: "form", pairs: parseForm(text, options) };
}

/** Fields alone are a form; a file alone is a table. */
function readMultipart(bytes: Buffer, boundary: string, options: BodyOptions): Body {
  const { pairs, headerBytes, bodyBytes } = options.limits;
  try {
    const parts = parseMultipart(bytes, boundary, { parts: pairs, headerBytes });
    // A browser sends an empty file for a control where none was chosen.
    const files = parts.filter((part) => isFilePart(part) && part.bytes.length > 0);
    const fields = parts.filter((part) => !isFilePart(part));
    const [file, ...others] = files;
    if (file === undefined) {
      if (bytes.length > bodyBytes)
        throw new PicklejarError("BODY_TOO_LARGE", { limit: bodyBytes });
      return { kind: "form", pairs: fields.map((part) => [part.name, partText(part)]) };
    }
    if (others.length > 0) throw new MultipartError("it holds several files; send one at a time");
    if (fields.length > 0) {
      throw new MultipartError(
        "it holds a file and fields beside it; send the rows in one of both",
      );
    }
    return { kind: "table", bytes: file.bytes, ...tableKindOfPart(file) };
  } catch (error) {
    if (error instanceof MultipartError) throw malformed(error.message, options);
    throw error;
  }
}

/**
 * The bytes of a body, at most `limit` of them. What is too long is refused, and the rest of it not kept.
 *
 * @throws BODY_TOO_LARGE, REQUEST_MALFORMED
 */
export function readBytes(
  request: IncomingMessage,
  limit: number,
  hold: (bytes: number) => void = () => {},
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  if (Number(request.headers["content-length"]) > limit) {
    reject(new PicklejarError("BODY_TOO_LARGE", { limit }));
    return promise;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const onData = (chunk: Buffer): void => {
    length += chunk.length;
    try {
      if (length > limit) throw new PicklejarError("BODY_TOO_LARGE", { limit });
      if (length > smallBytes) hold(chunk.length);
      chunks.push(chunk);
    } catch (error) {
      chunks.length = 0;
      request.off("data", onData);
      reject(error);
    }
  };
  const onCut = (): void => {
    reject(new PicklejarError("REQUEST_MALFORMED", { reason: "the connection was closed midway" }));
  };
  request.on("data", onData);
  request.once("error", onCut);
  request.once("close", onCut);
  request.once("end", () => {
    request.off("close", onCut);
    resolve(joined(chunks));
  });
  return promise;
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

function decodeText(bytes: Buffer, options: BodyOptions): string {
  if (!isUtf8(bytes)) throw malformed("it is not UTF-8", options);
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

// A field may be called `__proto__` or `constructor`, and is then a property like others.
function readJson(text: string, options: BodyOptions): unknown {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (cause) {
    if (text.trim() === "") throw malformed("it is empty", options);
    const place = locateJsonError(text);
    if (place === null) throw cause;
    const { line, column, reason, offset } = place;
    const sentence = `line ${line}, column ${column}: ${reason}`;
    throw new PicklejarError("BODY_MALFORMED", {
      reason: sentence,
      example: options.example,
      offset,
      line,
      column,
    });
  }
  refuseRepeatedNames(text, value);
  return value;
}

function parseForm(text: string, options: BodyOptions): [string, string][] {
  try {
    return parsePairs(text, options.limits.pairs);
  } catch (error) {
    if (error instanceof PairsError) throw malformed(error.message, options);
    throw error;
  }
}

function malformed(reason: string, { example }: BodyOptions): PicklejarError {
  return new PicklejarError("BODY_MALFORMED", { reason, example });
}
