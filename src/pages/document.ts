// The shell around every page: head, styles, header, footer. Made once; a page is put into it as text.

import { listBundles } from "./bundles.ts";
import { loaderText, renderLoader } from "./loader.ts";
import { type ListedPage, type PageName, pageList } from "./page-list.ts";
import type { PageModel } from "./page-model.ts";
import { hashSource, loadStyleSheet } from "./styles.ts";
import { escapeHtml } from "./template.tsx";

export type { PageName } from "./page-list.ts";

/** The shell, ready to be filled. */
export interface Shell {
  /**
   * A whole HTML document.
   *
   * @param title  text of the title, escaped here
   * @param main   HTML of the page, ending with its `<main>`
   * @param home   the address of the model's root, relative to the page asked for; `./` unless told
   * @param here   which page this is, for its style sheet, its program and its place in the header
   * @param again  without JavaScript the page is asked for again after so many seconds; null = never
   */
  render(
    title: string,
    main: string,
    home?: string,
    here?: PageName,
    again?: number | null,
  ): string;
  /** The content security policy that these pages need: nothing but their own styles and programs. */
  readonly policy: string;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath fill='%232b6a3e' d='M9 2h14v4H9zM8 8h16c2 2 3 4 3 7v11a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4V15c0-3 1-5 3-7z'/%3E%3Cpath fill='%238fd19d' d='M13 13c4-1 6 1 6 6s-1 7-4 7-4-4-4-7 0-5 2-6z'/%3E%3C/svg%3E";

const jar =
  '<svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="2" d="M9 3h14v4H9zM9 8c-2 2-3 4-3 7v11a3 3 0 0 0 3 3h14a3 3 0 0 0 3-3V15c0-3-1-5-3-7"/><path fill="var(--accent)" d="M13 13c4-1 6 1 6 6s-1 7-4 7-4-4-4-7 0-5 2-6z"/></svg>';

const dot =
  '<svg width="8" height="8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill="currentColor"/></svg>';

// Its program fills it in and shows it; without JavaScript there is nothing to press.
const themeButton = '<button type="button" class="theme" hidden></button>';

/** @param without  pages that this server does not have, asked when a page is rendered */
export function createShell(page: PageModel, without: () => readonly PageName[] = () => []): Shell {
  const chip = `<span class="chip" title="sha256 ${page.sha256}">${page.version}</span>`;
  const listed = (): ListedPage[] => {
    const missing = without();
    return pageList.filter(({ name }) => !missing.includes(name));
  };
  return shellOf(page.name, chip, {
    // A form that is one box for a row has other needs than one of many fields.
    islandOf: ({ name, island }) =>
      name === "predict" && page.shape === "paste" ? "row" : (island ?? "shell"),
    navigation: (home, here) => navigation(listed(), home, page.path, here),
    footer: (home, here) => footer(here === "docs" ? "" : docsLink(home)),
  });
}

/** The shell of pages that belong to no single model. */
export function createListShell(title: string): Shell {
  return shellOf(title, "", {
    islandOf: () => "shell",
    navigation: (home) => `<nav aria-label="Pages"><a href="${home}">Models</a></nav>`,
    footer: () => footer(""),
  });
}

interface ShellParts {
  /** The program of a page. */
  readonly islandOf: (page: ListedPage) => string;
  readonly navigation: (home: string, here: PageName | undefined) => string;
  readonly footer: (home: string, here: PageName | undefined) => string;
}

function shellOf(name: string, chip: string, parts: ShellParts): Shell {
  const base = loadStyleSheet("base");
  const styles = new Map(
    pageList.flatMap((page) =>
      page.style === null ? [] : [[page.name, loadStyleSheet(page.style)]],
    ),
  );
  const bundles = listBundles();
  const loaderOf = (island: string): string => loaderText(bundles.get(island) ?? null);
  const loaders = new Map(pageList.map((page) => [page.name, loaderOf(parts.islandOf(page))]));
  const plainLoader = loaderOf("shell");
  const start = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>';
  const afterTitle = [
    "</title>",
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<link rel="icon" href="${icon}">`,
    base.html,
  ].join("");
  const afterHead = [
    "</head><body>",
    '<a class="skip" href="#main">Skip to the content</a>',
    `<header><div class="sheet">${jar}<strong>${escapeHtml(name)}</strong>${chip}`,
    `<span class="status" id="status">${dot}<span>ready</span></span>`,
  ].join("");
  const afterNavigation = `${themeButton}</div></header>`;
  return {
    render(title, main, home = "./", here, again = null) {
      const style = (here && styles.get(here)?.html) ?? "";
      const script = renderLoader((here && loaders.get(here)) ?? plainLoader, home);
      const head = `${start}${escapeHtml(title)}${afterTitle}${style}${script}${renderAgain(again)}${afterHead}`;
      return `${head}${parts.navigation(home, here)}${afterNavigation}${main}${parts.footer(home, here)}`;
    },
    policy: [
      "default-src 'none'",
      `style-src ${[base, ...styles.values()].map(({ source }) => source).join(" ")}`,
      `script-src ${[...new Set([plainLoader, ...loaders.values()])].map(hashSource).join(" ")} 'strict-dynamic'`,
      "connect-src 'self'",
      "img-src data:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join("; "),
  };
}

function navigation(
  pages: readonly ListedPage[],
  home: string,
  formPath: string,
  here: PageName | undefined,
): string {
  const marked = pages.find(({ name }) => name === here)?.within ?? here;
  const links = pages.map(({ name, text, path, key }) => {
    if (text === null) return "";
    const current = name === marked ? ` aria-current="${name === here ? "page" : "true"}"` : "";
    const shortcut = key === null ? "" : ` data-key="${key}"`;
    return `<a href="${home}${path ?? formPath}"${shortcut}${current}>${text}</a>`;
  });
  return `<nav aria-label="Pages">${links.join("")}</nav>`;
}

function renderAgain(seconds: number | null): string {
  if (seconds === null) return "";
  return `<noscript><meta http-equiv="refresh" content="${seconds}"></noscript>`;
}

const promise = "The model file is read as data; nothing in it is run.";

function footer(link: string): string {
  return `<footer><div class="sheet">${promise}${link}</div></footer></body></html>`;
}

function docsLink(home: string): string {
  return ` <a href="${home}docs">How to use it from code</a>`;
}
