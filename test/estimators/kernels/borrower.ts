// A thread that borrows the memory of the test's, and places arrays in it.
import { parentPort, workerData } from "node:worker_threads";
import {
  borrowKernelMemory,
  type LentMemory,
} from "../../../src/estimators/kernels/kernel-memory.ts";
import { ModelMemory, offerArrays } from "../../../src/estimators/kernels/model-memory.ts";

export interface Borrowed {
  readonly lent: LentMemory;
  readonly placed: Float64Array;
  /** To be placed. */
  readonly arrays: readonly Float64Array[];
}

const { lent, placed, arrays } = workerData as Borrowed;
borrowKernelMemory(lent);
offerArrays(placed);
const memory = new ModelMemory();
parentPort?.postMessage(arrays.map((array) => memory.place(array)));
