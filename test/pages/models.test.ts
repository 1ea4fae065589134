// Pages of models of every kind, in a real browser: the right control for each field, the right answer card.

import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../src/predict/prediction.ts";
import { createServer } from "../../src/server/app.ts";
import { createApp } from "../../src/server/index.ts";
import { listen } from "../../src/server/listen.ts";
import { root } from "../cli/run.ts";
import {
  flowerModel,
  mixedModel,
  scalerModel,
  severalModel,
  textModel,
  wideModel,
} from "../server/fake-models.ts";
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

async function open(model: Model, options: object = {}) {
  const app = createServer(model, { limits: { graceMs: 0 } });
  servers.push(app);
  const { url } = await listen(app, { port: 0 });
  return visit(browser, url, options);
}

describe("the page of a classifier", () => {
  it("shows the class, its unit of inputs, and bars for the likeliest classes", async () => {
    const { page, complaints, close } = await open(flowerModel());
    for (const name of ["Sepal length", "Sepal width", "Petal length", "Petal width"]) {
      await page.getByLabel(name, { exact: true }).fill("3");
    }
    expect(await page.locator(".unit").allTextContents()).toEqual(["cm", "cm", "cm", "cm"]);
    await page.keyboard.press("Enter");
    await page.locator(".value").waitFor();
    expect(await page.locator(".value").textContent()).toBe("pallida");
    expect(await page.locator(".top").textContent()).toMatch(/^pallida7\d\.\d %$/);
    const bars = page.locator(".bars > div:visible");
    expect(await bars.count()).toBe(5);
    await screenshot(page, "classifier");
    await page.getByText("Show 7 more").click();
    expect(await bars.count()).toBe(12);
    expect([await inspectPage(page), complaints]).toEqual([[], []]);
    await close();
  });
});

describe("the page of a model with mixed columns", () => {
  it("asks each field by its own control and keeps what was chosen", async () => {
    const { page, complaints, close } = await open(mixedModel());
    await page.getByLabel("Area", { exact: true }).fill("120");
    await page.getByLabel("District", { exact: true }).selectOption("Old town");
    await page.getByRole("radiogroup", { name: "Heating" }).getByLabel("wood").check();
    await page.getByRole("radiogroup", { name: "Garage" }).getByLabel("no").check();
    await page.getByLabel("Street", { exact: true }).fill("Street 399");
    await page.getByLabel(/^Remarks/).fill("\n</textarea><script>alert(1)</script>");
    await page.getByLabel("Proto", { exact: true }).fill("0.25");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator(".value").waitFor();
    expect(await page.locator(".value").textContent()).toBe("245,190");
    expect(await page.getByLabel("District", { exact: true }).inputValue()).toBe("Old town");
    expect(await page.getByLabel("wood", { exact: true }).isChecked()).toBe(true);
    expect(await page.getByLabel("no", { exact: true }).isChecked()).toBe(true);
    expect(await page.getByLabel(/^Remarks/).inputValue()).toBe(
      "\n</textarea><script>alert(1)</script>",
    );
    await page.getByRole("combobox", { name: "Street" }).fill("street 39");
    const options = page.getByRole("listbox").getByRole("option");
    // The page holds the first 200; the others are fetched when they are wanted.
    await page.getByRole("option", { name: "Street 399" }).waitFor();
    expect(await options.count()).toBe(11);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.getByLabel("Street", { exact: true }).inputValue()).toBe("Street 390");
    expect(await options.count()).toBe(0);
    expect([await inspectPage(page), complaints]).toEqual([[], []]);
    await screenshot(page, "mixed");
    await close();
  });

  it("fits a phone in the dark", async () => {
    const viewport = { width: 390, height: 800 };
    const { page, close } = await open(mixedModel(), { viewport, colorScheme: "dark" });
    expect(await inspectPage(page)).toEqual([]);
    await screenshot(page, "mixed-390-dark");
    await close();
  });
});

describe("the page of a model with many inputs", () => {
  it("folds away all but eight, with examples filled in", async () => {
    const { page, close } = await open(wideModel(30));
    expect(await page.locator("input[type=text]:visible").count()).toBe(8);
    for (let i = 0; i < 8; i++) await page.getByLabel(`Pixel ${i}`, { exact: true }).fill("16");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator(".value").waitFor();
    expect(await page.locator(".value").textContent()).toBe("0");
    await page.getByText("22 more fields").click();
    expect(await page.locator("input[type=text]:visible").count()).toBe(30);
    expect(await page.getByLabel("Pixel 29", { exact: true }).inputValue()).toBe("2");
    await screenshot(page, "thirty");
    await close();
  });

  it("opens the folded part where a mistake is in it", async () => {
    const { page, close } = await open(wideModel(30));
    await page.getByText("22 more fields").click();
    await page.getByLabel("Pixel 20", { exact: true }).fill("x");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("#errors").waitFor();
    expect(await page.locator("#f21-error").isVisible()).toBe(true);
    await close();
  });

  it("takes a pasted row of thousands, on a phone too", async () => {
    const viewport = { width: 390, height: 844 };
    const { page, complaints, close } = await open(wideModel(5000), { viewport });
    expect(await inspectPage(page)).toEqual([]);
    await page.getByLabel("One row", { exact: true }).fill(Array(5000).fill(16).join("\t"));
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator(".value").waitFor();
    expect(await page.locator(".value").textContent()).toBe("1");
    expect([await inspectPage(page), complaints]).toEqual([[], []]);
    await screenshot(page, "five-thousand");
    await close();
  });
});

describe("the page of a model of text", () => {
  it("asks for the text, and shows the question that was answered", async () => {
    const { page, close } = await open(textModel());
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator(".value").waitFor();
    expect(await page.locator(".tabs pre").first().textContent()).toContain('{"text":""}');
    await page.getByLabel("Text", { exact: true }).fill("Win a prize\ntoday");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator(".value").waitFor();
    expect(await page.locator(".value").textContent()).toBe("spam");
    expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("Win a prize\ntoday");
    await screenshot(page, "text");
    await close();
  });
});

describe("the page of a model with several answers", () => {
  it("names each answer", async () => {
    const { page, close } = await open(severalModel());
    await page.getByRole("link", { name: "an example", exact: true }).click();
    await page.locator("#answer-body tr").first().waitFor();
    const rows = await page.locator("#answer-body tr").allTextContents();
    expect(rows).toEqual(["heating150", "cooling5", "light1,234,568"]);
    expect(await page.locator("td").nth(2).getAttribute("title")).toBe("1234567.891");
    await screenshot(page, "several");
    await close();
  });

  it("numbers the values of a transformer", async () => {
    const { page, close } = await open(scalerModel());
    await page.getByRole("link", { name: "an example", exact: true }).click();
    await page.locator("#answer-body tr").first().waitFor();
    expect(await page.locator("#answer-body tr").allTextContents()).toEqual(["10", "20"]);
    await screenshot(page, "scaler");
    await close();
  });
});

describe("the list of several models", () => {
  it("begins titles and texts on one line, and fits a phone", async () => {
    const model = join(root, "examples/salary/model.pkl");
    const app = await createApp({ models: { first: model, second: model } });
    servers.push(app);
    const { url } = await app.listen({ port: 0 });
    for (const width of [390, 1280]) {
      const { page, close } = await visit(browser, url, { viewport: { width, height: 800 } });
      const lefts = await page
        .locator(".use h2 a, .use .pad p")
        .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().left));
      expect(lefts).toHaveLength(6);
      expect(new Set(lefts).size).toBe(1);
      expect(await inspectPage(page)).toEqual([]);
      await close();
    }
  });
});

describe("the page of a model with defaults", () => {
  it("shows the default as the choice that it is, and beside an empty box", async () => {
    const plain = flowerModel();
    const [first, second, ...others] = plain.signature.inputs;
    if (first === undefined || second === undefined) throw new Error("needs two inputs");
    const choices = [1, 2, 3, 4, 5, 6];
    const inputs = [
      { ...first, kind: "category", choices, default: 3 } as const,
      { ...second, default: 3.5 },
      ...others,
    ];
    const { page, close } = await open({ ...plain, signature: { ...plain.signature, inputs } });
    expect(await page.getByLabel(first.label, { exact: true }).inputValue()).toBe("3");
    expect(await page.getByLabel(first.label, { exact: true }).locator("option").count()).toBe(6);
    expect(await page.getByLabel(second.label, { exact: true }).inputValue()).toBe("3.5");
    await page.getByLabel(second.label, { exact: true }).fill("");
    await page.getByRole("button", { name: "Predict" }).click();
    await page.locator("#errors").waitFor();
    expect(await page.getByLabel(second.label, { exact: true }).inputValue()).toBe("");
    expect(await page.getByText("3.5 if left empty").count()).toBe(1);
    await close();
  });
});
