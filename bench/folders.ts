// Where the bench finds and keeps its things.

import { join } from "node:path";

export const benchFolder: string = import.meta.dirname;
export const rootFolder: string = join(benchFolder, "..");
export const distFolder: string = join(rootFolder, "dist");

/** Data and trained models, about 1 GB; kept between runs and out of the repository. */
export const cacheFolder: string =
  process.env["PICKLEJAR_BENCH_CACHE"] ?? join(rootFolder, ".cache", "bench");
