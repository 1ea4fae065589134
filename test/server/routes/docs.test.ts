import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../../../src/predict/model.ts";
import type { Model } from "../../../src/predict/prediction.ts";
import { createServer } from "../../../src/server/app.ts";
import { listen } from "../../../src/server/listen.ts";
import { findViolations } from "../../pages/axe.ts";
import { openBrowser, screenshot, visit } from "../../pages/browser.ts";
import { fixturePath } from "../../predict/batch/run-batch.ts";
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
    const answer = /<code>\{\s+&quot;prediction&quot;/;
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
    expect(home.body).toContain('href="./docs"');
    const lost = await app.inject({ url: "/a/b", headers: html });
    expect(lost.body).toContain('href="../docs"');
    const docs = await app.inject({ url: "/docs", headers: html });
    const links = [...docs.body.matchAll(/href="(\.\/[^"]*)"/g)].map((match) => match[1] ?? "");
    expect(new Set(links).size).toBeGreaterThan(10);
    for (const link of new Set(links)) {
      const { pathname } = new URL(link, "http://localhost/docs");
      expect([pathname, (await app.inject(pathname)).statusCode]).toEqual([pathname, 200]);
    }
    await app.close();
  });

  it("draws how much each input decided, where trees tell it", async () => {
    const model = await loadModel(fixturePath("forest.pkl"));
    expect((await docsOf(model)).match(/class="weight"/g)).toHaveLength(4);
    expect(await docsOf(salaryModel())).not.toContain('class="weight"');
  });
});

describe("GET /docs/requests/:id", () => {
  it("tells every error that the request can answer with, and what to do", async () => {
    const app = createServer(mixedModel());
    const { paths } = (await app.inject("/openapi.json")).json<OpenApi>();
    const operations = Object.values(paths).flatMap((item) => Object.values(item));
    expect(operations.length).toBeGreaterThan(6);
    for (const { operationId, responses } of operations) {
      const page = await app.inject(`/docs/requests/${operationId}`);
      expect([operationId, page.statusCode]).toEqual([operationId, 200]);
      expect(Buffer.byteLength(page.body)).toBeLessThanOrEqual(20_000);
      const codes = Object.values(responses).flatMap(({ content }) => {
        return Object.keys(content?.["application/problem+json"]?.examples ?? {});
      });
      for (const code of codes)
        expect(page.body).toMatch(new RegExp(` ${code}</span></th><td>\\w`));
      expect(page.body).not.toMatch(/<td>[^<]*\{\w+\}/);
    }
    expect((await app.inject("/docs/requests/none")).statusCode).toBe(404);
    await app.close();
  });
});

describe("the page of a request", () => {
  it("is within its size where a row is long", async () => {
    for (const width of [64, 5000]) {
      const app = createServer(wideModel(width));
      const { body } = await app.inject("/docs/requests/predict");
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(width === 64 ? 24_000 : 60_000);
      expect(body).toContain("<summary>Python</summary>");
      await app.close();
    }
  });
});

describe("GET /docs.txt", () => {
  it("tells the same as plain text, of a size that is read", async () => {
    for (const [model, most] of [
      [salaryModel(), 12_000],
      [wideModel(5000), 40_000],
    ] as const) {
      const app = createServer(model);
      const { body, headers } = await app.inject({
        url: "/docs.txt",
        headers: { host: "example.org" },
      });
      expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(most);
      expect(body).toContain("http://example.org/predict");
      for (const part of ["Inputs", "Requests", "Errors", "The model", "Limits"]) {
        expect(body).toContain(`\n## ${part}\n`);
      }
      expect(body).toContain("- 400 INPUT_INVALID: ");
      expect(body).not.toMatch(/<\w+|undefined|\bnull\b,/);
      await app.close();
    }
  });
});

describe("GET /docs/api", () => {
  it("takes its files from this server, for good, packed or not", async () => {
    const app = createServer(salaryModel());
    const page = await app.inject("/docs/api");
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("style-src 'self' 'sha256-");
    expect(policy).not.toContain("unsafe");
    expect(Buffer.byteLength(page.body)).toBeLessThanOrEqual(20_000);
    for (const name of ["script", "style"]) {
      const [, path = ""] = new RegExp(`data-${name}="\\.\\.(/[^"]+)"`).exec(page.body) ?? [];
      const plain = await app.inject(path);
      const packed = await app.inject({ url: path, headers: { "accept-encoding": "gzip" } });
      expect([plain.statusCode, packed.headers["content-encoding"]]).toEqual([200, "gzip"]);
      expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
      expect(plain.headers["cache-control"]).toContain("immutable");
      const digest = createHash("sha256").update(plain.rawPayload).digest("base64");
      expect(page.body).toContain(`="sha256-${digest}"`);
    }
    expect((await app.inject("/_picklejar/explorer/package.json")).statusCode).toBe(404);
    await app.close();
  });
});

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

interface OpenApiOperation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly examples?: object }>> }>
  >;
}

describe("the API's pages in a browser", () => {
  let browser: Browser;
  let app: FastifyInstance;
  let url: string;
  let flowers: FastifyInstance;
  let flowersUrl: string;
  beforeAll(async () => {
    browser = await openBrowser();
    app = createServer(mixedModel());
    ({ url } = await listen(app, { port: 0 }));
    // Swagger UI cannot say `__proto__`, which the mixed model asks for.
    flowers = createServer(flowerModel());
    ({ url: flowersUrl } = await listen(flowers, { port: 0 }));
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    await Promise.all([app.close(), flowers.close()]);
  });

  for (const [width, colorScheme] of [
    [390, "dark"],
    [1280, "light"],
  ] as const) {
    const options = { colorScheme, viewport: { width, height: 800 } };

    it(`are asked in place at ${width} px, ${colorScheme}`, async () => {
      const { page, complaints, outside, close } = await visit(browser, `${url}/docs`, options);
      await page.getByRole("button", { name: "Send it again" }).click();
      await page.locator(".result", { hasText: "200 OK" }).waitFor();
      await page.locator("#request-predict summary").click();
      const request = page.locator("#request-predict .request");
      await request.getByLabel("What is sent").fill("[1]");
      await request.getByRole("button", { name: "Send", exact: true }).click();
      await request.locator(".result", { hasText: "INPUT_INVALID" }).waitFor();
      await page.locator("#request-ready summary").click();
      await page.locator("#request-ready").getByText("Send", { exact: true }).click();
      await page.locator("#request-ready .result", { hasText: "200 OK" }).waitFor();
      expect(await overflow(page)).toBe(0);
      expect(await findViolations(page)).toEqual([]);
      await screenshot(page, `docs-${width}-${colorScheme}`);
      expect([complaints.filter((one) => !one.includes("400")), outside]).toEqual([[], []]);
      await close();
    });

    it(`are explored at ${width} px, ${colorScheme}`, async () => {
      const visitor = await visit(browser, `${flowersUrl}/docs`, options);
      const { page, complaints, outside, close } = visitor;
      await page.getByRole("link", { name: "explorer" }).click();
      const operation = page.locator("#operations-default-predict");
      await operation.locator("button.opblock-summary-control").click();
      await operation.getByRole("button", { name: "Execute" }).click();
      await operation.locator(".live-responses-table", { hasText: '"prediction"' }).waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      const isDark = await page.evaluate<boolean>(
        "document.documentElement.classList.contains('dark-mode')",
      );
      expect(isDark).toBe(colorScheme === "dark");
      await screenshot(page, `explorer-${width}-${colorScheme}`);
      expect([complaints, outside]).toEqual([[], []]);
      await close();
    });
  }

  it("lead everywhere without JavaScript", async () => {
    for (const width of [390, 1280]) {
      const options = { javaScriptEnabled: false, viewport: { width, height: 800 } };
      const { page, complaints, outside, close } = await visit(browser, `${url}/docs`, options);
      expect(await page.getByRole("button").count()).toBe(0);
      await page.locator('.requests a[href$="/predictByQuery"]').click();
      await page.getByRole("link", { name: "Send" }).click();
      expect(new URL(page.url()).pathname).toBe("/predict");
      await page.goto(`${url}/docs/api`);
      expect(await page.getByText("it needs JavaScript").isVisible()).toBe(true);
      await page.locator("nav a", { hasText: "Predict" }).click();
      expect(new URL(page.url()).pathname).toBe("/");
      expect([complaints, outside]).toEqual([[], []]);
      await close();
    }
  });
});

/** By how much a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}
