import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { listen } from "../../../src/server/listen.ts";
import { openBrowser, screenshot, visit } from "../../pages/browser.ts";
import {
  fakeModel,
  flowerModel,
  mixedModel,
  salaryModel,
  scalerModel,
  severalModel,
  textModel,
  wideModel,
} from "../fake-models.ts";
import { withoutLoader } from "../loader.ts";

async function docsOf(model: Model): Promise<string> {
  const app = createServer(model);
  const response = await app.inject({ url: "/docs", headers: { host: "example.org:8080" } });
  await app.close();
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(String(response.headers["content-security-policy"])).toContain("default-src 'none'");
  return response.body;
}

describe("GET /docs", () => {
  const models = [salaryModel, flowerModel, mixedModel, textModel, severalModel, scalerModel];
  for (const make of [...models, () => wideModel(64), () => wideModel(5000)]) {
    const model = make();
    it(`takes at most 20 kB for ${model.name} with ${model.signature.inputs.length} inputs`, async () => {
      const html = await docsOf(model);
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
      expect(html).toContain("http://example.org:8080/predict");
      expect(withoutLoader(html)).not.toContain("<script");
      expect(html).not.toContain("undefined");
    });
  }

  it("shows the answer to the example, and is there without one", async () => {
    const answer = /<pre><code>\{\s+&quot;prediction&quot;/;
    expect(await docsOf(salaryModel())).toMatch(answer);
    const options = { summary: "Normalizer", named: false, inputs: [] };
    const anyWidth = fakeModel({
      name: "any.pkl",
      ...options,
      answer: () => ({ prediction: 1 }),
    });
    const failing = { ...salaryModel(), predict: () => Promise.reject(new Error("no")) };
    for (const model of [anyWidth, failing]) expect(await docsOf(model)).not.toMatch(answer);
  });

  it("is led to from every page, and leads to addresses that are there", async () => {
    const app = createServer(salaryModel());
    const html = { accept: "text/html" };
    const home = await app.inject({ url: "/", headers: html });
    expect(home.body.match(/href="\.\/docs"/g)).toHaveLength(2);
    const lost = await app.inject({ url: "/a/b", headers: html });
    expect(lost.body).toContain('href="../docs"');
    const docs = await app.inject({ url: "/docs", headers: html });
    const links = [...docs.body.matchAll(/href="(\.\/[^"]*)"/g)].map((match) => match[1] ?? "");
    expect(new Set(links).size).toBeGreaterThan(4);
    for (const link of new Set(links)) {
      const { pathname } = new URL(link, "http://localhost/docs");
      expect([pathname, (await app.inject(pathname)).statusCode]).toEqual([pathname, 200]);
    }
    await app.close();
  });
});

describe("the API's page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 30_000);
  afterAll(() => browser.close());

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [390, 1280]) {
      it(`fits ${width} px, ${colorScheme}, without JavaScript`, async () => {
        const app = createServer(mixedModel());
        const { url } = await listen(app, { port: 0 });
        const options = {
          colorScheme,
          javaScriptEnabled: false,
          viewport: { width, height: 800 },
        };
        const { page, complaints, outside, close } = await visit(browser, `${url}/docs`, options);
        const main = await page.locator("main").boundingBox();
        expect(main?.width).toBeLessThanOrEqual(width);
        const header = await page.locator("header nav").boundingBox();
        expect((header?.x ?? 0) + (header?.width ?? width)).toBeLessThanOrEqual(width);
        await screenshot(page, `docs-${width}-${colorScheme}`);
        await page.locator("nav a", { hasText: "Predict" }).click();
        expect(new URL(page.url()).pathname).toBe("/");
        await screenshot(page, `home-nav-${width}-${colorScheme}`);
        expect([complaints, outside]).toEqual([[], []]);
        await close();
        await app.close();
      });
    }
  }
});
