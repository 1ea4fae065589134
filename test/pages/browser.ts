// A real browser for the tests of pages: Chromium, which notes every error and every request it makes.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Where screenshots are kept; none are taken unless told. */
const folder = process.env["SCREENSHOTS"];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page and what went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Messages of the console and failed requests. */
  readonly complaints: string[];
  /** Addresses of other origins that were asked for. */
  readonly outside: string[];
  close(): Promise<void>;
}

/** A fresh visitor at a page. @param expected  part of a console message that is no complaint, such as "400" */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  expected = "nothing",
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const outside: string[] = [];
  const { origin } = new URL(url);
  page.on("console", (message) => {
    if (!message.text().includes(expected)) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => {
    // A question that a later one made pointless is given up by the page itself.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") {
      complaints.push(`failed: ${request.url()}`);
    }
  });
  page.on("request", (request) => {
    const target = request.url();
    if (!target.startsWith(origin) && !target.startsWith("data:")) outside.push(target);
  });
  await page.goto(url);
  return { page, complaints, outside, close: () => context.close() };
}

/** Keeps a picture of the whole page, where pictures are wanted. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/**
 * What a person with weak eyes or a trembling hand would stumble over: texts of too little contrast (WCAG
 * 1.4.3: 4.5 to 1), targets under 44 px, controls without a name, anything wider than the window.
 */
export function inspectPage(page: Page): Promise<string[]> {
  return page.evaluate(findObstacles);
}

/* This function runs in the browser: it must stand alone. */
function findObstacles(): string[] {
  const found: string[] = [];
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = channels(color).map((channel) => {
      const c = channel / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const element of document.querySelectorAll<HTMLElement>("body *:not(svg, svg *)")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width === 0 || style.display === "none") continue;
    const label = `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`;
    if (box.right > document.documentElement.clientWidth + 1) found.push(`too wide: ${label}`);
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent?.trim() !== "",
    );
    if (hasText) {
      let behind: HTMLElement = element;
      while (behind.parentElement && channels(getComputedStyle(behind).backgroundColor)[3] === 0) {
        behind = behind.parentElement;
      }
      const [light = 1, dark = 0] = [
        luminance(style.color),
        luminance(getComputedStyle(behind).backgroundColor),
      ].sort((a, b) => b - a);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < 4.5) found.push(`contrast ${contrast.toFixed(2)}: ${label}`);
    }
    const isTarget = element.matches(
      "button, select, textarea, input:not([type=radio], [type=checkbox], .out), .foot a, .tick",
    );
    if (isTarget && box.height < 44) found.push(`${box.height} px high: ${label}`);
    if (element.matches("input, select, textarea")) {
      const { labels } = element as HTMLInputElement;
      const isNamed = labels?.length !== 0 || element.hasAttribute("aria-label");
      if (!isNamed) found.push(`without a label: ${label}`);
    }
  }
  return found;
}
