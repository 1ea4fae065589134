// Which fields may be missing, against scikit-learn's own word: test/fixtures/missing/make.py.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { readEstimator } from "../../src/estimators/read-estimator.ts";
import type { Cell } from "../../src/estimators/samples.ts";
import { readModelFile } from "../../src/objects/model-file.ts";
import { inferSignature } from "../../src/signature/infer.ts";
import { createRowParser } from "../../src/signature/parse.ts";

const folder = join(import.meta.dirname, "../fixtures/missing");

interface Case {
  readonly name: string;
  readonly columns: readonly string[];
  /** Values that scikit-learn answers for. */
  readonly row: readonly Cell[];
  /** By column: whether scikit-learn answers when it is NaN. */
  readonly takes: readonly boolean[];
}

interface Expected {
  readonly versions: { readonly sklearn: string };
  readonly cases: readonly Case[];
}

const files = globSync("*.json", { cwd: folder })
  .sort()
  .map((name): Expected => JSON.parse(readFileSync(join(folder, name), "utf8")));

const versions = files.map(({ versions: { sklearn } }) => sklearn);

describe("settleMissing", () => {
  it("is held against every version that is proved", () => {
    expect(versions).toEqual(["0.23.2", "1.2.1", "1.4.2", "1.9.0"]);
    for (const { cases } of files) expect(cases.length).toBeGreaterThan(70);
  });
});

describe.each(files)("models of scikit-learn $versions.sklearn", async ({ versions, cases }) => {
  const models = await modelsOf(versions.sklearn);

  it.each(cases)("have nullable fields where they answer for NaN: $name", ({ name, takes }) => {
    const { signature } = models(name);
    expect(signature.inputs.map(({ nullable }) => nullable)).toEqual(takes);
  });

  it.each(cases)("take and refuse a missing value by its field: $name", ({ name, row, takes }) => {
    const { estimator, signature, parser } = models(name);
    const answer = (values: readonly Cell[]) => {
      const { samples } = parser.parse([values]);
      (estimator.predict ?? estimator.transform)?.(samples);
    };
    expect(issuesOf(() => answer(row))).toEqual([]);
    for (const [column, isTaken] of takes.entries()) {
      const path = [signature.inputs[column]?.name];
      const issues = issuesOf(() => answer(row.with(column, null)));
      const expected = isTaken
        ? []
        : [{ path, code: "FIELD_MISSING", message: expect.any(String) }];
      expect(issues).toEqual(expected);
    }
  });
});

async function modelsOf(version: string) {
  const { value } = await readModelFile(join(folder, `${version}.joblib`));
  return (name: string) => {
    const estimator = readEstimator(value instanceof Map ? (value.get(name) ?? null) : null);
    const signature = inferSignature(estimator);
    const { kind, names } = estimator.inputs;
    return { estimator, signature, parser: createRowParser(signature, kind, names) };
  };
}

function issuesOf(run: () => unknown): unknown {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof PicklejarError && error.code === "INPUT_INVALID") return error.issues;
    throw error;
  }
}
