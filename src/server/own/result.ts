// What a handler may answer, and what of it becomes the response: Flask's rules.

import { PicklejarError } from "../../errors.ts";
import { jsonReplacer } from "../../predict/json-value.ts";
import type { TemplateContext } from "../../templates/templates.ts";

/** A template to be rendered: what `render` gives. */
export class Rendering {
  readonly template: string;
  readonly context: TemplateContext;

  constructor(template: string, context: TemplateContext) {
    this.template = template;
    this.context = context;
  }
}

/** Another address to go to: what `redirect` gives. */
export class Redirection {
  readonly location: string;
  readonly status: number;

  constructor(location: string, status: number) {
    this.location = location;
    this.status = status;
  }
}

/** What `abort` throws: an answer by its status. */
export class Abort extends Error {
  override readonly name = "Abort";
  readonly status: number;
  /** For the client; "" = the status' own words. */
  readonly description: string;

  constructor(status: number, description = "") {
    super(description === "" ? `The handler answered ${status}.` : description);
    this.status = status;
    this.description = description;
  }
}

/** What a handler threw on purpose; null for everything else. */
export function abortOf(error: unknown): Abort | null {
  return error instanceof Abort ? error : null;
}

/** One header, or several values of one. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

/** The body of an answer: text is HTML, bytes are HTML too unless a header says otherwise, everything else is JSON. */
export type ReplyBody = string | Uint8Array | Rendering | object;

/**
 * What a handler answers: a body; a body with a status, headers or both, `["gone", 410]`; a redirection; or the web's
 * own `Response`.
 */
export type HandlerResult =
  | ReplyBody
  | Redirection
  | Response
  | readonly [body: ReplyBody, status: number, headers?: ReplyHeaders]
  | readonly [body: ReplyBody, headers: ReplyHeaders];

/**
 * A page from `templates/`, as Flask's `render_template`.
 *
 * @example
 * app.route("/about", () => render("about.html", { year: 2026 }));
 */
export function render(template: string, context: TemplateContext = {}): Rendering {
  return new Rendering(template, context);
}

/**
 * Sends the client to another address.
 *
 * @param status  301, 302, 303, 307 or 308; 302 unless told
 */
export function redirect(location: string, status = 302): Redirection {
  return new Redirection(location, status);
}

/** Ends a handler with a status: `abort(404)`. @param description  for the client */
export function abort(status: number, description?: string): never {
  throw new Abort(status, description);
}

/** An answer taken apart. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string | readonly string[]>;
  readonly body: string | Buffer | Rendering;
}

/**
 * Takes apart what a handler answered.
 *
 * @param usual  the status where the answer names none
 * @throws RESULT_INVALID for what is no answer: nothing, a number, a truth value, a function
 */
export async function answerOf(result: unknown, usual = 200): Promise<Answer> {
  if (result instanceof Response) return answerOfResponse(result);
  if (result instanceof Redirection) {
    const { location, status } = result;
    const headers = new Map([["location", encodeLocation(location)], htmlType]);
    return { status, headers, body: "" };
  }
  if (!isTuple(result)) return bodyAnswer(result, usual, {});
  const [body, second, third] = result;
  return typeof second === "number"
    ? bodyAnswer(body, second, third ?? {})
    : bodyAnswer(body, usual, second);
}

type Tuple =
  | readonly [unknown, number, ReplyHeaders?]
  | readonly [unknown, ReplyHeaders, undefined?];

// A list of numbers is a list: what leads a tuple is a text, bytes, a page, or an object with a status behind it.
function isTuple(result: unknown): result is Tuple {
  if (!Array.isArray(result) || result.length < 2 || result.length > 3) return false;
  const [body, second, third] = result as unknown[];
  const isBody = typeof body === "string" || (typeof body === "object" && body !== null);
  if (!isBody) return false;
  if (typeof second === "number") {
    const isStatus = Number.isInteger(second) && second >= 100 && second <= 599;
    return isStatus && (third === undefined || isHeaders(third));
  }
  // Two records are a list of records; a text with a record behind it has headers.
  const leads = typeof body === "string" || body instanceof Uint8Array || body instanceof Rendering;
  return result.length === 2 && leads && isHeaders(second);
}

function isHeaders(value: unknown): value is ReplyHeaders {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => typeof one === "string" || Array.isArray(one))
  );
}

const htmlType = ["content-type", "text/html; charset=utf-8"] as const;
const jsonType = ["content-type", "application/json; charset=utf-8"] as const;

function bodyAnswer(body: unknown, status: number, given: ReplyHeaders): Answer {
  const own = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const);
  if (body instanceof Uint8Array) {
    return { status, headers: new Map([htmlType, ...own]), body: Buffer.from(body) };
  }
  if (typeof body === "string" || body instanceof Rendering) {
    return { status, headers: new Map([htmlType, ...own]), body };
  }
  if (typeof body !== "object" || body === null) {
    throw new PicklejarError("RESULT_INVALID", { what: kindOf(body) });
  }
  const json = JSON.stringify(body, jsonReplacer);
  return { status, headers: new Map([jsonType, ...own]), body: json };
}

async function answerOfResponse(response: Response): Promise<Answer> {
  const headers = new Map<string, string | readonly string[]>(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers.set("set-cookie", cookies);
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

// What cannot stand in a header, such as spaces and letters beyond ASCII, is percent-encoded; the rest stays.
function encodeLocation(location: string): string {
  return location.replace(/[^\u0021-\u007e]/gu, (character) => encodeURIComponent(character));
}

function kindOf(value: unknown): string {
  return value === undefined ? "nothing" : `a ${typeof value}`;
}
