import { describe, expect, it } from "vitest";
import { answerWriter } from "../../src/predict/answer-json.ts";
import { formatAnswer } from "../../src/predict/format.ts";
import type { Prediction } from "../../src/predict/prediction.ts";
import type { OutputField, Signature } from "../../src/signature/signature.ts";
import { signatureOf } from "../signature/fake-estimator.ts";

const model = { name: 'a "model"', version: "1" };

function signature(...outputs: readonly OutputField[]): Signature {
  return { ...signatureOf([], false), outputs };
}

const number: OutputField = { name: "prediction", kind: "number" };

function classesOf(...classNames: readonly string[]): OutputField {
  return { name: "prediction", kind: "class", classes: [...classNames], classNames };
}

function shares(...probabilities: readonly number[]): Prediction["probabilities"] {
  return probabilities.map((probability, i) => ({ label: i, probability }));
}

describe("answerWriter", () => {
  const cases: readonly (readonly [string, Signature, Prediction])[] = [
    ["a number", signature(number), { prediction: 53290.89046 }],
    ["a whole number", signature(number), { prediction: 1e21 }],
    ["a negative zero", signature(number), { prediction: -0 }],
    ["no finite number", signature(number), { prediction: Number.NaN }],
    ["null", signature(number), { prediction: null }],
    ["a list", signature(number), { prediction: [1, [2, null]] }],
    ["a large integer", signature(number), { prediction: 2n ** 70n }],
    ["a truth", signature(number), { prediction: true }],
    ["a label", signature(classesOf("a", '"b"')), { prediction: '"b"\u2028\ud800' }],
    [
      "probabilities",
      signature(classesOf("ham", "spam")),
      { prediction: "ham", probabilities: shares(0.25, 0.75) ?? [] },
    ],
    [
      "odd probabilities",
      signature(classesOf("ham", "spam", "eggs")),
      { prediction: "ham", probabilities: shares(1e-300, Number.NaN, -0) ?? [] },
    ],
    [
      "labels that are names of properties",
      signature(classesOf("__proto__", "constructor")),
      { prediction: "x", probabilities: shares(0.5, 0.5) ?? [] },
    ],
    [
      "labels that objects put in another order",
      signature(classesOf("-1", "b", "1", "0")),
      { prediction: 1, probabilities: shares(0.1, 0.2, 0.3, 0.4) ?? [] },
    ],
    [
      "labels that are the same",
      signature(classesOf("a", "a")),
      { prediction: "a", probabilities: shares(0.4, 0.6) ?? [] },
    ],
    [
      "more probabilities than labels",
      signature(classesOf("a")),
      { prediction: "a", probabilities: shares(0.4, 0.6) ?? [] },
    ],
    [
      "a label without a name",
      signature(number),
      { prediction: 0, probabilities: shares(0.4, 0.6) ?? [] },
    ],
    [
      "several outputs",
      signature(number, number),
      { prediction: [1, 2], outputProbabilities: [shares(0.4, 0.6) ?? []] },
    ],
    ["warnings", signature(number), { prediction: 1, warnings: ["Unusual."] }],
    ["no warnings after all", signature(number), { prediction: 1, warnings: [] }],
  ];

  it.each(cases)("writes %s as JSON.stringify does", (_, asked, prediction) => {
    const id = "3f0c";
    const wanted = JSON.stringify(formatAnswer(prediction, { signature: asked, model, id }));
    expect(answerWriter({ signature: asked, model })(prediction, id)).toBe(wanted);
  });
});
