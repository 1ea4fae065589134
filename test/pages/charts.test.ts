import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import {
  axisValues,
  Histogram,
  Outlines,
  outlinePath,
} from "../../src/pages/charts/distributions.tsx";
import { duration, percent, shortNumber } from "../../src/pages/charts/numbers.ts";
import { plotHeight } from "../../src/pages/charts/plot.tsx";
import { countTicks, timeTicks, valueTicks } from "../../src/pages/charts/ticks.ts";
import { LatencyBand, linePath, StackedCounts } from "../../src/pages/charts/time-charts.tsx";

describe("valueTicks", () => {
  it.each([
    [3.2, [0, 1, 2, 3, 4]],
    [100, [0, 50, 100]],
    [0.07, [0, 0.02, 0.04, 0.06, 0.08]],
    [1e9, [0, 5e8, 1e9]],
    [0, [0, 0.5, 1]],
    [Number.NaN, [0, 0.5, 1]],
  ])("from 0 to at least %d in steps of 1, 2 or 5", (highest, ticks) => {
    expect(valueTicks(highest)).toEqual(ticks);
  });

  it("has no halves for counts", () => {
    for (const highest of [0, 1, 2, 3, 7, 12_345]) {
      const ticks = countTicks(highest);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
    }
  });
});

describe("timeTicks", () => {
  it("marks round times, and days where hours would be too many", () => {
    const from = Date.UTC(2026, 10, 21, 5, 40);
    const texts = (hours: number): string[] =>
      timeTicks(from, from + hours * 3_600_000, 4).map(({ text }) => text);
    expect(texts(1)).toEqual(["05:45", "06:00", "06:15", "06:30"]);
    expect(texts(24)).toEqual(["06:00", "12:00", "18:00", "00:00"]);
    expect(texts(24 * 7)).toEqual(["23 Nov", "25 Nov", "27 Nov"]);
  });
});

describe("numbers beside charts", () => {
  it("are short, with their units", () => {
    expect([12_408, 0.25, 999.6, 1e6, 0, -1234, 1e-5].map(shortNumber)).toEqual([
      "12.4k",
      "0.25",
      "1k",
      "1M",
      "0",
      "-1.23k",
      "1.0e-5",
    ]);
    expect([0.0312, 3.14, 12.6, 250.4, 1234].map(duration)).toEqual([
      "0.031 ms",
      "3.1 ms",
      "13 ms",
      "250 ms",
      "1.2 s",
    ]);
  });

  it("never say 0 % or 100 % of what is a little more or less", () => {
    expect([0, 0.00001, 0.0002, 0.873, 0.99999, 1].map(percent)).toEqual([
      "0 %",
      "< 0.01 %",
      "0.02 %",
      "87.3 %",
      "> 99.9 %",
      "100 %",
    ]);
  });
});

const hour = { from: 0, to: 3_600_000 };
const words = { title: "T", description: "D" };

describe("StackedCounts", () => {
  const chart = (...series: number[][]): string =>
    renderToString(
      StackedCounts({
        ...words,
        ...hour,
        series: series.map((counts, i) => ({ name: String(i), look: "good", counts })),
      }),
    );

  it("stands columns on each other, from 0, as high as their counts", () => {
    const html = chart([5, 0, 10], [5, 0, 0]);
    const [first = "", second = ""] = [...html.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d);
    const half = plotHeight / 2;
    expect(first).toBe(
      `M0.1 ${plotHeight}V${half}h.8V${plotHeight}zM2.1 ${plotHeight}V0h.8V${plotHeight}z`,
    );
    expect(second).toBe(`M0.1 ${half}V0h.8V${half}z`);
    expect(html).toContain('role="img"');
    expect(html).toContain("<desc>D</desc>");
  });

  it("shows one of a million, and says where there is nothing", () => {
    expect(chart([1_000_000], [0], [1])).toContain("M0.1 93V90h.8V93z");
    expect(chart([9_999_999], [1])).toMatch(/M0\.1 3V0h/);
    const empty = chart([0, 0]);
    expect(empty).toContain("no data");
    expect(empty).not.toContain("<path");
  });
});

describe("LatencyBand", () => {
  it("is broken where nothing was answered, and a dot where one was alone", () => {
    expect(linePath([5, 10, null, 5], 10)).toBe(
      `M0.5 ${plotHeight / 2}l1-${plotHeight / 2}M3.5 ${plotHeight / 2}h0`,
    );
    const band = { ...words, ...hour, low: [1, 2, null], high: [2, 4, null] };
    const html = renderToString(LatencyBand(band));
    const h = plotHeight;
    expect(html).toContain(`M0.5 ${h / 2}l1-${h / 2}v${h / 2}l-1 ${h / 4}z`);
    expect(renderToString(LatencyBand({ ...band, low: [null], high: [null] }))).toContain(
      "no data",
    );
  });
});

describe("Histogram", () => {
  it("marks round values of its range, with the unit", () => {
    expect(axisValues(0, 10)).toEqual([0, 5, 10]);
    expect(axisValues(-0.3, 0.3)).toEqual([-0.2, 0, 0.2]);
    expect(axisValues(5, 5)).toEqual([]);
    const html = renderToString(
      Histogram({ ...words, counts: [1, 2], low: 0, high: 10, unit: "cm" }),
    );
    expect(html).toMatch(/x="50\.0%"[^>]*>5</);
    expect(html).toContain(">0 cm<");
  });
});

describe("Outlines", () => {
  it("compares shapes, whatever their sizes", () => {
    const html = renderToString(Outlines({ label: "L", now: [1, 3], reference: [100, 300] }));
    const paths = [...html.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d);
    expect(paths).toHaveLength(2);
    expect(paths[0]).toBe(paths[1]);
    expect(outlinePath([0.5, 1], 1)).toBe("M0 27V14H60V2H120V27");
    expect(outlinePath([0, 0], 0)).toBe("M0 27V27H60V27H120V27");
  });

  it("is the picture of one where there is no other", () => {
    const html = renderToString(Outlines({ label: "<L>", now: [1], reference: null }));
    expect(html.match(/<path/g)).toHaveLength(1);
    expect(html).toContain('aria-label="&lt;L>"');
  });
});
