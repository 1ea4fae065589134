// The pages of the starters and of the tutorials' project, in a real browser: on a phone and on a desk.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../src/server/index.ts";
import { root } from "../cli/run.ts";
import { openBrowser, screenshot, visit } from "./browser.ts";

let browser: Browser;
const apps: App[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all(apps.map((app) => app.close()));
});

/** The project's pages, served without its code. @returns the address */
async function serve(parts: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
  for (const part of parts) await cp(join(root, part), folder, { recursive: true });
  for (const code of ["app.ts", "picklejar.config.ts"]) await rm(join(folder, code));
  const style = join(folder, "static/css/style.css");
  const css = await readFile(style, "utf8");
  await writeFile(style, css.replace("__ACCENT__", "#6a3fb0, #c0a3f2"));
  const app = await createApp({ project: folder });
  apps.push(app);
  return (await app.listen({ port: 0 })).url;
}

const projects = [
  ["salary-flask", ["examples/salary-flask"], "experience=2&test_score=9&interview_score=6"],
  ["salary", ["starters/common", "starters/salary"], "experience=2&test_score=9&interview_score=6"],
  [
    "iris",
    ["starters/common", "starters/iris"],
    "sepal_length=5.1&sepal_width=3.5&petal_length=1.4&petal_width=0.2",
  ],
  ["text", ["starters/common", "starters/text"], "text=You+charged+me+twice"],
] as const;

describe.each(projects)("the page of %s", (name, parts, query) => {
  it("fits a phone and a desk, and brings its icon", async () => {
    const url = await serve(parts);
    for (const width of [390, 1280]) {
      const options = { viewport: { width, height: 800 } };
      const { page, complaints, outside, close } = await visit(browser, url, options);
      for (const address of [url, `${url}/predict?${query}`]) {
        await page.goto(address);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBe(width);
        expect(await page.locator("link[rel=icon]").getAttribute("href")).toMatch(/^data:/);
      }
      expect(await page.getByRole("status").count()).toBe(1);
      await screenshot(page, `starter-${name}-${width}`);
      expect([complaints, outside]).toEqual([[], []]);
      await close();
    }
  });
});

describe("the page of a starter", () => {
  it("shows what is wrong as an error, no larger than the text", async () => {
    const url = await serve(["starters/common", "starters/iris"]);
    const { page, close } = await visit(browser, `${url}/predict?sepal_length=abc`, {}, "400");
    const alert = page.getByRole("alert");
    expect(await alert.textContent()).toContain("abc");
    const size = await alert.locator("p").evaluate((p) => getComputedStyle(p).fontSize);
    expect(Number.parseFloat(size)).toBeLessThan(18);
    expect(await page.getByRole("status").count()).toBe(0);
    await screenshot(page, "starter-error");
    await close();
  });
});
