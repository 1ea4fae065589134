// Dicts, lists and tuples against what scikit-learn's parts answer when they are asked one after the other.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import type { Cell } from "../../src/estimators/samples.ts";
import { type ModelFile, readModelFile } from "../../src/objects/model-file.ts";
import { PyGlobal, PyObject, type PyValue } from "../../src/objects/values.ts";
import { type LoadedModel, modelFromFile } from "../../src/predict/model.ts";
import type { InputRow } from "../../src/predict/prediction.ts";

const folder = join(import.meta.dirname, "../fixtures/composites");
const versions = ["0.23.2", "1.2.1", "1.4.2", "1.9.0"];

interface Case {
  readonly rows?: readonly InputRow[];
  readonly predictions?: readonly (Cell | readonly Cell[])[];
  readonly probabilities?: readonly (readonly number[])[];
  readonly summary?: string;
}

function casesOf(version: string): readonly (readonly [string, Case])[] {
  return Object.entries(JSON.parse(readFileSync(join(folder, `${version}.json`), "utf8")).cases);
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PicklejarError) return error.code;
    throw error;
  }
  return "no error";
}

describe.each(versions)("understand, of files by %s", (version) => {
  const cases = casesOf(version);
  let file: ModelFile;

  beforeAll(async () => {
    file = await readModelFile(join(folder, `${version}.pkl`));
  });

  function modelOf(name: string): Promise<LoadedModel> {
    const containers = file.value;
    if (!(containers instanceof Map)) throw new Error("no dict");
    return modelFromFile({ ...file, value: containers.get(name) ?? null });
  }

  const plain = cases.filter(([, { predictions }]) => predictions !== undefined);
  it.each(plain)("answers as the parts in turn: %s", async (name, expected) => {
    const model = await modelOf(name);
    expect(model.summary).toBe(expected.summary);
    const predictions = model.predictSync(expected.rows ?? []);
    for (const [i, { prediction }] of predictions.entries()) {
      const wanted = expected.predictions?.[i];
      if (typeof wanted === "number") expect(prediction).toBeCloseTo(wanted, 9);
      else expect(prediction).toEqual(wanted);
      const shares = predictions[i]?.probabilities?.map(({ probability }) => probability);
      for (const [k, share] of (expected.probabilities?.[i] ?? []).entries()) {
        expect(shares?.[k]).toBeCloseTo(share, 9);
      }
      const labels = predictions[i]?.probabilities?.map(({ label }) => label);
      if (labels !== undefined && !Array.isArray(wanted)) expect(labels).toContain(prediction);
    }
    expect(predictions).toHaveLength(expected.predictions?.length ?? 0);
    expect(model.writtenBy).toBe(version);
  });

  const unclear = cases.filter(([, { predictions }]) => predictions === undefined);
  it.each(unclear)("sees no plain meaning in %s", async (name) => {
    const model = await modelOf(name);
    expect(codeOf(() => model.signature)).toBe("MODEL_AMBIGUOUS");
    expect(codeOf(() => model.predictSync([[1, 2, 3]]))).toBe("MODEL_AMBIGUOUS");
    expect(model.parts.length).toBeGreaterThan(1);
  });

  it("still gives each part by its name", async () => {
    const containers = file.value;
    if (!(containers instanceof Map)) throw new Error("no dict");
    const value = containers.get("label encoder") ?? null;
    const model = await modelFromFile({ ...file, value }, { part: "classifier" });
    expect(model.signature.outputs[0]?.classes).toEqual([0, 1, 2]);
    const { signature } = await modelOf("label encoder");
    expect(signature.outputs[0]?.classes).toEqual(["bronze", "gold", "silver"]);
  });

  it("names the probabilities of several labels per row", async () => {
    const model = await modelOf("several labels");
    const [prediction] = model.predictSync(["good good nice"]);
    expect(prediction?.probabilities?.map(({ label }) => label)).toEqual(["good", "nice", "poor"]);
  });

  it("asks for categories by their labels, and refuses others by the field", async () => {
    const model = await modelOf("encoders of columns");
    const [gender, city, age] = model.signature.inputs;
    expect(gender).toMatchObject({ name: "Gender", kind: "category", choices: ["f", "m"] });
    expect(city?.choices).toEqual(["Bonn", "Köln", "Ulm"]);
    expect(age).toMatchObject({ name: "age", kind: "number" });
    const row = { Gender: "f", city: "Rome", age: 40 };
    expect(codeOf(() => model.predictSync([row]))).toBe("INPUT_INVALID");
    expect(codeOf(() => model.estimator.predict?.([row]))).toBe("INPUT_CATEGORY");
  });

  it("tells what keeps it from serving the one that answers", async () => {
    const containers = file.value;
    if (!(containers instanceof Map)) throw new Error("no dict");
    const known = containers.get("scaler and names");
    if (!(known instanceof Map)) throw new Error("no dict");
    const global = new PyGlobal("sklearn.gaussian_process._gpr", "GaussianProcessRegressor", 0);
    const unserved = new PyObject(global, [], 0);
    const value: PyValue = new Map([...known, ["model", unserved]]);
    const model = await modelFromFile({ ...file, value });
    expect(codeOf(() => model.signature)).toMatch(/^ESTIMATOR_(UNSUPPORTED|INVALID)$/);
  });
});
