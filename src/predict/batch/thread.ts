// The inside of a batch thread: loads the model from the bytes it was given, then scores what it is sent.

import { parentPort, workerData } from "node:worker_threads";
import { type BatchStep, GatheringBatch } from "./job.ts";
import { loadShared, type SharedModel } from "./shared-model.ts";
import { type FromThread, failureOf, type ToThread } from "./thread-messages.ts";

const nothing: BatchStep = {
  output: [],
  counts: { bytes: 0, rows: 0, skipped: 0, warned: 0 },
  notes: [],
};

const loading = loadShared(workerData as SharedModel);
let batch: GatheringBatch | null = null;

function answer(message: FromThread): void {
  const { output = [], faults = [] } = message.kind === "opened" ? {} : message.step;
  parentPort?.postMessage(
    message,
    [...output, ...faults].map((part) => part.buffer),
  );
}

async function handle(message: ToThread): Promise<void> {
  try {
    if (message.kind === "drop") {
      batch = null;
    } else if (message.kind === "open") {
      batch = new GatheringBatch(await loading, message.job);
      answer({ kind: "opened" });
    } else if (batch !== null) {
      if (message.kind === "chunk") batch.push(message.bytes);
      else if (message.kind === "pull") batch.pull();
      else batch.end();
      answer({ kind: "step", step: batch.take() });
    }
  } catch (error) {
    answer({ kind: "failed", step: batch?.take() ?? nothing, failure: failureOf(error) });
    batch = null;
  }
}

parentPort?.on("message", handle);
// A failure to load is told when a batch is opened.
loading.catch(() => undefined);
