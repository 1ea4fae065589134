// What is opened before anything is answered. Every file and every KB of code here is paid at each start.

import { describe, expect, it } from "vitest";
import { opened, openedBy } from "./opened.ts";

const linear = "test/fixtures/hot-paths/linear.pkl";
const salary = "examples/salary/model.pkl";
const rows = "examples/salary/hiring.csv";
const pipeline = "test/fixtures/hot-paths/pipeline.pkl";

/** Loaded when a file names them, or a config, or a caller. */
const later = [
  /^src\/estimators\/(sklearn|xgboost|lightgbm|imblearn|statsmodels)\/.*readers\.ts$/,
  /^src\/estimators\/trees\//,
  /^src\/objects\/(onnx|skops|writer)\//,
  /^src\/bytes\/(inflate|zlib|xz|bzip2)\.ts$|^src\/bytes\/parquet\//,
  /^src\/predict\/(batch\/batch|onnx\/.*|several-files|composite)\.ts$/,
  /^src\/project\/(project|config-file)\.ts$/,
  /^src\/(train|templates|pages|server|cli|monitor|store)\//,
];

describe('import "picklejar"', () => {
  const { files, bytes, builtins } = openedBy('await import("./src/index.ts");');

  it("opens what every model needs, and nothing that only some need", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => later.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(bytes).toBeLessThan(800_000);
  });

  // node:fs is there already, for whoever watches.
  it("asks Node for few of its modules: some take longer to load than a model", () => {
    expect(builtins).toEqual(["node:path", "node:timers/promises"]);
  });
});

describe("loadModel", () => {
  it.each([
    [linear, ["linear-model"]],
    [pipeline, ["compose", "linear-model", "pipeline", "preprocessing"]],
  ])("opens the families of estimators that %s names", (file, families) => {
    const { files, builtins } = openedBy(
      `const { loadModel } = await import("./src/index.ts"); await loadModel(${JSON.stringify(file)});`,
    );
    const readers = files.filter((path) => path.endsWith("/readers.ts"));
    expect(readers.map((path) => path.split("/").at(-2)).sort()).toEqual(families);
    expect(files.filter((path) => path.includes("/trees/"))).toEqual([]);
    expect(builtins).not.toContain("node:worker_threads");
    expect(builtins).not.toContain("node:crypto");
    expect(builtins).not.toContain("node:zlib");
  });
});

describe("the built package", () => {
  it("opens a few files for a model", () => {
    const { files, bytes } = openedBy(
      `const { loadModel } = await import("./dist/index.js"); await loadModel(${JSON.stringify(linear)});`,
    );
    expect(files.length).toBeLessThan(11);
    expect(bytes).toBeLessThan(630_000);
  });

  it("tells its version without a model's code", () => {
    const { files, bytes } = opened("dist/cli/main.js", "--version");
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((file) => /chunks\/(model|pickle|server)-/.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(180_000);
  });

  it("predicts without the server's code", () => {
    const { files, bytes, builtins } = opened(
      "dist/cli/main.js",
      "predict",
      "--on-error",
      "skip",
      salary,
      rows,
    );
    expect(files.filter((file) => /fastify|preact|chunks\/server-/.test(file))).toEqual([]);
    expect(builtins.filter((name) => /crypto|http|worker|zlib/.test(name))).toEqual([]);
    expect(bytes).toBeLessThan(940_000);
  });
});
