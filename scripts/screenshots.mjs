// `npm run screenshots [-- FOLDER]`: pictures of all pages, light and dark, on a phone and on a desk, of models in this
// repository; without a folder, in .cache/screenshots. `--readme` takes those of README as well. `npm run build` first.

import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { createApp } from "../dist/server/index.js";
import { openPredictionLog } from "../src/store/prediction-log.ts";
import { root } from "./setup.mjs";

const words = process.argv.slice(2);
const isForReadme = words.includes("--readme");
const folder = resolve(
  words.find((word) => !word.startsWith("--")) ?? join(root, ".cache/screenshots"),
);
mkdirSync(folder, { recursive: true });

/** A model's file, what its config would say, and what is asked of it. */
const models = {
  salary: {
    file: "examples/salary/model.pkl",
    config: {
      title: "Salaries",
      description: "Estimates a salary from experience and the scores of two tests.",
      answer: { unit: "$" },
      fields: {
        experience: { unit: "years", min: 0, max: 25, example: 2 },
        test_score: { min: 0, max: 10, kind: "integer", example: 9 },
        interview_score: { min: 0, max: 10, kind: "integer", example: 6 },
      },
    },
    query: "experience=2&test_score=9&interview_score=6",
  },
  iris: {
    file: "starters/iris/model.pkl",
    config: {
      title: "Irises",
      description: "Names the species of an iris by the lengths of its leaves.",
      answer: { label: "Species" },
      fields: Object.fromEntries(
        ["sepal_length", "sepal_width", "petal_length", "petal_width"].map((name) => [
          name,
          { unit: "cm", min: 0 },
        ]),
      ),
    },
    query: "sepal_length=6.1&sepal_width=2.9&petal_length=4.7&petal_width=1.6",
  },
  text: {
    file: "starters/text/model.pkl",
    config: { title: "Messages to a shop" },
    query: "text=You+charged+me+twice",
  },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
});
try {
  for (const [name, model] of Object.entries(models)) await takeAll(name, model);
} finally {
  await browser.close();
}
console.log(`The pictures are in ${folder}.`);

async function takeAll(name, { file, config, query }) {
  const log = await openPredictionLog(join(mkdtempSync(join(tmpdir(), "picklejar-")), "log.jsonl"));
  const app = await createApp({ model: join(root, file), config, log });
  const { url } = await app.listen({ port: 0 });
  try {
    for (const width of [1280, 390]) {
      for (const colorScheme of ["light", "dark"]) {
        const context = await browser.newContext({ viewport: { width, height: 860 }, colorScheme });
        const page = await context.newPage();
        const take = async (what) => {
          const path = join(folder, `${name}-${what}-${width}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true });
        };
        await page.goto(`${url}/?${query}`);
        await page.getByRole("switch").waitFor();
        await page.getByRole("button", { name: "Predict" }).click();
        await page.getByRole("link", { name: "Copy link" }).waitFor();
        await page.getByRole("link", { name: "Predict", exact: true }).focus();
        await take("home");
        if (isForReadme && name === "iris" && width === 1280) {
          const path = join(root, "docs/images", `iris-${colorScheme}.png`);
          await page.screenshot({ path });
        }
        await page.goto(`${url}/nothing/here`);
        await take("missing");
        for (const link of await pagesOf(page, url)) {
          await page.goto(link);
          await page.waitForLoadState("networkidle");
          await take(new URL(link).pathname.slice(1).replaceAll("/", "-"));
        }
        await context.close();
      }
    }
  } finally {
    await app.close();
  }
}

/** The pages that the header leads to, besides the form. */
async function pagesOf(page, url) {
  const links = await page.locator("nav a").evaluateAll((all) => all.map((link) => link.href));
  return links.filter((link) => link !== `${url}/`);
}
