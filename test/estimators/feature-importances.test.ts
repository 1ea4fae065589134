import { describe, expect, it } from "vitest";
import { featureImportances } from "../../src/estimators/feature-importances.ts";
import { loadModel } from "../../src/predict/model.ts";
import { salary } from "../cli/run.ts";
import { fixturePath } from "../predict/batch/run-batch.ts";

async function importancesOf(path: string, features?: number): Promise<readonly number[] | null> {
  const { document, signature } = await loadModel(path);
  if (document === undefined) throw new Error("The fixture is a file.");
  return featureImportances(document.value, features ?? signature.inputs.length);
}

describe("featureImportances", () => {
  it("tells the share of each input in a forest", async () => {
    const shares = (await importancesOf(fixturePath("forest.pkl"))) ?? [];
    expect(shares).toHaveLength(4);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...shares)).toBe(shares[0]);
  });

  it("tells nothing of models without trees, nor where columns are others than the inputs", async () => {
    expect(await importancesOf(salary)).toBeNull();
    expect(await importancesOf(fixturePath("forest.pkl"), 5)).toBeNull();
  });
});
