// The tags and texts of an HTML page, read as browsers do for what forms need: comments, scripts, attributes in all notations.
// @see https://html.spec.whatwg.org/multipage/parsing.html#tokenization

import { unescapeEntities } from "./entities.ts";

export type HtmlToken =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "open";
      /** In lower case. */
      readonly tag: string;
      /** Names in lower case; the first of a name counts. */
      readonly attributes: ReadonlyMap<string, string>;
    }
  | { readonly kind: "close"; readonly tag: string };

/** Elements whose text is no markup. */
const rawText: ReadonlySet<string> = new Set(["script", "style", "textarea", "title", "noscript"]);

const attribute = /([^\s"'<>/=\0]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Every tag and text, in order. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const open = nextMarkup(html, at);
    if (open > at) yield { kind: "text", text: unescapeEntities(html.slice(at, open)) };
    if (open === html.length) return;
    const end = markupEnd(html, open);
    const token = tagOf(html.slice(open, end));
    at = end;
    if (token === null) continue;
    yield token;
    if (token.kind === "open" && rawText.has(token.tag)) {
      const close = closingTag(html, at, token.tag);
      if (close > at) yield { kind: "text", text: rawContent(html.slice(at, close), token.tag) };
      at = close;
    }
  }
}

/** Where the next tag or comment begins: a `<` before a letter, `/`, `!` or `?`. */
function nextMarkup(html: string, from: number): number {
  for (let at = html.indexOf("<", from); at >= 0; at = html.indexOf("<", at + 1)) {
    if (/[a-z/!?]/i.test(html[at + 1] ?? "")) return at;
  }
  return html.length;
}

/** Past the `>` that ends a tag, those in quotes left aside; past `-->` for a comment. */
function markupEnd(html: string, open: number): number {
  if (html.startsWith("<!--", open)) {
    const end = html.indexOf("-->", open + 4);
    return end < 0 ? html.length : end + 3;
  }
  let quote = "";
  for (let at = open + 1; at < html.length; at++) {
    const character = html[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === ">") {
      return at + 1;
    } else if (
      (character === '"' || character === "'") &&
      /=\s*$/.test(html.slice(Math.max(open, at - 8), at))
    ) {
      quote = character;
    }
  }
  return html.length;
}

function tagOf(markup: string): HtmlToken | null {
  const [, slash, name = ""] = /^<(\/?)([a-z][^\s/>]*)/i.exec(markup) ?? [];
  if (name === "") return null;
  const tag = name.toLowerCase();
  if (slash === "/") return { kind: "close", tag };
  const attributes = new Map<string, string>();
  const body = markup.slice(name.length + 1).replace(/\/?>$/, "");
  for (const [, key = "", double, single, bare] of body.matchAll(attribute)) {
    const lower = key.toLowerCase();
    if (attributes.has(lower)) continue;
    attributes.set(lower, unescapeEntities(double ?? single ?? bare ?? ""));
  }
  return { kind: "open", tag, attributes };
}

function closingTag(html: string, from: number, tag: string): number {
  const close = new RegExp(`</${tag}[\\s/>]`, "i").exec(html.slice(from));
  return close === null ? html.length : from + close.index;
}

function rawContent(text: string, tag: string): string {
  return tag === "textarea" || tag === "title" ? unescapeEntities(text) : "";
}
