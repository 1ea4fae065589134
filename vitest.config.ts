import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["test/**/*.test.ts"],
    // The pages' programs are made from their sources, as they stand now.
    globalSetup: ["scripts/islands.mjs"],
    // Vitest would use one of two cores; most tests wait for servers and browsers of their own.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default"],
  },
});
