import { describe, expect, it } from "vitest";
import { answerValueText, renderAnswerText } from "../../src/predict/answer-text.ts";
import type { Prediction } from "../../src/predict/prediction.ts";
import type { OutputField } from "../../src/signature/signature.ts";

const number: OutputField = { name: "prediction", kind: "number" };
const label: OutputField = {
  name: "prediction",
  kind: "class",
  classes: [0, 1],
  classNames: ["0", "1"],
};

function render(
  output: OutputField | readonly OutputField[],
  prediction: Prediction,
): string | null {
  const outputs = Array.isArray(output) ? output : [output];
  return renderAnswerText(prediction, { inputs: [], named: true, outputs, probabilities: false });
}

describe("renderAnswerText", () => {
  it("is null without a wording", () => {
    expect(render(number, { prediction: 1 })).toBeNull();
  });

  it("words a number as Python's round and str.format do", () => {
    const prediction = 53290.89255944764;
    const words = (text: string, decimals?: number): string | null =>
      render({ ...number, text, ...(decimals !== undefined && { decimals }) }, { prediction });
    expect(words("Employee Salary should be $ {}", 2)).toBe("Employee Salary should be $ 53290.89");
    expect(words("{answer}")).toBe("53290.89255944764");
    expect(words("{answer}", 0)).toBe("53291");
    expect(words("{answer:>12,.1f}, {answer:.3g}")).toBe("    53,290.9, 5.33e+04");
    expect(words("{answer:,.2f} {{net}}")).toBe("53,290.89 {net}");
    expect(render({ ...number, text: "{}", decimals: 2 }, { prediction: 5 })).toBe("5.0");
  });

  it("words a class by its label, with its probability", () => {
    const probabilities = [
      { label: 0, probability: 0.25 },
      { label: 1, probability: 0.75 },
    ];
    const prediction = { prediction: 1, probabilities };
    const text = "{answer} ({probability:.0%}, {probability})";
    expect(render({ ...label, text }, prediction)).toBe("1 (75%, 0.75)");
    const labels = [{ value: "1", label: "Survived" }];
    expect(render({ ...label, text, labels }, prediction)).toBe("Survived (75%, 0.75)");
    expect(render({ ...label, text, labels }, { prediction: 0 })).toBe("0 (, )");
    expect(
      render({ ...label, text: "{label}: {answer} {unit}", label: "Fate", unit: "!" }, prediction),
    ).toBe("Fate: 1 !");
  });

  it("words the verdict of an anomaly detector and a cluster's number", () => {
    const labels = [{ value: "-1", label: "strange" }];
    const verdict: OutputField = { name: "prediction", kind: "anomaly", text: "{answer}", labels };
    expect(render(verdict, { prediction: -1 })).toBe("strange");
    expect(render({ ...verdict, kind: "cluster" }, { prediction: 3 })).toBe("3");
  });

  it("words each of several answers", () => {
    const outputs = [
      { ...number, text: "{answer} m", decimals: 1 },
      { ...label, text: "and {answer}" },
      number,
    ];
    const outputProbabilities = [[], [{ label: 1, probability: 0.5 }]];
    const prediction = { prediction: [2.25, 1, 7], outputProbabilities };
    expect(render(outputs, prediction)).toBe("2.2 m and 1");
  });

  it("has words for what is no finite number", () => {
    expect(render({ ...number, text: "{answer}" }, { prediction: null })).toBe("None");
  });
});

describe("answerValueText", () => {
  it("writes labels as Python's str does", () => {
    const names: OutputField = {
      name: "p",
      kind: "class",
      classes: [true, false],
      classNames: ["True", "False"],
    };
    expect(answerValueText(true, names)).toBe("True");
    expect(answerValueText("a", { name: "p", kind: "class" })).toBe("a");
  });

  it("writes a transformer's row number by number", () => {
    expect(answerValueText([1, 2.345], { name: "p", kind: "vector", decimals: 2 })).toBe(
      "[1.0, 2.35]",
    );
  });
});
