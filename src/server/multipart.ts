// multipart/form-data, as browsers and HTTP libraries send forms with files. Our own few lines: the body is bounded and
// in memory, and what is malformed is refused, where streaming parsers guess or wait.

import { isUtf8 } from "node:buffer";
import { splitHeader } from "./content-type.ts";

/** What a form says of one of its fields or files. */
export interface PartHead {
  readonly name: string;
  /** Of a file as the sender called it; null for a field. */
  readonly filename: string | null;
  /** Its own content type; "" where it has none. */
  readonly type: string;
}

/** One field or file of a form. */
export interface Part extends PartHead {
  readonly bytes: Buffer;
}

/** What cannot be read, as a clause: "a part has no name". */
export class MultipartError extends Error {}

export interface MultipartLimits {
  /** Fields and files. */
  readonly parts: number;
  /** Bytes of the headers of one part. */
  readonly headerBytes: number;
}

const lineEnd = "\r\n";

/**
 * The parts of a body in their order.
 *
 * @throws MultipartError
 * @see RFC 7578; RFC 2046, 5.1.1
 */
export function parseMultipart(body: Buffer, boundary: string, limits: MultipartLimits): Part[] {
  checkBoundary(boundary);
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const between = Buffer.from(`${lineEnd}--${boundary}`, "latin1");
  const parts: Part[] = [];
  let at = firstDelimiter(body, delimiter, between);
  for (;;) {
    at = skipPadding(body, at);
    if (body.toString("latin1", at, at + 2) === "--") return parts;
    if (body.toString("latin1", at, at + 2) !== lineEnd) {
      throw new MultipartError("a boundary is followed by something else");
    }
    if (parts.length === limits.parts) {
      throw new MultipartError(`it has more than ${limits.parts} parts`);
    }
    const start = at + 2;
    const end = body.indexOf(between, at);
    if (end < 0) throw new MultipartError("it ends before its last boundary");
    parts.push(readPart(body, start, Math.max(start, end), limits));
    at = end + between.length;
  }
}

/** @throws MultipartError where a form cannot have such a boundary */
export function checkBoundary(boundary: string): void {
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) {
    throw new MultipartError("its boundary is missing or malformed");
  }
}

/** Behind the first boundary, which begins the body or a line of it. */
function firstDelimiter(body: Buffer, delimiter: Buffer, between: Buffer): number {
  if (body.subarray(0, delimiter.length).equals(delimiter)) return delimiter.length;
  const start = body.indexOf(between);
  if (start < 0) throw new MultipartError("its boundary does not occur in it");
  return start + between.length;
}

function skipPadding(body: Buffer, at: number): number {
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  return at;
}

function readPart(body: Buffer, start: number, end: number, limits: MultipartLimits): Part {
  // The line end of the boundary's own line counts: a part may have no headers at all.
  const close = body.indexOf(lineEnd + lineEnd, start - 2);
  if (close < 0 || close + 2 > end || close - start > limits.headerBytes) {
    throw new MultipartError("the headers of a part do not end");
  }
  const head = readPartHead(body.subarray(start, Math.max(start, close)));
  const content = close + 4;
  return { ...head, bytes: body.subarray(content, Math.max(content, end)) };
}

/**
 * The headers of a part.
 *
 * @param bytes  its lines, without the last one's end
 * @throws MultipartError
 */
export function readPartHead(bytes: Buffer): PartHead {
  const headers = new Map<string, string>();
  const text = decode(bytes, "a header of a part");
  for (const line of text === "" ? [] : text.split(lineEnd)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 1 || !/^[\w-]+$/.test(name)) {
      throw new MultipartError("a part has a malformed header");
    }
    if (headers.has(name)) throw new MultipartError(`a part has two headers ${name}`);
    headers.set(name, line.slice(colon + 1).trim());
  }
  return disposition(headers);
}

function disposition(headers: ReadonlyMap<string, string>): PartHead {
  const { type, parameters } = splitHeader(headers.get("content-disposition") ?? "");
  const name = parameters.get("name");
  if (type !== "form-data" || name === undefined) throw new MultipartError("a part has no name");
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase() ?? "binary";
  if (!/^(7bit|8bit|binary)$/.test(encoding)) {
    throw new MultipartError("a part is encoded, which forms have not been since 2015");
  }
  const filename = parameters.get("filename");
  return {
    name: unescapeName(name),
    filename: filename === undefined ? null : unescapeName(filename),
    type: headers.get("content-type") ?? "",
  };
}

/**
 * Browsers write three characters of names as %22, %0D and %0A, and no others.
 *
 * @see https://html.spec.whatwg.org/#multipart-form-data
 */
function unescapeName(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function decode(bytes: Buffer, what: string): string {
  if (!isUtf8(bytes)) throw new MultipartError(`${what} is not UTF-8`);
  return bytes.toString("utf8");
}

/** The text of a field. @throws MultipartError */
export function partText({ name, bytes }: Part): string {
  return decode(bytes, `the value of ${name}`);
}
