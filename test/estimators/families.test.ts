import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEveryReader, loadReaders, type NamedClasses } from "../../src/estimators/families.ts";
import { readBoosterFile } from "../../src/objects/foreign-models.ts";
import { readModelFile } from "../../src/objects/model-file.ts";
import { trustOf } from "../../src/objects/trust.ts";
import { PyGlobal } from "../../src/objects/values.ts";

const fixtures = join(import.meta.dirname, "../fixtures");
const estimators = join(import.meta.dirname, "../../src/estimators");

async function pathsFor(...files: readonly NamedClasses[]): Promise<readonly string[]> {
  return [...(await loadReaders(files)).keys()];
}

describe("loadReaders", () => {
  it("loads the families of the classes that a file names, and no others", async () => {
    const file = await readModelFile(join(fixtures, "hot-paths/pipeline.pkl"));
    const loaded = new Set((await pathsFor(file)).map((path) => path.split(".")[1]));
    expect(loaded).toContain("pipeline");
    expect(loaded).toContain("compose");
    expect(loaded).not.toContain("ensemble");
    expect(loaded).not.toContain("svm");
  });

  it("takes what another library saved by itself for the class that it is a record of", async () => {
    const booster = readBoosterFile(new Uint8Array(0), "xgboost");
    expect(await pathsFor(booster)).toContain("xgboost.Booster");
    expect(await pathsFor({ names: [], value: null })).toEqual([]);
  });

  it("takes the families of several files together", async () => {
    const pipeline = await readModelFile(join(fixtures, "hot-paths/pipeline.pkl"));
    const paths = await pathsFor(pipeline, readBoosterFile(new Uint8Array(0), "lightgbm"));
    expect(paths).toContain("sklearn.pipeline.Pipeline");
    expect(paths).toContain("lightgbm.Booster");
  });
});

describe("loadEveryReader", () => {
  it("has every family, and each class in the family that its path begins with", async () => {
    const every = await loadEveryReader();
    const folders = globSync("**/readers.ts", { cwd: estimators });
    expect(new Set([...every.keys()].map(familyOf)).size).toBe(folders.length);
    for (const path of every.keys()) {
      const dot = path.lastIndexOf(".");
      const trust = trustOf(path.slice(0, dot), path.slice(dot + 1));
      const use = { global: new PyGlobal("", "", 0), trust, calls: 0, firstCall: null };
      expect(await pathsFor({ names: [use], value: null }), path).toContain(path);
    }
  });
});

function familyOf(path: string): string {
  return path.split(".", path.startsWith("sklearn.") ? 2 : 1).join(".");
}
