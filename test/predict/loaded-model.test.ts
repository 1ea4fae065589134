import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readModelFile } from "../../src/objects/model-file.ts";
import type { LoadOptions } from "../../src/predict/load-options.ts";
import { type LoadedModel, loadedModel } from "../../src/predict/loaded-model.ts";
import { fakeEstimator, rowSums } from "../signature/fake-estimator.ts";

const salary = join(import.meta.dirname, "../../examples/salary/model.pkl");

/** A model whose estimator sums up a row, and the rows that were summed so far. */
async function counted(
  config: LoadOptions,
): Promise<{ model: LoadedModel; summed: readonly number[][] }> {
  const summed: number[][] = [];
  const estimator = fakeEstimator({
    predict: (samples) => {
      if (samples.kind === "dense") summed.push([...samples.data]);
      return rowSums(samples);
    },
    single: { predict: (row) => ({ value: Number(row[0]), probabilities: null }) },
  });
  const document = await readModelFile(salary);
  const answering = { estimator, summary: "Fake" };
  const read = () => estimator;
  const contents = { document, records: [], read, answering, origin: undefined, config };
  return { model: loadedModel(contents), summed };
}

describe("loadedModel", () => {
  it("tries its examples when its signature is asked, not before a plain row is answered", async () => {
    const { model, summed } = await counted({});
    expect(model.predictSync([{ a: 1, b: 2, c: 3 }])).toEqual([{ prediction: 1 }]);
    expect(summed).toEqual([]);
    expect(model.signature.inputs.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(summed).toEqual([[0, 0, 0]]);
    expect(model.signature).toBe(model.signature);
  });

  it("judges a row that is not plain by the whole signature", async () => {
    const { model, summed } = await counted({});
    expect(model.predictSync([{ a: "1", b: 2, c: 3 }])).toEqual([{ prediction: 6 }]);
    expect(summed.at(-1)).toEqual([1, 2, 3]);
  });

  it("judges what a config says at once, and reads plain rows by it", async () => {
    const { model, summed } = await counted({ fields: { a: { max: 5 } } });
    expect(summed).toEqual([[0, 0, 0]]);
    expect(() => model.predictSync([{ a: 6, b: 2, c: 3 }])).toThrow(
      expect.objectContaining({ code: "INPUT_INVALID" }),
    );
    await expect(counted({ fields: { d: {} } })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });
});
