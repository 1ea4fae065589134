import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/estimators/delegation.ts";
import { floatMatrix } from "../../src/estimators/results.ts";
import type { ArrayResult, Samples } from "../../src/estimators/samples.ts";
import { inTextBlocks } from "../../src/estimators/text-blocks.ts";

const values = Array.from({ length: 1000 }, (_, i) => "x".repeat(i % 7));

/** An estimator of texts by their length, which notes how many it is asked of. */
function lengths(): { readonly asked: number[]; readonly answers: Answers } {
  const asked: number[] = [];
  const textsOf = (samples: Samples) => {
    const texts = samples.kind === "texts" ? samples.values : [];
    asked.push(texts.length);
    return texts;
  };
  const probabilities = (samples: Samples): ArrayResult => {
    const texts = textsOf(samples);
    const data = Float64Array.from(texts.flatMap(({ length }) => [length, -length]));
    return floatMatrix(data, texts.length, 2);
  };
  const answers: Answers = {
    predict(samples) {
      const data = textsOf(samples).map(({ length }) => (length > 3 ? "long" : "short"));
      return { kind: "array", shape: [data.length], type: "str", data };
    },
    predictProba: (samples) => [probabilities(samples), probabilities(samples)],
    predictLogProba: probabilities,
    decisionFunction: probabilities,
  };
  return { asked, answers };
}

describe("inTextBlocks", () => {
  const samples = { kind: "texts", values } as const;
  const methods = ["predict", "predictProba", "predictLogProba", "decisionFunction"] as const;

  it.each(methods)("gives by %s what all texts at once give", (method) => {
    const { asked, answers } = lengths();
    const blocks = inTextBlocks(answers, 5000);
    const answer = blocks[method]?.(samples);
    expect(Math.max(...asked)).toBeLessThan(500);
    expect(answer).toEqual(answers[method]?.(samples));
    expect(Object.keys(blocks)).toEqual(Object.keys(answers));
  });

  it("asks once of few texts, of few features, and of what is no text", () => {
    const { asked, answers } = lengths();
    inTextBlocks(answers, 5000).predict?.({ kind: "texts", values: values.slice(0, 100) });
    inTextBlocks(answers, 100).predict?.(samples);
    inTextBlocks(answers, null).predict?.(samples);
    inTextBlocks(answers, 5000).predict?.({
      kind: "dense",
      data: new Float64Array(900),
      rows: 900,
      columns: 1,
    });
    expect(asked).toEqual([100, 1000, 1000, 0]);
  });

  it("has no method more than the estimator", () => {
    expect(inTextBlocks({}, 5000)).toEqual({});
  });
});
