// A model of columns by pandas.get_dummies, asked by one field for each group of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { type LoadedModel, loadModel, loadOrigin } from "../../src/predict/model.ts";
import type { FieldsConfig } from "../../src/signature/field-config.ts";

const folder = join(import.meta.dirname, "../fixtures/projects");
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")).dummies;
const file = join(folder, "dummies/model.pkl");
const town = { dummies: { prefix: "town_", base: "Bonn" } };

function load(fields: FieldsConfig): Promise<LoadedModel> {
  return loadModel(file, { fields });
}

async function problemsOf(fields: FieldsConfig): Promise<readonly string[]> {
  const error = await load(fields).catch((reason: unknown) => reason);
  if (error instanceof PicklejarError && error.code === "CONFIG_INVALID") {
    return error.issues.map(({ message }) => message);
  }
  throw error;
}

describe("withDummies", () => {
  it("asks for one category instead of many columns, and answers the same", async () => {
    const model = await load({ town, garden: { kind: "boolean" } });
    expect(model.signature.inputs).toMatchObject([
      { name: "area", kind: "number" },
      { name: "garden", kind: "boolean" },
      { name: "town", kind: "category", choices: ["Bonn", "Köln", "Ulm"], nullable: false },
    ]);
    const predictions = model.predictSync(
      expected.records.map(({ garden, ...rest }: { garden: number }) => ({
        ...rest,
        garden: garden === 1,
      })),
    );
    for (const [i, { prediction }] of predictions.entries()) {
      expect(prediction).toBeCloseTo(expected.predictions[i], 9);
    }
    expect(model.summary).toBe("LinearRegression");
    expect(model.estimator.featureNames).toEqual(expected.columns);
  });

  it("takes the other columns as they are, by position and from CSV too", async () => {
    const model = await load({
      town: { ...town, label: "City", choices: { Ulm: "Ulm", Bonn: "Bonn (capital)" } },
    });
    const { area, garden } = expected.records[0];
    const wide = await loadModel(file);
    const [answer] = wide.predictSync([[area, garden, 0, 1]]);
    expect(model.predictSync([[area, garden, "Ulm"]])).toEqual([answer]);
    expect(model.predictSync([{ area, garden, town: "Ulm" }])).toEqual([answer]);
    expect(model.signature.inputs[2]).toMatchObject({ label: "City", choices: ["Ulm", "Bonn"] });
    const [base] = wide.predictSync([[area, garden, 0, 0]]);
    expect(model.predictSync([{ area, garden, town: "Bonn (capital)" }])).toEqual([base]);
    const refused = await model
      .predict([{ area, garden, town: "Köln" }])
      .catch((error) => error.issues);
    expect(refused).toMatchObject([{ path: ["town"], code: "FIELD_CHOICE" }]);
  });

  it("has no category for what has no column, unless it is told", async () => {
    const model = await load({ town: { dummies: "town_" } });
    expect(model.signature.inputs[2]?.choices).toEqual(["Köln", "Ulm"]);
  });

  it("is loaded once more by batch threads", async () => {
    const model = await load({ town });
    const { origin } = model.scoring;
    if (origin === undefined) throw new Error("no origin");
    const again = await loadOrigin(structuredClone(origin));
    const rows = expected.records;
    expect(again.predictSync(rows)).toEqual(model.predictSync(rows));
  });

  it("says what is wrong", async () => {
    expect(await problemsOf({ town: { dummies: "city_" } })).toEqual([
      expect.stringContaining("none begins with city_"),
    ]);
    expect(await problemsOf({ town: { dummies: { prefix: "town_", base: "Ulm" } } })).toEqual([
      expect.stringContaining("fields.town.dummies.base"),
    ]);
    expect(await problemsOf({ town, place: { dummies: "town_K" } })).toEqual([
      expect.stringContaining("stands for town_Köln, as town does"),
    ]);
    expect(await problemsOf({ area: { dummies: "town_" } })).toEqual([
      expect.stringContaining("fields.area is also a column"),
    ]);
    expect(await problemsOf({ town: { dummies: { base: "Bonn" } as never } })).toEqual([
      expect.stringContaining("prefix"),
    ]);
    expect(await problemsOf([{}, {}, { dummies: "town_" }])).toEqual([
      expect.stringContaining("fields[2].dummies needs fields by name"),
    ]);
    const salary = join(folder, "several/price.pkl");
    const error = await loadModel(salary, { fields: { town } }).catch((reason) => reason);
    expect(error.issues[0].message).toContain("knows its columns' names");
  });
});
