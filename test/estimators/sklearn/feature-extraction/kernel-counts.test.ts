import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../../src/errors.ts";
import { compileTokenPattern } from "../../../../src/estimators/regex/token-pattern.ts";
import { KernelCounts } from "../../../../src/estimators/sklearn/feature-extraction/kernel-counts.ts";
import type { PlainAnalysis } from "../../../../src/estimators/sklearn/feature-extraction/token-buffer.ts";
import { SparseRows } from "../../../../src/estimators/sparse-rows.ts";

const fail = () => new PicklejarError("ESTIMATOR_UNSUPPORTED", { className: "A vectorizer" });
const { runs } = compileTokenPattern("(?u)\\b\\w\\w+\\b", { refuse: fail, overrun: fail });

const words: PlainAnalysis = {
  prepare: (text) => text.toLowerCase(),
  lower: true,
  tokens: runs ?? "char",
  range: { least: 1, most: 2 },
  stopWords: new Set(["the", "über"]),
};

const terms = new Map([
  ["été", 0],
  ["a_longer_term", 1],
  ["été a_longer_term", 2],
  ["日本", 3],
  ["half \ud800", 4],
  ["", 5],
]);

/** Columns and values of texts that are counted; null for those that only others can count. */
function counted(texts: readonly string[], analysis: PlainAnalysis = words): unknown {
  const counts = KernelCounts.for(analysis, terms.size, { kind: "terms", terms });
  return texts.map((text) => {
    const rows = new SparseRows();
    if (counts?.addEntries(text, rows, (sum) => sum) !== true) return null;
    rows.endRow();
    const { indices, values } = rows.matrix(terms.size);
    return Array.from(indices, (column, i) => [column, values[i]]);
  });
}

describe("KernelCounts", () => {
  it("counts words of any script, and those together that stand together without stop words", () => {
    expect(
      counted(["ÉTÉ the Über A_longer_term", "日本 日本 x", "", "\u{1f600}été\u{1f600}"]),
    ).toEqual([
      [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
      [[3, 2]],
      [],
      [[0, 1]],
    ]);
  });

  it("counts characters of any script", () => {
    const analysis: PlainAnalysis = { ...words, tokens: "char", range: { least: 2, most: 3 } };
    expect(counted(["été, 日本"], analysis)).toEqual([
      [
        [0, 1],
        [3, 1],
      ],
    ]);
  });

  it("leaves to others halves of surrogates, rare code points, and texts that are very long", () => {
    const texts = ["été \ud800", "été \u{20000}", "été ".repeat(40_000), "x".repeat(70_000)];
    expect(counted(texts)).toEqual([null, null, null, null]);
  });

  it("is not there for more columns than there is a place for", () => {
    const lookup = { kind: "hashes", alternate: true } as const;
    expect(KernelCounts.for(words, 2 ** 22, lookup)).not.toBeNull();
    expect(KernelCounts.for(words, 2 ** 22 + 1, lookup)).toBeNull();
  });
});
