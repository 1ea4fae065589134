// A thread that borrows the memory of the test's, and places arrays in it.
import { parentPort, workerData } from "node:worker_threads";
import {
  borrowKernelMemory,
  kernelMemory,
  type LentMemory,
} from "../../../src/estimators/kernels/kernel-memory.ts";
import {
  ModelMemory,
  offerArrays,
  type Placed,
} from "../../../src/estimators/kernels/model-memory.ts";

export interface Borrowed {
  readonly lent: LentMemory;
  readonly placed: Float64Array;
  /** To be placed. */
  readonly arrays: readonly Float64Array[];
}

export interface Written {
  readonly room: number;
  readonly kept: Placed<Float64Array>;
}

export interface BorrowedAnswer {
  readonly placed: readonly Placed<Float64Array>[];
  readonly written: readonly Written[];
}

const { lent, placed, arrays } = workerData as Borrowed;
borrowKernelMemory(lent);
offerArrays(placed);
const memory = new ModelMemory();
const model = new ModelMemory();

/** Writes an array into room for it. */
function write(array: Float64Array): Written {
  const own = kernelMemory();
  const room = own === null ? null : model.room(array.byteLength, own);
  if (room === null) throw new Error("There is no room.");
  const written = new Float64Array(lent.memory.buffer, room, array.length);
  written.set(array);
  return { room, kept: model.keep(written, room) };
}

const answer: BorrowedAnswer = {
  placed: arrays.map((array) => memory.place(array)),
  written: arrays.map(write),
};
parentPort?.postMessage(answer);
