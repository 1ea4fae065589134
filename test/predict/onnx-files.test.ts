// ONNX models as sklearn-onnx lays them out, and a small network, against scikit-learn's and numpy's own answers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectFile } from "../../src/predict/inspect.ts";
import { type LoadedModel, loadModel } from "../../src/predict/model.ts";
import type { InputRow, Prediction } from "../../src/predict/prediction.ts";

interface OnnxCase {
  readonly file: string;
  readonly rows: readonly InputRow[];
  readonly prediction: readonly unknown[];
  readonly probabilities?: readonly (readonly number[])[];
}

const folder = join(import.meta.dirname, "../fixtures/onnx");
const cases: readonly OnnxCase[] = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8"));

/** float32 sums. */
const tolerance = 2e-6;

describe.each(cases)("$file", (answers) => {
  const path = join(folder, answers.file);
  let model: LoadedModel;
  beforeAll(async () => {
    model = await loadModel(path);
  }, 60_000);

  it("answers as the library that trained it, with and without waiting", async () => {
    const ahead = await model.predict(answers.rows);
    expectAnswers(ahead, answers);
    expect(model.predictSync(answers.rows)).toEqual(ahead);
    expect(ahead.flatMap(({ warnings = [] }) => warnings)).toEqual([]);
  });

  it("answers single rows as all together", async () => {
    const single = [];
    for (const row of answers.rows.slice(0, 3)) single.push(...(await model.predict([row])));
    expectAnswers(single, {
      ...answers,
      prediction: answers.prediction.slice(0, 3),
      ...(answers.probabilities && { probabilities: answers.probabilities.slice(0, 3) }),
    });
  });

  it("is inspected without ONNX Runtime", async () => {
    const report = await inspectFile(path);
    expect(report.container).toMatchObject({ writer: "onnx", protocol: null });
    expect(report.served).toBe(true);
    expect(report.signature?.outputs.length).toBeGreaterThan(0);
    expect(report.outline.label).toBe("ModelProto");
  });
});

describe("an ONNX model", () => {
  it("asks for what its graph takes", async () => {
    const { signature } = await loadModel(join(folder, "table.onnx"));
    expect(signature.named).toBe(true);
    expect(signature.inputs.map(({ name, kind }) => [name, kind])).toEqual([
      ["town", "category"],
      ["age", "integer"],
    ]);
    expect(signature.inputs[0]).toMatchObject({ choices: ["Bonn", "Köln", "Ulm"], open: true });
    expect(signature.outputs).toMatchObject([{ kind: "class", classNames: ["0", "1"] }]);
    expect(signature.probabilities).toBe(true);
  });

  it("has the labels of its ZipMap, and says who made it", async () => {
    const model = await loadModel(join(folder, "logistic.onnx"));
    expect(model.estimator.classes).toEqual(["setosa", "versicolor", "virginica"]);
    expect(model.summary).toBe("LinearClassifier (ONNX, skl2onnx)");
    expect(model.libraries).toEqual([{ name: "skl2onnx", version: "1.14" }]);
  });

  it("answers with the class of the largest probability where ONNX Runtime itself does not", async () => {
    const model = await loadModel(join(folder, "both-weights.onnx"));
    const [no, yes] = await model.predict([[0], [1]]);
    expect(no).toMatchObject({
      prediction: "no",
      warnings: [expect.stringContaining("ONNX Runtime")],
    });
    expect(no?.probabilities?.[0]?.probability).toBeCloseTo(0.9, 6);
    expect(yes).toMatchObject({ prediction: "yes" });
    expect(yes?.warnings).toBeUndefined();
  });

  it("takes pictures as arrays in arrays, and as one list", async () => {
    const model = await loadModel(join(folder, "network.onnx"));
    const [picture] = cases.find(({ file }) => file === "network.onnx")?.rows ?? [];
    const flat = (picture as unknown[]).flat(3) as number[];
    expect(flat.length).toBe(36);
    expect(await model.predict([flat])).toEqual(await model.predict([picture ?? []]));
    const wrong = await model.predict([[[[1, 2]]]]).catch(({ code }) => code);
    expect(wrong).toBe("INPUT_INVALID");
  });

  it("refuses what its inputs cannot be", async () => {
    const model = await loadModel(join(folder, "table.onnx"));
    const half = await model.predict([{ town: "Ulm", age: 20.5 }]).catch(({ code }) => code);
    expect(["INPUT_INVALID", "INPUT_KIND"]).toContain(half);
    const missing = await model.predict([{ town: "Ulm" }]).catch(({ code }) => code);
    expect(missing).toBe("INPUT_INVALID");
    const narrow = await loadModel(join(folder, "logistic.onnx"));
    expect(await narrow.predict([[1, 2]]).catch(({ code }) => code)).toBe("INPUT_INVALID");
  });

  it("may be compressed, and comes from bytes", async () => {
    const bytes = gzipSync(readFileSync(join(folder, "forest.onnx")));
    const model = await loadModel(bytes, { name: "forest.onnx.gz" });
    const forest = cases.find(({ file }) => file === "forest.onnx");
    expectAnswers(await model.predict(forest?.rows ?? []), forest ?? null);
  });

  it("keeps answers apart that are asked for at once", async () => {
    const model = await loadModel(join(folder, "tree.onnx"));
    const tree = cases.find(({ file }) => file === "tree.onnx");
    const rows = tree?.rows ?? [];
    const waiting = rows.map((row) => model.predict([row]));
    const [first] = model.predictSync(rows.slice(0, 1));
    const answers = (await Promise.all(waiting)).flat();
    expectAnswers(answers, tree ?? null);
    expect(first).toEqual(answers[0]);
  });
});

function expectAnswers(predictions: readonly Prediction[], answers: OnnxCase | null): void {
  if (answers === null) throw new Error("there are no answers");
  expect(predictions.length).toBe(answers.prediction.length);
  for (const [row, { prediction, probabilities }] of predictions.entries()) {
    expectNear(prediction, answers.prediction[row]);
    expect(probabilities === undefined).toBe(answers.probabilities === undefined);
    if (probabilities === undefined) continue;
    expectNear(
      probabilities.map(({ probability }) => probability),
      answers.probabilities?.[row],
    );
  }
}

function expectNear(answer: unknown, expected: unknown): void {
  if (typeof expected === "number") {
    const room = tolerance * Math.max(1, Math.abs(expected));
    expect(Math.abs(Number(answer) - expected)).toBeLessThanOrEqual(room);
  } else if (Array.isArray(expected)) {
    expect(Array.isArray(answer) ? answer.length : null).toBe(expected.length);
    for (const [i, item] of expected.entries()) expectNear((answer as unknown[])[i], item);
  } else {
    expect(answer).toBe(expected);
  }
}
