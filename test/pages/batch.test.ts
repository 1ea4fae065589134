// Files scored in a browser: dropped, looked at, matched, followed, fetched; with and without JavaScript.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../src/predict/prediction.ts";
import { createServer } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { fixtureModel } from "../predict/batch/run-batch.ts";
import { salaryModel } from "../server/fake-models.ts";
import { findViolations } from "./axe.ts";
import { inspectPage, openBrowser, screenshot, visit } from "./browser.ts";

let browser: Browser;
let homes: string;
let salary: string;
let slow: string;
const apps: FastifyInstance[] = [];
const folder = mkdtempSync(join(tmpdir(), "picklejar-test-"));

beforeAll(async () => {
  const serve = async (model: Model): Promise<string> => {
    const app = createServer(model, { limits: { graceMs: 0 } });
    apps.push(app);
    return (await listen(app, { port: 0 })).url;
  };
  homes = await serve(await fixtureModel("homes"));
  salary = await serve(salaryModel());
  slow = await serve(slowModel());
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const app of apps) await app.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const rows = [
  "Area m2;District;floor;garage;agent",
  "90,5;North;0;1;Ann",
  "59.1;Centre;2;0;Bob",
  '75;North;three;0;"=cmd"',
  "80.2;Centre;1;1;Eve",
];
const homesCsv = file("homes.csv", `${rows.join("\n")}\n`);

/** A model that takes half a minute for the rows of `longCsv`, whatever machine it runs on. */
function slowModel(): Model {
  const model = salaryModel();
  const { scoring } = model;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const predict: Model["scoring"]["predict"] = (...asked) => {
    Atomics.wait(pause, 0, 0, 40);
    return scoring.predict(...asked);
  };
  return { ...model, scoring: { ...scoring, predict } };
}

const longCsv = file("long.csv", `experience,test_score,interview_score\n${"2,9,6\n".repeat(1e6)}`);

/** Without requests that ended with their page: a job's page is left while it asks. */
function lasting(complaints: readonly string[]): string[] {
  return complaints.filter((text) => !/^failed: .*\/jobs(\/[\w-]+)?$/.test(text));
}

async function download(page: Page, name: RegExp): Promise<{ name: string; text: string }> {
  const [found] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name }).click(),
  ]);
  return { name: found.suggestedFilename(), text: readFileSync(await found.path(), "utf8") };
}

describe("a file with JavaScript", () => {
  it("is looked at, matched, scored and fetched", async () => {
    const { page, complaints, outside, close } = await visit(browser, `${homes}/batch`);
    await page.setInputFiles("#file", homesCsv);
    const match = page.getByRole("region", { name: "How columns are matched" });
    await match.waitFor();
    const states = await match.getByRole("row").allInnerTexts();
    expect(states.join("\n")).toMatch(/area\b.*≈\sguessed.*district\b.*≈\salike.*✓\smatched/s);
    const preview = page.locator("#preview");
    expect(await preview.innerText()).toContain("separated by semicolons · UTF-8 · decimal commas");
    expect(await preview.innerText()).toContain('Row 1: Area must be a number; got "90,5"');
    expect(await preview.locator("td.wrong").allInnerTexts()).toEqual(["⚠ 90,5", "⚠ three"]);
    expect(await findViolations(page)).toEqual([]);
    expect(await inspectPage(page)).toEqual([]);
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    expect(await page.getByRole("main").innerText()).toContain("2 rows answered");
    expect(await page.locator("nav [aria-current]").allInnerTexts()).toEqual(["Batch"]);
    expect(await findViolations(page)).toEqual([]);
    const answers = await download(page, /Download the answers/);
    expect(answers.name).toBe("homes-predictions.csv");
    expect(answers.text).toMatch(/^Area m2;District;floor;garage;agent;prediction\n59\.1;/);
    const errors = await download(page, /rows at fault/);
    expect(errors.text).toContain("1,2,area,FIELD_KIND,");
    expect(await page.getByRole("main").innerText()).toContain("--column 'area=Area m2'");
    const { pathname } = new URL(page.url());
    await page.getByRole("link", { name: "Score another file" }).click();
    const earlier = page.getByRole("link", { name: "homes.csv" });
    expect(new URL((await earlier.getAttribute("href")) ?? "", page.url()).pathname).toBe(pathname);
    expect([lasting(complaints), outside]).toEqual([[], []]);
    await close();
  });

  it("is not sent while a column is missing, until one is chosen by keys", async () => {
    const { page, complaints, close } = await visit(browser, `${salary}/batch`);
    const path = file("years.csv", "Jahre,test_score,interview_score\n2,9,6\n");
    await page.setInputFiles("#file", path);
    await page.getByText("✗ missing").waitFor();
    await page.keyboard.press("Control+Enter");
    const status = page.locator("#sending");
    expect(await status.innerText()).toContain("Columns are missing: experience.");
    await page.getByLabel("Column for experience").focus();
    await page.keyboard.type("Jahre");
    await page.getByText("✓ chosen").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-field"))).toBe(
      "experience",
    );
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "Done" }).waitFor();
    expect(await page.getByRole("main").innerText()).toContain("53290.89");
    expect(lasting(complaints)).toEqual([]);
    await close();
  });

  it("is taken where it is dropped, and rows where they are pasted", async () => {
    const { page, complaints, close } = await visit(browser, `${salary}/batch`);
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      const text = '{"experience":2,"test_score":9,"interview_score":6}\n';
      data.items.add(new File([text], "people.jsonl"));
      return data;
    });
    await page.dispatchEvent(".run", "drop", { dataTransfer: transfer });
    await page.getByText("JSON Lines · UTF-8 · 1 row").waitFor();
    await page.reload();
    await page.getByText("Paste rows instead").click();
    await page.getByLabel(/A first line/).fill("experience,test_score,interview_score\n2,9,6\n");
    await page.getByText("CSV · separated by commas").waitFor();
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.getByRole("heading", { name: "Pasted rows" }).waitFor();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    expect(lasting(complaints)).toEqual([]);
    await close();
  });

  it("shows how far it is, over a reload, and can be cancelled", async () => {
    const { page, complaints, close } = await visit(browser, `${slow}/batch`);
    await page.setInputFiles("#file", longCsv);
    await page.getByText("about 1,000,000 rows · 5.7 MB").waitFor();
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.getByRole("progressbar", { name: "Scoring" }).waitFor();
    await page.getByText(/of about .* rows · .* rows\/s · .* left/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.reload();
    await page.getByText(/ rows · .* rows\/s/).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Cancelled" }).waitFor();
    expect(lasting(complaints)).toEqual([]);
    await close();
  });

  it("says what is no table, and what stopped a run", async () => {
    const { page, close } = await visit(browser, `${salary}/batch`);
    await page.setInputFiles("#file", file("book.xlsx", "PK\u0003\u0004workbook"));
    await page.getByText("it is a ZIP file, such as an Excel workbook").waitFor();
    const path = file("bad.csv", "experience,test_score,interview_score\n2,9,6\n2,nine,6\n");
    await page.setInputFiles("#file", path);
    await page.getByLabel("stops the run").check();
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.getByRole("heading", { name: "Stopped by an error" }).waitFor();
    expect(await page.getByRole("main").innerText()).toContain("Line 3: Test score must be");
    expect(await findViolations(page)).toEqual([]);
    await close();
  });
});

describe("a file without JavaScript", () => {
  it("is sent by the form, followed by a page that asks again, and fetched", async () => {
    const options = { javaScriptEnabled: false };
    const { page, complaints, close } = await visit(browser, `${homes}/batch`, options);
    const template = await download(page, /template/);
    expect(template).toEqual({
      name: "homes-template.csv",
      text: expect.stringMatching(/^area,district,floor,garage\n[\d.]+,Centre,/),
    });
    await page.setInputFiles("#file", file("one.csv", template.text));
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.waitForURL("**/jobs/*");
    await page.getByRole("heading", { name: "Done" }).waitFor();
    const answers = await download(page, /Download the answers/);
    expect(answers.text).toMatch(/^area,district,floor,garage,prediction\n/);
    await page.getByRole("button", { name: "Delete now" }).click();
    await page.getByRole("heading", { name: "Score a file" }).waitFor();
    expect(await page.getByText("None from this browser.").count()).toBe(1);
    expect(lasting(complaints)).toEqual([]);
    await close();
  });

  it("can be cancelled while it runs", async () => {
    const options = { javaScriptEnabled: false };
    const { page, close } = await visit(browser, `${slow}/batch`, options);
    await page.setInputFiles("#file", longCsv);
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("heading", { name: "Cancelled" }).waitFor();
    await close();
  });
});

describe.each([
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const)("the pages of files at %i px, %s", (width, colorScheme) => {
  it("have no obstacle", async () => {
    const options = { viewport: { width, height: 800 }, colorScheme };
    const { page, complaints, close } = await visit(browser, `${homes}/batch`, options);
    expect([await findViolations(page), await inspectPage(page)]).toEqual([[], []]);
    await page.setInputFiles("#file", homesCsv);
    await page.getByText("≈ guessed").waitFor();
    await screenshot(page, `batch-preview-${width}-${colorScheme}`);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Score the file" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    await screenshot(page, `batch-done-${width}-${colorScheme}`);
    expect(await findViolations(page)).toEqual([]);
    expect(lasting(complaints)).toEqual([]);
    await close();
  });
});
