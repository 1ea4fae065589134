// The shell of every page in a browser: theme, keys, the bar of pages on phones, and what the policy allows.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { salaryModel } from "../server/fake-models.ts";
import { findViolations } from "./axe.ts";
import { openBrowser, visit } from "./browser.ts";

let browser: Browser;
let url: string;
const app = createServer(salaryModel(), { limits: { graceMs: 0 } });

beforeAll(async () => {
  ({ url } = await listen(app, { port: 0 }));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

describe("the theme", () => {
  it("follows the system until it is chosen, and is kept from page to page", async () => {
    const { page, complaints, close } = await visit(browser, url, { colorScheme: "dark" });
    const dark = await background(page);
    const button = page.getByRole("button", { name: /^Theme: automatic/ });
    await button.click();
    const light = await background(page);
    expect(light).not.toBe(dark);
    await page.getByRole("link", { name: "Docs", exact: true }).click();
    expect(await background(page)).toBe(light);
    await page.getByRole("button", { name: /^Theme: light/ }).click();
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background(page)).toBe(dark);
    await page.getByRole("button", { name: /^Theme: dark/ }).click();
    expect(await background(page)).toBe(light);
    expect(complaints).toEqual([]);
    await close();
  });

  it("offers nothing to press without JavaScript", async () => {
    const { page, close } = await visit(browser, url, { javaScriptEnabled: false });
    expect(await page.getByRole("button", { name: /Theme/ }).count()).toBe(0);
    await close();
  });
});

describe("the keys", () => {
  it("lead to pages and list themselves, but leave letters to texts", async () => {
    const { page, complaints, close } = await visit(browser, url);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    expect(await sheet.textContent()).toContain("Go to Docs");
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.getByLabel("Experience", { exact: true }).press("g");
    await page.getByLabel("Experience", { exact: true }).press("d");
    expect(await page.getByLabel("Experience", { exact: true }).inputValue()).toBe("gd");
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.waitForURL("**/docs");
    expect(complaints).toEqual([]);
    await close();
  });
});

describe("the policy", () => {
  it("lets no other script run, should one ever come into a page", async () => {
    const { page, close } = await visit(browser, url);
    const { body: html } = await app.inject({ url: "/", headers: { accept: "text/html" } });
    const loader = /<script data-home[^>]*>([^<]*)/.exec(html)?.[1] ?? "";
    const evil = [
      "<script>ran.inline = 1</script>",
      '<script src="data:text/javascript,ran.data = 1"></script>',
      '<script src="/docs.js"></script>',
      `<script data-home="data:text/javascript,ran.gadget=1//">${loader}</script>`,
      '<img src="data:," onerror="ran.handler = 1">',
      '<link rel="stylesheet" href="/docs.css"><p style="color: red" id="painted">red</p>',
    ].join("");
    await page.addInitScript("window.ran = {}");
    await page.route("**/docs.js", (route) => route.fulfill({ body: "ran.file = 1" }));
    await page.route(url, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("</main>", `${evil}</main>`);
      await route.fulfill({ response, body });
    });
    await page.goto(url);
    await page.getByRole("button", { name: /^Theme/ }).waitFor();
    expect(await page.evaluate("ran")).toEqual({});
    const color = await page.locator("#painted").evaluate((p) => getComputedStyle(p).color);
    expect(color).not.toBe("rgb(255, 0, 0)");
    await close();
  });
});

describe("every page", () => {
  it.each(["light", "dark"] as const)("is accessible in the %s theme", async (colorScheme) => {
    const { page, close } = await visit(browser, url, { colorScheme });
    for (const path of ["/", "/?experience=2&test_score=9&interview_score=6", "/docs"]) {
      await page.goto(url + path);
      expect(await findViolations(page)).toEqual([]);
    }
    await close();
  });

  it("has its links at the bottom of a phone", async () => {
    const viewport = { width: 390, height: 700 };
    const { page, close } = await visit(browser, url, { viewport });
    const box = await page.getByRole("navigation").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(700);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await close();
  });
});
