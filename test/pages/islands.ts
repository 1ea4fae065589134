// Before the tests: the programs of the pages, built where their sources have changed.

import { buildStaleIslands } from "../../scripts/islands.mjs";

export function setup(): Promise<void> {
  return buildStaleIslands();
}
