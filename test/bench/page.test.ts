// docs/performance.md says what the committed results say, with every miss.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderPage } from "../../bench/page/page.ts";
import { renderPlot } from "../../bench/page/plot.ts";
import { plotsOf } from "../../bench/page/plots.ts";
import type { Results } from "../../bench/results.ts";

const root = join(import.meta.dirname, "../..");
const results: Results = JSON.parse(readFileSync(join(root, "bench/results/latest.json"), "utf8"));
const page = readFileSync(join(root, "docs/performance.md"), "utf8");

describe("docs/performance.md", () => {
  it("is what the results say (npm run bench -- --page bench/results/latest.json writes it)", () => {
    expect(page).toBe(renderPage(results));
  });

  it("shows the plots of these results", () => {
    const plots = plotsOf(results);
    for (const [name, plot] of plots) {
      const file = join(root, "docs/images", `${name}.svg`);
      expect(readFileSync(file, "utf8")).toBe(renderPlot(plot));
      expect(page).toContain(`(images/${name}.svg)`);
    }
    expect(plots.size).toBe(page.match(/\.svg\)/g)?.length);
  });

  it("marks a floor that is missed", () => {
    const [duel, ...others] = results.duels.filter(({ floor }) => floor !== null);
    if (duel === undefined) throw new Error("no floors");
    const missed = { ...duel, floor: 123_456, isMet: false };
    const text = renderPage({ ...results, duels: [missed, ...others] });
    expect(text).toContain("123,456× **missed**");
    expect(text).toMatch(/\*\*\d+ of \d+ floors are met, \d+ are missed\*\*/);
  });
});

describe("renderPlot", () => {
  it("escapes names, and leaves out what has no logarithm", () => {
    const points = [
      [0, 1],
      [10, 5],
      [100, 50],
    ] as const;
    const line = { name: "a < b & c", isOurs: true, points };
    const svg = renderPlot({ title: "t", xLabel: "x", yLabel: "y", lines: [line] });
    expect(svg).toContain("a &lt; b &amp; c");
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});
