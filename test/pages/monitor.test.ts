// Who answers for a model looks whether all is well: with and without JavaScript, on a phone and a desk, by day and night.

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../src/predict/prediction.ts";
import { createServer } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { type LogLine, renderLogLine } from "../../src/store/log-line.ts";
import { openPredictionLog } from "../../src/store/prediction-log.ts";
import { flowerModel, salaryModel } from "../server/fake-models.ts";
import { findViolations } from "./axe.ts";
import { inspectPage, openBrowser, screenshot, visit } from "./browser.ts";

let browser: Browser;
let url = "";
let quiet = "";
const apps: FastifyInstance[] = [];

const classes = ["setosa", "versicolor", "virginica", "pallida"];

/** Twenty hours of a model's life, the same ones every time. */
function history(): LogLine[] {
  const lines: LogLine[] = [];
  const now = Date.now();
  for (let i = 0; i < 1500; i++) {
    const at = now - (1500 - i) * 48_000;
    const wave = Math.sin(i / 90);
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    const line = { at, id, version: "3f9a3f9a3f9a" };
    if (i % 41 === 0) {
      const error =
        i % 5 === 0 ? { status: 500, code: "INTERNAL" } : { status: 400, code: "INPUT_INVALID" };
      lines.push({ ...line, error });
      continue;
    }
    const inputs = [3 + wave + (i % 7) / 3, 2 + (i % 5) / 4, 4 + wave, 1 + (i % 11) / 8];
    const prediction = classes[(i * i) % 4] ?? "";
    lines.push({ ...line, row: null, inputs, answer: { prediction }, ms: 0.4 + (i % 13) / 9 });
    if (i % 60 === 0) {
      const answer = i % 180 === 0 ? "pallida" : prediction;
      lines.push({ ...line, feedback: { answer, prediction, note: "measured again" } });
    }
  }
  return lines;
}

async function serve(model: Model, lines: readonly LogLine[] | null): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "picklejar-monitor-")), "log.jsonl");
  if (lines !== null) await writeFile(path, lines.map(renderLogLine).join(""));
  const app = createServer(model, lines === null ? {} : { log: await openPredictionLog(path) });
  apps.push(app);
  const { url: address } = await listen(app, { port: 0 });
  const isReading = async (): Promise<boolean> => {
    const report = await (await fetch(`${address}/monitor.json`)).json();
    return (report as { counted: { isReading: boolean } }).counted.isReading;
  };
  while (await isReading()) await delay(20);
  return address;
}

beforeAll(async () => {
  browser = await openBrowser();
  url = await serve(flowerModel(), history());
  quiet = await serve(salaryModel(), null);
});
afterAll(async () => {
  await browser.close();
  for (const app of apps) await app.close();
});

describe("the monitor", () => {
  it.each([true, false])(
    "tells whether all is well, and why (JavaScript: %s)",
    async (javaScriptEnabled) => {
      const { page, complaints, outside, close } = await visit(browser, `${url}/`, {
        javaScriptEnabled,
      });
      await page.getByRole("link", { name: "Monitor" }).click();
      await page.waitForURL("**/monitor");
      expect(await page.locator(".verdict").textContent()).toMatch(
        /1,46\d predictions in 24 h, p95 1\.\d ms, 2\.\d+ % errors/,
      );
      expect(await page.getByRole("img", { name: /Requests over time.*answered/ }).count()).toBe(1);
      await page.getByText("Requests as a table").click();
      expect(await page.getByRole("table").first().isVisible()).toBe(true);
      const lengths = page.getByRole("row", { name: /Sepal length/ });
      expect(await lengths.getByRole("img", { name: /most between/ }).count()).toBe(1);
      expect(await page.getByText(/accuracy by feedback: \d+ of \d+ right/).count()).toBe(1);

      await page.getByRole("link", { name: "7 d", exact: true }).click();
      await page.waitForURL("**/monitor?range=7d");
      expect(
        await page.getByRole("link", { name: "7 d", exact: true }).getAttribute("aria-current"),
      ).toBe("true");
      await page.getByLabel("Filter").fill("versicolor");
      await page.getByRole("button", { name: "Apply" }).click();
      await page.waitForURL("**/monitor?range=7d&q=versicolor");
      expect(await page.locator(".latest tbody td:nth-child(3)").allTextContents()).toContain(
        "versicolor",
      );
      await page
        .getByRole("link", { name: /^Open the answer of/ })
        .first()
        .click();
      await page.waitForURL(/sepal/);
      expect(await page.locator(".value").count()).toBe(1);
      expect([complaints, outside]).toEqual([[], []]);
      await close();
    },
  );

  it("renews itself, keeps what is open and what has the focus, and pauses", async () => {
    const { page, complaints, close } = await visit(browser, `${quiet}/monitor`);
    expect(await page.getByText("No predictions yet").count()).toBe(1);
    expect(await page.getByRole("link", { name: "Reload" }).count()).toBe(0);
    const pause = page.getByRole("button", { name: "Pause" });
    await pause.click();
    await fetch(`${quiet}/predict?experience=2&test_score=9&interview_score=6`);
    await page.getByRole("button", { name: "Go on" }).press("Enter");
    await page.getByText("1 prediction in 24 h").waitFor();
    expect(await page.locator(":focus").textContent()).toBe("Pause");
    await page.getByText("Requests as a table").click();
    await fetch(`${quiet}/predict?experience=3&test_score=9&interview_score=6`);
    await pause.click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("2 predictions in 24 h").waitFor();
    expect(await page.locator("details[open]").count()).toBe(1);
    const plot = page.locator(".plot").first();
    await plot.hover();
    await page.locator(".readout").first().waitFor();
    expect(await page.locator(".cross").count()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([true, false])(
    "thanks for what was wrong, and counts it (JavaScript: %s)",
    async (javaScriptEnabled) => {
      const before = await judgements();
      const { page, complaints, close } = await visit(browser, `${url}/`, { javaScriptEnabled });
      await page.getByRole("link", { name: "Fill in an example" }).click();
      await page.getByText("Wrong?").click();
      await page.getByLabel("Right answer").selectOption("setosa");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByText("Thank you").first().waitFor();
      expect(await judgements()).toBe(before + 1);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`can be read and touched at ${width} px, ${colorScheme}`, async () => {
        const options = { viewport: { width, height: 800 }, colorScheme };
        const { page, complaints, outside, close } = await visit(
          browser,
          `${url}/monitor`,
          options,
        );
        expect(await findViolations(page)).toEqual([]);
        expect((await inspectPage(page)).filter((line) => !isScrolled(line))).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
          width,
        );
        await screenshot(page, `monitor-${width}-${colorScheme}`);
        expect([complaints, outside]).toEqual([[], []]);
        await close();
      });
    }
  }
});

describe("a monitor without traffic", () => {
  it("says so, and how to change that", async () => {
    const viewport = { width: 390, height: 800 };
    const app = createServer(salaryModel());
    apps.push(app);
    const { url: address } = await listen(app, { port: 0 });
    const { page, complaints, outside, close } = await visit(
      browser,
      `${address}/monitor?range=30d`,
      { viewport },
    );
    expect(await page.getByText("No predictions yet").count()).toBe(1);
    expect(await page.locator("pre").textContent()).toContain(`curl ${address}/predict`);
    expect(await findViolations(page)).toEqual([]);
    expect([complaints, outside]).toEqual([[], []]);
    await screenshot(page, "monitor-390-light-quiet");
    await close();
  });
});

async function judgements(): Promise<number> {
  const report = await (await fetch(`${url}/monitor.json?part=feedback`)).json();
  return (report as { feedback: { count: number } }).feedback.count;
}

// Tables scroll by themselves where they are wider than a phone.
function isScrolled(line: string): boolean {
  return /^too wide: (TABLE|THEAD|TBODY|TR|TH|TD|SPAN|svg)/i.test(line);
}
