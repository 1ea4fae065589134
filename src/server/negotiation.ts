// Whether a client would rather read HTML or JSON, by its Accept header with q-values.

import { withLastAnswer } from "./last-answer.ts";

/** Whether HTML is wanted more than JSON: browsers do; a missing header and one that takes anything do not. */
export function prefersHtml(accept: string | undefined): boolean {
  if (accept === undefined || accept === "*/*") return false;
  return lastPreference(accept) > 0;
}

/** Whether JSON is wanted more than HTML. */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === "*/*") return false;
  return lastPreference(accept) < 0;
}

/** How much more HTML is wanted than JSON. */
const lastPreference = withLastAnswer((accept) => htmlQuality(accept) - jsonQuality(accept));

/**
 * Whether a file of rows is answered with such a file: asked for as CSV or JSON Lines, or by a browser, which keeps
 * what it sent; JSON is the answer where nobody says more.
 */
export function prefersFile(accept: string | undefined): boolean {
  if (accept === undefined || accept === "*/*") return false;
  const file = Math.max(...fileTypes.map((type) => quality(accept, type)), htmlQuality(accept));
  return file > jsonQuality(accept);
}

/** Whether CSV is wanted more than JSON and HTML. */
export function prefersCsv(accept: string | undefined): boolean {
  return accept !== undefined && accept !== "*/*" && lastWantsCsv(accept);
}

const lastWantsCsv = withLastAnswer((accept) => {
  const others = Math.max(jsonQuality(accept), htmlQuality(accept));
  return quality(accept, "text/csv") > others;
});

/** Whether JSON Lines are wanted more than CSV. */
export function prefersLines(accept: string | undefined): boolean {
  if (accept === undefined || accept === "*/*") return false;
  const [csv = "", ...lines] = fileTypes;
  return Math.max(...lines.map((type) => quality(accept, type))) > quality(accept, csv);
}

const fileTypes: readonly string[] = [
  "text/csv",
  "application/x-ndjson",
  "application/jsonl",
  "application/jsonlines",
];

function htmlQuality(accept: string): number {
  return quality(accept, "text/html");
}

function jsonQuality(accept: string): number {
  const json = quality(accept, "application/json");
  const problem = "application/problem+json";
  return accept.includes(problem) ? Math.max(json, quality(accept, problem)) : json;
}

/**
 * The quality of a media type, in [0, 1]: that of the most specific range that matches.
 *
 * @see RFC 9110, 12.5.1
 */
function quality(accept: string, type: string): number {
  const group = `${type.slice(0, type.indexOf("/"))}/*`;
  let best = 0;
  let bestRank = 0;
  for (const part of accept.split(",")) {
    const [range = "", ...parameters] = part.split(";");
    const rank = [undefined, "*/*", group, type].indexOf(range.trim().toLowerCase());
    if (rank < bestRank || rank < 1) continue;
    bestRank = rank;
    best = weight(parameters);
  }
  return best;
}

function weight(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const value = /^\s*q\s*=\s*(\d(?:\.\d*)?)\s*$/i.exec(parameter)?.[1];
    if (value !== undefined) return Math.min(Number(value), 1);
  }
  return 1;
}

/** Whether bytes may be sent as gzip packs them. @param accepted  the header Accept-Encoding */
export function takesGzip(accepted: string | readonly string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(accepted ?? ""));
}
