// The style sheets of the pages: one that all share and one for each page, put into the page's head.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A style sheet as it stands in a page. */
export interface StyleSheet {
  /** The element with its rules. */
  readonly html: string;
  /** For a content security policy: `'sha256-…'`. */
  readonly source: string;
}

/** @param name  a file of `styles/`, without its ending */
export function loadStyleSheet(name: string): StyleSheet {
  const css = readFileSync(new URL(`./styles/${name}.css`, import.meta.url), "utf8");
  const text = compactCss(css);
  return { html: `<style>${text}</style>`, source: hashSource(text) };
}

/** How a content security policy allows an inline text. */
export function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** The same rules in fewer bytes. For our own style sheets only: they hold no strings with braces. */
function compactCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":")
    .replaceAll(";}", "}")
    .trim();
}
