// The body of a request: read within its limit, then taken apart by its content type.

import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { parseJson } from "../bytes/json-escapes.ts";
import { locateJsonError } from "../bytes/json-position.ts";
import { PicklejarError } from "../errors.ts";
import type { ServerLimits } from "./limits.ts";
import { PairsError, parsePairs } from "./pairs.ts";
import { refuseRepeatedNames } from "./repeated-names.ts";

/** What a request sent. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "form"; readonly pairs: readonly (readonly [string, string])[] };

export interface BodyOptions {
  readonly limits: ServerLimits;
  /** A record this model takes, as JSON: what an error recommends. */
  readonly example: string;
  /** Whether what looks like JSON is JSON whatever the content type says, as `get_json(force=True)` has it. */
  readonly force?: boolean;
}

/**
 * Reads and parses a request's body.
 *
 * @throws MEDIA_TYPE_UNSUPPORTED before anything is read, BODY_TOO_LARGE, BODY_MALFORMED, REQUEST_MALFORMED
 */
export async function readBody(request: IncomingMessage, options: BodyOptions): Promise<Body> {
  const type = contentType(request, options.force === true);
  const bytes = await readBytes(request, options.limits.bodyBytes);
  const text = decodeText(bytes, options);
  const looksLikeJson = /^\s*[[{]/.test(text);
  if (type === "json" || (options.force === true && looksLikeJson)) {
    return { kind: "json", value: readJson(text, options) };
  }
  if (type === "other") throw unsupported(request.headers["content-type"]);
  // Forms encode brackets in names: what begins with a bare one is the common slip of curl without -H.
  if (looksLikeJson) {
    const reason =
      "it is JSON sent as a form: the header Content-Type: application/json is missing";
    throw malformed(reason, options);
  }
  return { kind: "form", pairs: parseForm(text, options) };
}

function contentType(request: IncomingMessage, force: boolean): "json" | "form" | "other" {
  const { headers } = request;
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity") throw unsupported(`${headers["content-type"]} as ${encoding}`);
  const [type = "", ...parameters] = (headers["content-type"] ?? "").split(";");
  const name = type.trim().toLowerCase();
  const isJson = name === "application/json" || /^[\w.-]+\/[\w.-]+\+json$/.test(name);
  const isForm = name === "application/x-www-form-urlencoded";
  if (!isJson && !isForm) {
    if (force) return "other";
    throw unsupported(headers["content-type"]);
  }
  for (const parameter of parameters) {
    const charset = /^\s*charset\s*=\s*"?([^";]*)"?\s*$/i.exec(parameter)?.[1];
    if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset.trim())) {
      throw unsupported(headers["content-type"]);
    }
  }
  return isJson ? "json" : "form";
}

/** The bytes of a body, at most `limit` of them. What is too long is refused, and the rest of it not kept. */
function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  if (Number(request.headers["content-length"]) > limit) {
    reject(new PicklejarError("BODY_TOO_LARGE", { limit }));
    return promise;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const onData = (chunk: Buffer): void => {
    length += chunk.length;
    if (length > limit) {
      chunks.length = 0;
      request.off("data", onData);
      reject(new PicklejarError("BODY_TOO_LARGE", { limit }));
    } else {
      chunks.push(chunk);
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

function unsupported(type: string | undefined): PicklejarError {
  return new PicklejarError("MEDIA_TYPE_UNSUPPORTED", { type: type?.trim() || "(none)" });
}
