// The home page at work: what a person does with it, with JavaScript and without, in both themes, on a phone and a desk.

import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../src/predict/prediction.ts";
import { createServer, type ServerOptions } from "../../src/server/app.ts";
import { listen } from "../../src/server/listen.ts";
import { openPredictionLog } from "../../src/store/prediction-log.ts";
import {
  fakeModel,
  flowerModel,
  mixedModel,
  orderModel,
  salaryModel,
  severalModel,
  textModel,
  wideModel,
} from "../server/fake-models.ts";
import { findViolations } from "./axe.ts";
import { inspectPage, openBrowser, screenshot, visit } from "./browser.ts";

let browser: Browser;
const servers: { close(): PromiseLike<unknown> }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all(servers.map((server) => server.close()));
});

async function serve(model: Model, options: ServerOptions = {}): Promise<string> {
  const app = createServer(model, { limits: { graceMs: 0 }, ...options });
  servers.push(app);
  return (await listen(app, { port: 0 })).url;
}

/** A model that says whether its one row of numbers is usual. */
function watchModel(): Model {
  const input = {
    name: "load",
    label: "Load",
    kind: "number",
    nullable: false,
    example: 1,
  } as const;
  return fakeModel({
    name: "watch.pkl",
    summary: "IsolationForest",
    inputs: [input],
    outputs: [{ name: "prediction", kind: "anomaly" }],
    answer: ([load]) => ({ prediction: Number(load) > 10 ? -1 : 1 }),
  });
}

/** A model of pictures of 2 × 2 points in three colours, channels first. */
function pictureModel(): Model {
  const plain = wideModel(121);
  const tensor = [1, 11, 11];
  return { ...plain, name: "digits.onnx", signature: { ...plain.signature, tensor } };
}

async function ask(page: Page, query: string): Promise<void> {
  const example = page.getByRole("link", { name: "Fill in an example" });
  if ((await example.count()) > 0) {
    await example.click();
  } else {
    await page.getByLabel("One row").fill(query);
    await page.getByRole("button", { name: "Predict" }).click();
  }
  await page.locator("#answer-facts .links").waitFor();
}

/** With the width at which axe-core looks too: it takes its time. */
const models = [
  ["regression", salaryModel(), 1280],
  ["binary", watchModel(), 390],
  ["classes", flowerModel(), 390],
  ["mixed", mixedModel(), 1280],
  ["text", textModel(), 390],
  ["hundred", wideModel(100), null],
  ["outputs", severalModel(), 1280],
] as const;

describe.each(models)("the page of a model: %s", (name, model, thorough) => {
  it("answers with JavaScript and without, in both themes and widths, open to everybody", async () => {
    const url = await serve(model);
    const answers = new Set<string>();
    for (const [width, colorScheme, javaScriptEnabled] of [
      [1280, "light", true],
      [390, "dark", true],
      [390, "light", false],
    ] as const) {
      const options = { viewport: { width, height: 800 }, colorScheme, javaScriptEnabled };
      const { page, complaints, outside, close } = await visit(browser, url, options);
      await ask(page, "1 2 3");
      answers.add((await page.locator("#answer-body").innerText()).replaceAll(/\s+/g, " "));
      if (javaScriptEnabled) {
        expect(await inspectPage(page)).toEqual([]);
        if (thorough === width) expect(await findViolations(page)).toEqual([]);
      }
      await screenshot(
        page,
        `home-${name}-${width}-${colorScheme}${javaScriptEnabled ? "" : "-plain"}`,
      );
      expect([complaints, outside]).toEqual([[], []]);
      await close();
    }
    expect(answers.size).toBe(1);
  });
});

describe("live answers", () => {
  it("follow a slider, mark where the answer was, and can be switched off", async () => {
    const url = await serve(flowerModel());
    const { page, complaints, close } = await visit(browser, url);
    await ask(page, "");
    const first = await page.locator(".bars .top").innerText();
    const slider = page.getByLabel("Sepal length, slider");
    await slider.focus();
    await page.keyboard.press("End");
    await expect.poll(() => page.locator(".bars .top").innerText()).not.toBe(first);
    expect(await page.locator(".bars .ghost").count()).toBeGreaterThan(0);
    expect(await page.getByLabel("Sepal length", { exact: true }).inputValue()).toBe("8");
    await page.getByRole("switch", { name: "Live" }).uncheck();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.method()));
    await page.getByLabel("Sepal length", { exact: true }).fill("9");
    expect(await page.locator("#f1-note").innerText()).toContain("1 – 8");
    await page.waitForTimeout(250);
    expect(asked).toEqual([]);
    // What is shown is no answer to this any more, and looks like it.
    expect(await page.locator("#answer-body.stale").count()).toBe(1);
    await page.reload();
    expect(await page.getByRole("switch", { name: "Live" }).isChecked()).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe("the history", () => {
  it("keeps answers, compares two, fills the form again and gives CSV", async () => {
    const url = await serve(salaryModel());
    const { page, complaints, close } = await visit(browser, url);
    for (const experience of ["2", "=3"]) {
      await page.getByLabel("Test score", { exact: true }).fill("9");
      await page.getByLabel("Interview score", { exact: true }).fill("6");
      await page.getByLabel("Experience", { exact: true }).fill(experience.replace("=", ""));
      await page.getByRole("button", { name: "Predict" }).click();
      await page.waitForURL(`**/?experience=${experience.replace("=", "")}&**`);
    }
    const rows = page.locator("section[aria-labelledby=history] tbody tr");
    await rows.nth(1).waitFor();
    expect(await rows.first().locator("strong").allTextContents()).toEqual(["3"]);
    for (const box of await page.getByLabel(/^Compare the answer/).all()) await box.check();
    expect(await page.getByRole("row", { name: /^Experience/ }).innerText()).toMatch(/2\s+3|3\s+2/);
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download CSV" }).click();
    const csv = await readFile(await (await waiting).path(), "utf8");
    expect(csv.split("\r\n")[0]).toBe("time,experience,test_score,interview_score,prediction,id");
    expect(csv).toMatch(/,2,9,6,53290\.89\d+,[\w-]{36}\r\n$/);
    await page.reload();
    await rows.nth(1).getByRole("button").click();
    await page.waitForURL("**/?experience=2&**");
    expect(await page.getByLabel("Experience", { exact: true }).inputValue()).toBe("2");
    expect(complaints).toEqual([]);
    await close();
  });
});

describe("the snippets", () => {
  it("hold the values that stand in the form, in every language, with JavaScript or without", async () => {
    const url = await serve(mixedModel());
    for (const javaScriptEnabled of [true, false]) {
      const { page, close } = await visit(browser, url, { javaScriptEnabled });
      await ask(page, "");
      if (javaScriptEnabled) await page.getByLabel("Area", { exact: true }).fill("77");
      for (const [language, text] of [
        ["curl", "curl "],
        ["Python", "requests.post"],
        ["JavaScript", "await fetch"],
        ["CLI", "picklejar predict house-prices.pkl"],
      ]) {
        await page.locator(".tabs label", { hasText: language ?? "" }).click();
        const shown = await page.locator(".tabs pre:visible").innerText();
        expect(shown).toContain(text);
        expect(shown).toMatch(javaScriptEnabled ? /"area_m2": ?77\b/ : /"area_m2": ?120\b/);
      }
      await close();
    }
  });
});

describe("a mistake", () => {
  it("is told beside its field, above the form when asked, and is gone when corrected", async () => {
    const url = await serve(salaryModel());
    const { page, close } = await visit(browser, url, {}, "400");
    await page.getByLabel("Experience", { exact: true }).fill("four");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("#errors:focus").waitFor();
    expect(await page.title()).toMatch(/^Error: 3 values to correct/);
    expect(await page.locator("#f1-error").innerText()).toContain('"four"');
    expect(await findViolations(page)).toEqual([]);
    for (const name of ["Experience", "Test score", "Interview score"]) {
      await page.getByLabel(name, { exact: true }).fill("6");
    }
    await page.locator(".value").waitFor();
    expect(await page.locator("#errors, .bad").count()).toBe(0);
    expect(await page.title()).toBe("Salary");
    await close();
  });

  it("of a server that is gone is said, and the form stays", async () => {
    const url = await serve(orderModel());
    const { page, close } = await visit(browser, url, {}, "Failed to load");
    await page.route("**/*", (route) => route.abort("connectionrefused"));
    await page.getByRole("link", { name: "Fill in an example" }).click();
    await page.getByText("The server cannot be reached").waitFor();
    expect(await page.locator("#status").innerText()).toContain("not reachable");
    expect(await page.locator("#form input").first().inputValue()).not.toBe("");
    await close();
  });
});

describe("a field", () => {
  it("may have any name, such as that of a form's own property", async () => {
    const names = [
      "action",
      "elements",
      "submit",
      "id",
      "addEventListener",
      "querySelector",
      "matches",
    ];
    const inputs = names.map((name) => {
      return { name, label: name, kind: "number", nullable: false, example: 1 } as const;
    });
    const answer = (row: readonly unknown[]) => ({ prediction: row.length });
    const url = await serve(fakeModel({ name: "names.pkl", summary: "Sum", inputs, answer }));
    const { page, complaints, close } = await visit(browser, url);
    await ask(page, "");
    await page.getByLabel("action", { exact: true }).fill("2");
    await page.waitForURL("**/?action=2&**");
    expect(await page.locator(".value").textContent()).toBe("7");
    expect(complaints).toEqual([]);
    await close();
  });

  it("is asked for what was wrong with its answer, where that is kept", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    const log = await openPredictionLog(join(folder, "log.jsonl"));
    const url = await serve(flowerModel(), { log });
    for (const javaScriptEnabled of [true, false]) {
      const { page, complaints, close } = await visit(browser, url, { javaScriptEnabled });
      await ask(page, "");
      await page.getByText("Wrong?").click();
      await page.getByLabel("Right answer").selectOption("virginica");
      await page.getByLabel("Note").fill("seen by a botanist");
      await page.getByRole("button", { name: "Send" }).click();
      await page
        .getByText(/thank you/i)
        .first()
        .waitFor();
      expect(new URL(page.url()).pathname).toBe(javaScriptEnabled ? "/" : "/feedback");
      expect(complaints).toEqual([]);
      await close();
    }
  });
});

describe("the box for a row", () => {
  it("takes a picture as the tensor's numbers", async () => {
    const url = await serve(pictureModel());
    const { page, complaints, close } = await visit(browser, url);
    const white = await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 40;
      const context = canvas.getContext("2d");
      context?.fillRect(0, 0, 40, 20);
      return canvas.toDataURL("image/png").split(",")[1] ?? "";
    });
    await page.getByLabel("Or a picture").setInputFiles({
      name: "half.png",
      mimeType: "image/png",
      buffer: Buffer.from(white, "base64"),
    });
    await page.locator("#answer-facts .links").waitFor();
    const values = (await page.getByLabel("One row").inputValue()).split(" ").map(Number);
    expect(values).toHaveLength(121);
    expect(values.slice(0, 11)).toEqual(Array(11).fill(0));
    expect(values.slice(-11)).toEqual(Array(11).fill(1));
    await page.getByLabel("Black to white is").selectOption("0 to 255");
    expect((await page.getByLabel("One row").inputValue()).endsWith(" 255")).toBe(true);
    expect(await findViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await screenshot(page, "home-picture");
    await close();
  });

  it("takes the row of a file", async () => {
    const url = await serve(wideModel(5000));
    const { page, complaints, close } = await visit(browser, url);
    await page.getByLabel("Or a file").setInputFiles({
      name: "row.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(Array(5000).fill(16).join(",")),
    });
    await page.locator("#answer-facts .links").waitFor();
    expect(await page.locator(".value").textContent()).toBe("1");
    expect(complaints).toEqual([]);
    await close();
  });
});
