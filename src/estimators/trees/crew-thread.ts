// A thread that walks rows through trees for the thread that started it: it sleeps until there are blocks to take.

import { workerData } from "node:worker_threads";
import { borrowKernelMemory } from "../kernels/kernel-memory.ts";
import { type CrewPlace, CrewWords } from "./crew-words.ts";
import { treeKernels } from "./tree-kernels.ts";

const { lent, words } = workerData as CrewPlace;
borrowKernelMemory(lent);
const kernels = treeKernels();
if (kernels !== null) {
  const crew = new CrewWords(kernels, words);
  for (;;) {
    crew.work(lent.start);
    crew.waitForWork();
  }
}
