// A thread that loads the model it was given, and tells where its arrays lie and what it answers.
import { parentPort, workerData } from "node:worker_threads";
import { loadShared, type SharedModel } from "../../../src/predict/batch/shared-model.ts";

export interface Asked {
  readonly shared: SharedModel;
  readonly rows: readonly (readonly number[])[];
}

const { shared, rows } = workerData as Asked;
const model = await loadShared(shared);
parentPort?.postMessage({
  placed: model.scoring.arrays?.placed,
  predictions: model.predictSync(rows),
});
