// Files in skops's format, of several protocols, against scikit-learn's own answers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectFile } from "../../src/predict/inspect.ts";
import { loadModel } from "../../src/predict/model.ts";

interface SkopsCase {
  readonly file: string;
  readonly class: string;
  readonly protocol: number;
  readonly rows: readonly unknown[];
  readonly predict?: readonly unknown[];
  readonly predict_proba?: readonly unknown[];
  readonly transform?: readonly unknown[];
}

const folder = join(import.meta.dirname, "../fixtures/skops");

const files = ["1.2.1", "1.9.0"].flatMap((version) => {
  const { cases } = JSON.parse(readFileSync(join(folder, version, "answers.json"), "utf8"));
  return (cases as SkopsCase[]).map((answers) => ({
    name: `${version}/${answers.file}`,
    path: join(folder, version, answers.file),
    version,
    answers,
  }));
});

describe.each(files)("$name", ({ path, version, answers }) => {
  it("answers as scikit-learn", async () => {
    const model = await loadModel(path);
    expect(model.estimator.className).toBe(answers.class);
    expect(model.writtenBy).toBe(version);
    const predictions = await model.predict(answers.rows as readonly (readonly unknown[])[]);
    expect(predictions.length).toBe(answers.rows.length);
    for (const [row, { prediction, probabilities }] of predictions.entries()) {
      expectNear(prediction, answers.predict?.[row] ?? answers.transform?.[row]);
      const shares = answers.predict_proba?.[row];
      expect(probabilities === undefined).toBe(shares === undefined);
      if (shares !== undefined) {
        expectNear(
          probabilities?.map(({ probability }) => probability),
          shares,
        );
      }
    }
  });

  it("is inspected as a skops file, with its names", async () => {
    const report = await inspectFile(path);
    expect(report.container).toMatchObject({ writer: "skops", protocol: null, trailingBytes: 0 });
    expect(report.served).toBe(true);
    expect(report.reasons).toEqual([]);
    expect(report.versions["scikit-learn"]).toEqual([version]);
    expect(report.names.map(({ trust }) => trust)).not.toContain("absent");
    expect(report.names.length).toBeGreaterThan(0);
  });
});

/** Equal, or within 1e-9 for numbers. */
function expectNear(answer: unknown, expected: unknown): void {
  if (typeof expected === "number") {
    expect(Math.abs(Number(answer) - expected)).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
  } else if (Array.isArray(expected)) {
    expect(Array.isArray(answer) ? answer.length : null).toBe(expected.length);
    for (const [i, item] of expected.entries()) expectNear((answer as unknown[])[i], item);
  } else {
    expect(answer).toEqual(expected);
  }
}
