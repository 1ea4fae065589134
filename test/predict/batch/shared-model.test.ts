import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import {
  sharedOrigin,
  shareModel,
  takeBackModel,
} from "../../../src/predict/batch/shared-model.ts";
import { loadModel } from "../../../src/predict/model.ts";
import type { Asked } from "./shared-model-thread.ts";

const golden = join(import.meta.dirname, "../../fixtures/golden");

describe("shareModel", () => {
  it.each([
    ["ensemble/1.9.0.joblib", "RandomForestClassifier three strings"],
    ["gradient-boosting/1.9.0.joblib", "GradientBoostingClassifier three strings"],
    ["hist-gradient-boosting/1.9.0.joblib", "HistGradientBoostingClassifier three strings"],
  ])("lets a thread find the arrays of %s where they are", async (file, part) => {
    const model = await loadModel(join(golden, file), { part });
    const { origin, arrays } = model.scoring;
    if (origin === undefined) throw new Error("The model cannot be loaded once more.");
    const shared = shareModel(sharedOrigin(origin), arrays);
    const width = model.signature.inputs.length;
    const rows = [0, 1, 2].map((row) => Array.from({ length: width }, (_, j) => row + j / 3));
    const workerData: Asked = { shared, rows };
    const thread = new Worker(new URL("./shared-model-thread.ts", import.meta.url), { workerData });
    const [{ placed, predictions }] = await once(thread, "message");
    expect(predictions).toEqual(model.predictSync(rows));
    expect(placed.length).toBeGreaterThan(0);
    expect(placed).toEqual(arrays?.placed);
    await thread.terminate();
    takeBackModel(shared);
  });
});
