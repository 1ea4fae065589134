// What a visit costs, measured: HTML as it is sent, styles and programs as gzip makes them (kB = 1,000 bytes).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bundleText, listBundles } from "../../src/pages/bundles.ts";
import { pageList } from "../../src/pages/page-list.ts";
import { createPages } from "../../src/pages/pages.tsx";
import {
  flowerModel,
  mixedModel,
  salaryModel,
  textModel,
  wideModel,
} from "../server/fake-models.ts";

const styles = join(import.meta.dirname, "../../src/pages/styles");

function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

describe("a page", () => {
  it.each(pageList.map(({ name, style }) => [name, style]))(
    "%s has at most 6 kB of styles",
    (_name, style) => {
      const files = ["base", ...(style === null ? [] : [style])];
      const css = files.map((file) => readFileSync(join(styles, `${file}.css`), "utf8"));
      expect(gzipped(css.join("\n"))).toBeLessThanOrEqual(6000);
    },
  );

  it.each(pageList.map(({ name, island }) => [name, island ?? "shell"]))(
    "%s has at most 15 kB of JavaScript",
    (_name, island) => {
      const { file } = listBundles().get(island) ?? { file: "" };
      const text = bundleText(file) ?? "";
      expect(text.length).toBeGreaterThan(500);
      expect(gzipped(text)).toBeLessThanOrEqual(15_000);
    },
  );
});

describe("the page for files", () => {
  it.each([salaryModel(), flowerModel(), textModel(), mixedModel(), wideModel(5000)])(
    "of $name is sent in 20 kB",
    (model) => {
      const facts = { origin: "http://localhost:5000", batchBytes: 2 ** 30, keptMinutes: 60 };
      const html = createPages(model).renderBatch({ ...facts, jobs: [] }, "./");
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
    },
  );
});

describe("the form", () => {
  it.each([salaryModel(), flowerModel(), textModel()])("of $name is sent in 20 kB", (model) => {
    const pages = createPages(model);
    const state = { values: null, problem: null, answer: null, origin: "http://localhost:5000" };
    expect(Buffer.byteLength(pages.renderHome(state))).toBeLessThanOrEqual(20_000);
  });

  it("of mixed columns with hundreds of suggestions is 20 kB when packed", () => {
    const state = { values: null, problem: null, answer: null, origin: "http://localhost:5000" };
    expect(gzipped(createPages(mixedModel()).renderHome(state))).toBeLessThanOrEqual(20_000);
  });
});
