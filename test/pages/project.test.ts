// A project's own page in a real browser: the tutorials' journeys, and live reload while it is worked on.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../cli/run.ts";
import { openBrowser, screenshot, visit } from "./browser.ts";

let browser: Browser;
let server: ChildProcess;
let folder: string;
let url: string;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "picklejar-")), "salary-flask");
  await cp(join(root, "examples", "salary-flask"), folder, { recursive: true });
  const main = join(root, "dist", "cli", "main.js");
  const { PORT: _port, ...env } = process.env;
  server = spawn(process.execPath, [main, "serve", folder, "--debug", "--port", "0"], {
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  server.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  for (let i = 0; i < 400 && !output.includes("\n"); i++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  ({ url } = JSON.parse(output.split("\n", 1)[0] ?? "") as { url: string });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  server.kill("SIGTERM");
  await once(server, "close");
});

async function fill(page: Page): Promise<void> {
  const values = { Experience: "2", "Test score": "9", "Interview score": "6" };
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
}

/** Not that a page is not found, and that who leaves a page listens no more. */
function isOurs(complaint: string): boolean {
  return !/404 \(Not Found\)|_picklejar\/events/.test(complaint);
}

/** Changes a file of the project. */
async function edit(name: string, from: string, to: string): Promise<void> {
  const path = join(folder, name);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

describe("the tutorials' project in a browser", () => {
  it("answers the form on its own page, in its own style", async () => {
    const { page, complaints, outside, close } = await visit(browser, url);
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe("rgb(238, 243, 234)");
    await fill(page);
    await page.getByRole("button", { name: "Predict" }).click();
    await page.getByText("Employee salary should be $ 53290.89").waitFor();
    expect(new URL(page.url()).pathname).toBe("/predict");
    await screenshot(page, "own-page-answer");
    expect([complaints.filter(isOurs), outside]).toEqual([[], []]);
    await close();
  });

  it("answers values in the address", async () => {
    const query = "experience=2&test_score=9&interview_score=6";
    const { page, close } = await visit(browser, `${url}predict?${query}`);
    expect(await page.getByRole("status").textContent()).toBe(
      "Employee salary should be $ 53290.89",
    );
    await close();
  });

  it("says hello at /hi, and page not found elsewhere", async () => {
    const { page, close } = await visit(browser, `${url}hi`, {}, "404");
    expect(await page.textContent("body")).toContain("Hello world");
    const missing = await page.goto(`${url}nothing-here`);
    expect(missing?.status()).toBe(404);
    await page.getByText("There is nothing at /nothing-here.").waitFor();
    await close();
  });

  it("has the model's own form at /form, which answers by itself", async () => {
    const { page, complaints, close } = await visit(browser, `${url}form`);
    await fill(page);
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("p.value").waitFor();
    expect(await page.locator("p.value").textContent()).toBe("53,290.89");
    expect(new URL(page.url()).pathname).toBe("/form");
    expect(complaints.filter(isOurs)).toEqual([]);
    await close();
  });
});

describe("a page that is open while the project changes", () => {
  it("shows a changed template by itself", async () => {
    const { page, close } = await visit(browser, url);
    await edit("templates/index.html", "Predict a salary", "What would you earn?");
    await page.getByRole("heading", { name: "What would you earn?" }).waitFor();
    await close();
  });

  it("takes changed styles without losing what was typed", async () => {
    const { page, close } = await visit(browser, url);
    await page.getByLabel("Experience").fill("7");
    await edit("static/css/style.css", "#eef3ea", "#ffeedd");
    await page.waitForFunction(
      () => getComputedStyle(document.body).backgroundColor === "rgb(255, 238, 221)",
    );
    expect(await page.getByLabel("Experience").inputValue()).toBe("7");
    await close();
  });

  it("answers with a changed model", async () => {
    const query = "experience=2&test_score=9&interview_score=6";
    const { page, close } = await visit(browser, `${url}predict?${query}`);
    const before = await page.getByRole("status").textContent();
    const path = join(folder, "model.pkl");
    const bytes = await readFile(path);
    const at = bytes.indexOf(Buffer.from("intercept_"));
    // The next float of the pickle is the intercept: one bit of it makes another model.
    const float = bytes.indexOf(0x43, at + 10);
    expect(float).toBeGreaterThan(at);
    bytes.writeUInt8((bytes[float + 2 + 5] ?? 0) ^ 1, float + 2 + 5);
    await writeFile(path, bytes);
    await page.waitForFunction(
      (old) => document.querySelector("[role=status]")?.textContent !== old,
      before,
    );
    expect(await page.getByRole("status").textContent()).toMatch(
      /^Employee salary should be \$ [\d.]+$/,
    );
    await close();
  });

  it("shows broken code and broken templates with their lines until they are mended", async () => {
    const { page, close } = await visit(browser, url, {}, "500");
    await edit("app.ts", '"Hello world");', '"Hello world"');
    await page.getByText(/^app\.ts:\d+/).waitFor();
    await screenshot(page, "overlay-code");
    await edit("app.ts", '"Hello world"', '"Hello world");');
    await page.getByRole("button", { name: "Predict" }).waitFor();
    await edit("templates/index.html", "{% endif %}", "{% endfi %}");
    await page.getByText(/templates\/index\.html:\d+/).waitFor();
    await screenshot(page, "overlay-template");
    await edit("templates/index.html", "{% endfi %}", "{% endif %}");
    await page.getByRole("button", { name: "Predict" }).waitFor();
    await close();
  });

  it("shows the answer of a form again after a change", async () => {
    const { page, close } = await visit(browser, url);
    await fill(page);
    await page.getByRole("button", { name: "Predict" }).click();
    await page.getByText("Employee salary should be").waitFor();
    await edit("picklejar.config.ts", "Employee salary should be", "You would earn");
    await page.getByText("You would earn").waitFor();
    await close();
  });
});
