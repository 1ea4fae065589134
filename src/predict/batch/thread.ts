// The inside of a batch thread: loads the model from the bytes it was given, then scores what it is sent.

import { parentPort, workerData } from "node:worker_threads";
import { type BatchStep, GatheringBatch } from "./job.ts";
import { loadShared, type SharedModel } from "./shared-model.ts";
import { SpareMemory } from "./spare-memory.ts";
import { type FromThread, failureOf, type ToThread } from "./thread-messages.ts";

const nothing: BatchStep = {
  output: [],
  counts: { bytes: 0, rows: 0, skipped: 0, warned: 0 },
  notes: [],
};

const loading = loadShared(workerData as SharedModel);
let batch: GatheringBatch | null = null;
const memory = new SpareMemory();

function answer(message: FromThread): void {
  const { output = [], faults = [], spare } = message.kind === "opened" ? {} : message.step;
  const given = [...output, ...faults].map((part) => part.buffer);
  parentPort?.postMessage(message, spare === undefined ? given : [...given, spare]);
}

/** What a step brought, in memory that was used before where there is some. */
function packed(step: BatchStep): BatchStep {
  return { ...step, output: step.output.map((part) => memory.move(part)) };
}

async function handle(message: ToThread): Promise<void> {
  try {
    if (message.kind === "drop") {
      batch = null;
      memory.clear();
    } else if (message.kind === "open") {
      batch = new GatheringBatch(await loading, message.job);
      answer({ kind: "opened" });
    } else if (batch !== null) {
      if (message.kind === "chunk") {
        memory.add(message.spares);
        batch.push(message.bytes);
        const step = packed(batch.take());
        answer({ kind: "step", step: { ...step, spare: message.bytes.buffer } });
        return;
      }
      if (message.kind === "pull") batch.pull();
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
