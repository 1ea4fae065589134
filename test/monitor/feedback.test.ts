import { describe, expect, it } from "vitest";
import {
  type Feedback,
  FeedbackList,
  feedbackScores,
  heldFeedback,
} from "../../src/monitor/feedback.ts";
import { parseRightAnswer } from "../../src/monitor/right-answer.ts";
import type { OutputField } from "../../src/signature/signature.ts";

const number: OutputField = { name: "prediction", kind: "number" };
const classes: OutputField = {
  name: "prediction",
  kind: "class",
  classes: [0, 1],
  classNames: ["0", "1"],
  labels: [{ value: "1", label: "spam" }],
};

function judged(
  id: string,
  answer: Feedback["answer"],
  prediction?: Feedback["prediction"],
): Feedback {
  return { at: 1, id, row: null, answer, prediction, note: null };
}

describe("feedbackScores", () => {
  it("counts right classes, and which are mistaken for which", () => {
    const list = [judged("a", 0, 0), judged("b", 1, 0), judged("c", 1, 1), judged("d", 0)];
    expect(feedbackScores(list, [classes])).toEqual([
      {
        kind: "classes",
        output: "prediction",
        count: 3,
        right: 2,
        classes: ["0", "1"],
        confusion: [
          [1, 0],
          [1, 1],
        ],
      },
    ]);
  });

  it("tells how far numbers are off, and to which side", () => {
    const list = [judged("a", 10, 12), judged("b", 10, 9)];
    expect(feedbackScores(list, [number])).toMatchObject([{ count: 2, mae: 1.5, bias: 0.5 }]);
  });

  it("scores every output of several, and nothing where nothing is known", () => {
    const scores = feedbackScores([judged("a", [1, 5], [0, 4])], [classes, number]);
    expect(scores.map(({ kind }) => kind)).toEqual(["classes", "numbers"]);
    expect(feedbackScores([judged("a", 1)], [number])).toEqual([]);
  });
});

describe("FeedbackList", () => {
  it("keeps the last judgement of an answer, and a bounded number of them", () => {
    const list = new FeedbackList();
    list.add(judged("a", 1));
    list.add(judged("a", 2));
    expect(list.since(0).map(({ answer }) => answer)).toEqual([2]);
    for (let i = 0; i < 2 * heldFeedback; i++) list.add(judged(String(i), i));
    expect(list.since(0)).toHaveLength(heldFeedback);
    expect(list.since(2)).toEqual([]);
  });
});

describe("parseRightAnswer", () => {
  it.each([
    [number, "12.5", 12.5],
    [number, -3, -3],
    [classes, "1", 1],
    [classes, 0, 0],
    [classes, "spam", 1],
    [{ ...number, kind: "cluster" } as const, "2", 2],
    [{ ...number, kind: "anomaly" } as const, "unusual", -1],
    [{ name: "p", kind: "class" } as const, "anything", "anything"],
  ])("takes what the model could have answered: %j %j", (output, value, expected) => {
    expect(parseRightAnswer(value, [output])).toBe(expected);
  });

  it.each([
    [number, "much", "FIELD_KIND"],
    [number, "Infinity", "FIELD_KIND"],
    [number, true, "FIELD_KIND"],
    [number, [1], "FIELD_KIND"],
    [number, " ", "FIELD_KIND"],
    [number, "", "FIELD_MISSING"],
    [number, undefined, "FIELD_MISSING"],
    [classes, "2", "FIELD_CHOICE"],
    [classes, "__proto__", "FIELD_CHOICE"],
    [classes, {}, "FIELD_CHOICE"],
    [{ ...number, kind: "cluster" } as const, "1.5", "FIELD_KIND"],
    [{ ...number, kind: "anomaly" } as const, "maybe", "FIELD_CHOICE"],
    [{ ...number, kind: "vector" } as const, [1], "FIELD_KIND"],
    [{ name: "p", kind: "class" } as const, "x".repeat(201), "FIELD_KIND"],
  ])("refuses what it could not: %j %j", (output, value, code) => {
    expect(() => parseRightAnswer(value, [output])).toThrow(expect.objectContaining({ code }));
  });

  it("takes a list for several outputs, and nothing else", () => {
    expect(parseRightAnswer(["1", "7"], [classes, number])).toEqual([1, 7]);
    for (const value of ["1", ["1"], ["1", "7", "8"]]) {
      expect(() => parseRightAnswer(value, [classes, number])).toThrow(
        expect.objectContaining({ code: "FIELD_KIND" }),
      );
    }
  });
});
