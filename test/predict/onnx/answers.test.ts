// Outputs of ONNX graphs as answers: labels against probabilities, batches that are filled up, outputs that do not fit.
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import { answersFrom } from "../../../src/predict/onnx/answers.ts";
import { feedBatches } from "../../../src/predict/onnx/feeds.ts";
import type { AnswerPlan, OnnxPlan } from "../../../src/predict/onnx/plan.ts";
import type { PlainTensor } from "../../../src/predict/onnx/tensors.ts";

const classification: AnswerPlan = {
  label: "label",
  probabilities: "probabilities",
  labels: { type: "str", values: ["no", "yes"] },
  isTopClass: false,
  values: [],
  width: 1,
};

function labels(...data: readonly string[]): PlainTensor {
  return { name: "label", type: "string", dims: [data.length], data };
}

function shares(...rows: readonly (readonly number[])[]): PlainTensor {
  const data = Float32Array.from(rows.flat());
  return {
    name: "probabilities",
    type: "float32",
    dims: [rows.length, rows[0]?.length ?? 0],
    data,
  };
}

describe("answersFrom", () => {
  it("gives the model's labels, and says where the largest probability is another's", () => {
    const tensors = [labels("yes", "yes", "no"), shares([0.25, 0.75], [0.75, 0.25], [0.5, 0.5])];
    const { prediction, probabilities, remarks } = answersFrom(classification, [
      { tensors, rows: 3 },
    ]);
    expect(prediction).toEqual({
      kind: "array",
      shape: [3],
      type: "str",
      data: ["yes", "yes", "no"],
    });
    expect(probabilities?.data).toEqual(Float64Array.of(0.25, 0.75, 0.75, 0.25, 0.5, 0.5));
    expect([...remarks.keys()]).toEqual([1]);
  });

  it("puts labels right where the graph says that they are those of the largest probability", () => {
    const tensors = [labels("yes", "yes", "no"), shares([0.25, 0.75], [0.75, 0.25], [0.5, 0.5])];
    const plan = { ...classification, isTopClass: true };
    const { prediction, remarks } = answersFrom(plan, [{ tensors, rows: 3 }]);
    expect(prediction.data).toEqual(["yes", "no", "no"]);
    expect([...remarks.keys()]).toEqual([1]);
  });

  it("leaves out the rows that only filled a batch", () => {
    const first = { tensors: [labels("yes", "no"), shares([0, 1], [1, 0])], rows: 2 };
    const second = { tensors: [labels("no", "no"), shares([1, 0], [1, 0])], rows: 1 };
    expect(answersFrom(classification, [first, second]).prediction.data).toEqual([
      "yes",
      "no",
      "no",
    ]);
  });

  it("puts several outputs side by side, as numbers", () => {
    const plan: AnswerPlan = {
      label: null,
      probabilities: null,
      labels: null,
      isTopClass: false,
      values: ["a", "b"],
      width: 3,
    };
    const tensors: PlainTensor[] = [
      { name: "a", type: "int64", dims: [2, 1], data: BigInt64Array.of(1n, 2n) },
      { name: "b", type: "float64", dims: [2, 2], data: Float64Array.of(3, 4, 5, 6) },
    ];
    const { prediction } = answersFrom(plan, [{ tensors, rows: 2 }]);
    expect([...prediction.data]).toEqual([1, 3, 4, 2, 5, 6]);
    expect(prediction.shape).toEqual([2, 3]);
  });

  it.each([
    ["an output that is missing", [labels("yes")]],
    ["fewer rows than were asked", [labels("yes"), shares([0, 1])]],
    ["another number of classes", [labels("yes", "no"), shares([0, 0, 1], [0, 0, 1])]],
  ])("refuses %s", (_, tensors) => {
    expect(codeOf(() => answersFrom(classification, [{ tensors, rows: 2 }]))).toBe(
      "ESTIMATOR_INVALID",
    );
  });

  it("answers nothing with nothing", () => {
    expect(answersFrom(classification, []).prediction.data).toEqual([]);
  });
});

describe("feedBatches", () => {
  const inputs = { kind: "numbers", width: 2, names: null, allowsMissing: false } as const;
  const plan = (batch: number | null, type: PlainTensor["type"] = "float32"): OnnxPlan => ({
    feeds: [{ name: "X", type, first: 0, width: 2, sizes: [2] }],
    inputs,
    hints: [],
    batch,
    answers: classification,
  });
  const rule = { className: "ONNX model", inputs };
  const matrix = {
    kind: "dense",
    rows: 3,
    columns: 2,
    data: Float64Array.of(1, 2, 3, 4, 5, 6),
  } as const;

  it("gives all rows at once where the graph is free, else in batches of its size", () => {
    expect(feedBatches(matrix, plan(null), rule)).toEqual([
      {
        feeds: [
          { name: "X", type: "float32", dims: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
        ],
        rows: 3,
      },
    ]);
    const [first, second] = feedBatches(matrix, plan(2), rule);
    expect(first?.rows).toBe(2);
    expect(second?.rows).toBe(1);
    expect(second?.feeds[0]?.data).toEqual(Float32Array.of(5, 6, 5, 6));
  });

  it("gives whole numbers as whole numbers only", () => {
    const [batch] = feedBatches(matrix, plan(null, "int64"), rule);
    expect(batch?.feeds[0]?.data).toEqual(BigInt64Array.of(1n, 2n, 3n, 4n, 5n, 6n));
    const half = { ...matrix, data: Float64Array.of(1, 2.5, 3, 4, 5, 6) };
    expect(codeOf(() => feedBatches(half, plan(null, "int64"), rule))).toBe("INPUT_KIND");
    expect(codeOf(() => feedBatches(matrix, plan(null, "bool"), rule))).toBe("INPUT_KIND");
  });

  it("refuses missing values and other widths", () => {
    const missing = { ...matrix, data: Float64Array.of(1, Number.NaN, 3, 4, 5, 6) };
    expect(codeOf(() => feedBatches(missing, plan(null), rule))).toBe("INPUT_NOT_FINITE");
    expect(codeOf(() => feedBatches({ ...matrix, columns: 3, rows: 2 }, plan(null), rule))).toBe(
      "INPUT_WIDTH",
    );
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}
