// Model files in LightGBM's text form, against a second evaluator of the documented algorithm.
import { describe, expect, it } from "vitest";
import { inspectFile } from "../../src/predict/inspect.ts";
import { loadModel } from "../../src/predict/model.ts";
import {
  lightCases,
  lightPath,
  lightText,
  numberRows,
} from "../estimators/lightgbm/light-files.ts";

const classifiers = /^(binary|multiclass)/;

describe.each(lightCases)("$file", (light) => {
  it("answers as the second evaluator", async () => {
    const { estimator } = await loadModel(lightPath(light.file));
    const rows = namedRows(light.file, numberRows(light));
    if (!classifiers.test(light.objective)) {
      expect(estimator.classes).toBeNull();
      expectNear(estimator.predict?.(rows), light.answers);
      return;
    }
    const shares = light.answers.map(([p = 0, ...others]) =>
      others.length === 0 ? [1 - p, p] : [p, ...others],
    );
    expectNear(estimator.predictProba?.(rows), shares);
    expect(estimator.predict?.(rows)).toEqual(shares.map((row) => row.indexOf(Math.max(...row))));
  });

  it("is served with the signature of its header", async () => {
    const { signature, predictSync, estimator } = await loadModel(lightPath(light.file));
    expect(signature.inputs.length).toBe(5);
    expect(signature.inputs[0]?.usual).toEqual({ low: -3.5, high: 3.3 });
    expect(predictSync).toBeDefined();
    expect(estimator.className).toMatch(/^LGBM(Classifier|Regressor|Ranker)$/);
  });
});

describe("a file that LightGBM saved", () => {
  it("tells who wrote it", async () => {
    const report = await inspectFile(lightPath("numbers.txt"));
    expect(report.container.writer).toBe("lightgbm");
    expect(report.versions).toEqual({ lightgbm: ["2.x"] });
    expect(report.served).toBe(true);
  });

  it("is a ranker or a regressor by its objective", async () => {
    expect((await loadModel(lightPath("rank.txt"))).summary).toBe("LGBMRanker");
    expect((await loadModel(lightPath("gamma.txt"))).summary).toBe("LGBMRegressor");
  });

  it("may have the line ends of Windows", async () => {
    const [light] = lightCases;
    const text = lightText(light?.file ?? "").replaceAll("\n", "\r\n");
    const model = await loadModel(Buffer.from(text));
    expect(model.estimator.className).toBe("LGBMClassifier");
  });
});

/** Categories by their names, as a table has them. */
function namedRows(file: string, rows: number[][]): (number | string)[][] {
  if (file !== "categories.txt") return rows;
  return rows.map(([a = 0, b = 0, c = 0, d = 0, kind = 0]) => [a, b, c, d, `kind ${kind}`]);
}

function expectNear(answer: unknown, expected: readonly (readonly number[])[]): void {
  expect(Array.isArray(answer)).toBe(true);
  const flat = (answer as unknown[]).flat();
  expect(flat.length).toBe(expected.flat().length);
  for (const [i, value] of expected.flat().entries()) {
    expect(Math.abs(Number(flat[i]) - value)).toBeLessThanOrEqual(
      1e-14 * Math.max(1, Math.abs(value)),
    );
  }
}
