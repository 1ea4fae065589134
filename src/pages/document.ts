// The shell around every page: head, styles, header, footer. Made once; a page is put into it as text.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PageModel } from "./page-model.ts";
import { escapeHtml } from "./template.tsx";

/** The pages that the header leads to. */
export type PageName = "predict" | "docs";

/** The shell, ready to be filled. */
export interface Shell {
  /**
   * A whole HTML document.
   *
   * @param title  text of the title, escaped here
   * @param main   HTML of the page, ending with its `<main>`
   * @param home   the address of the model's page, relative to the page asked for; `./` unless told
   * @param here   which page of the header's this is
   */
  render(title: string, main: string, home?: string, here?: PageName): string;
  /** The content security policy that these pages need: nothing but their own styles. */
  readonly policy: string;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath fill='%232b6a3e' d='M9 2h14v4H9zM8 8h16c2 2 3 4 3 7v11a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4V15c0-3 1-5 3-7z'/%3E%3Cpath fill='%238fd19d' d='M13 13c4-1 6 1 6 6s-1 7-4 7-4-4-4-7 0-5 2-6z'/%3E%3C/svg%3E";

const jar =
  '<svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="2" d="M9 3h14v4H9zM9 8c-2 2-3 4-3 7v11a3 3 0 0 0 3 3h14a3 3 0 0 0 3-3V15c0-3-1-5-3-7"/><path fill="var(--accent)" d="M13 13c4-1 6 1 6 6s-1 7-4 7-4-4-4-7 0-5 2-6z"/></svg>';

const dot =
  '<svg width="8" height="8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill="currentColor"/></svg>';

export function createShell(page: PageModel): Shell {
  const chip = `<span class="chip" title="sha256 ${page.sha256}">${page.version}</span>`;
  return shellOf(page.name, chip, {
    navigation: (home, here) => navigation(home, page.path, here),
    footer: (home, here) => footer(here === "docs" ? "" : docsLink(home)),
  });
}

/** The shell of pages that belong to no single model. */
export function createListShell(title: string): Shell {
  return shellOf(title, "", {
    navigation: (home) => `<nav aria-label="Pages"><a href="${home}">Models</a></nav>`,
    footer: () => footer(""),
  });
}

interface ShellParts {
  readonly navigation: (home: string, here: PageName | undefined) => string;
  readonly footer: (home: string, here: PageName | undefined) => string;
}

function shellOf(name: string, chip: string, parts: ShellParts): Shell {
  const styles = compactCss(readFileSync(new URL("./theme.css", import.meta.url), "utf8"));
  const hash = createHash("sha256").update(styles).digest("base64");
  const start = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>';
  const afterTitle = [
    "</title>",
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<link rel="icon" href="${icon}">`,
    `<style>${styles}</style></head><body>`,
    '<a class="skip" href="#main">Skip to the content</a>',
    `<header><div class="sheet">${jar}<strong>${escapeHtml(name)}</strong>${chip}`,
  ].join("");
  const ready = `<span class="status">${dot}ready</span></div></header>`;
  return {
    render: (title, main, home = "./", here) =>
      `${start}${escapeHtml(title)}${afterTitle}${parts.navigation(home, here)}${ready}${main}${parts.footer(home, here)}`,
    policy: [
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "img-src data:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
  };
}

function navigation(home: string, path: string, here: PageName | undefined): string {
  const link = (name: PageName, href: string, text: string): string =>
    `<a href="${href}"${name === here ? ' aria-current="page"' : ""}>${text}</a>`;
  return `<nav aria-label="Pages">${link("predict", home + path, "Predict")}${link("docs", `${home}docs`, "Docs")}</nav>`;
}

const promise = "The model file is read as data; nothing in it is run.";

function footer(link: string): string {
  return `<footer><div class="sheet">${promise}${link}</div></footer></body></html>`;
}

function docsLink(home: string): string {
  return ` <a href="${home}docs">How to use it from code</a>`;
}

/** The same rules in fewer bytes. For our own style sheet only: it holds no strings with braces. */
function compactCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":")
    .replaceAll(";}", "}")
    .trim();
}
