// docs/performance.md from the results of a run.

import type { Results } from "../results.ts";

export function writePage(results: Results): void {
  console.log(results.date);
}
