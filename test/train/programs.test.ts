// The model.ts of the example and of each starter: the file it writes answers as the one beside it, which Python made.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { loadModel, type PlainRows } from "../../src/index.ts";

const root = join(import.meta.dirname, "../..");
const door = pathToFileURL(join(root, "src/train/index.ts")).href;
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Runs a copy of the project's model.ts. @returns the file that it wrote */
async function train(project: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "picklejar-model-"));
  folders.push(folder);
  await cp(join(root, project), folder, { recursive: true });
  await rm(join(folder, "model.pkl"));
  const program = join(folder, "model.ts");
  const code = await readFile(program, "utf8");
  await writeFile(program, code.replace('"picklejar/train"', JSON.stringify(door)));
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  await import(pathToFileURL(program).href);
  expect(printed).toHaveBeenCalledOnce();
  printed.mockRestore();
  return join(folder, "model.pkl");
}

const iris: PlainRows = [
  [5.1, 3.5, 1.4, 0.2],
  [6.3, 2.8, 5.1, 1.5],
];
const texts: PlainRows = ["My parcel has not arrived yet", "You charged me twice this month"];

describe("model.ts", () => {
  it.each(["examples/salary", "starters/salary"])("of %s answers 53290.89", async (project) => {
    const own = await loadModel(await train(project));
    const shipped = await loadModel(join(root, project, "model.pkl"));
    const [salary] = own.estimator.predict?.([[2, 9, 6]]) ?? [];
    expect(salary).toBeCloseTo(53_290.89255944764, 6);
    const rows = [
      [2, 9, 6],
      [12, 3, 10],
    ];
    const theirs = (shipped.estimator.predict?.(rows) ?? []).map(Number);
    for (const [i, answer] of (own.estimator.predict?.(rows) ?? []).entries()) {
      expect(answer).toBeCloseTo(theirs[i] ?? Number.NaN, 6);
    }
    expect(own.estimator.featureNames).toEqual(shipped.estimator.featureNames);
  });

  // Where scikit-learn's solver stopped, probabilities are that far from the minimum.
  it.each([
    ["starters/iris", iris],
    ["starters/text", texts],
  ] as const)("of %s gives the probabilities of the shipped file", async (project, rows) => {
    const own = await loadModel(await train(project));
    const shipped = await loadModel(join(root, project, "model.pkl"));
    expect(own.estimator.classes?.length).toBeGreaterThan(2);
    expect(own.estimator.classes).toEqual(shipped.estimator.classes);
    expect(own.estimator.featureNames).toEqual(shipped.estimator.featureNames);
    const [mine, theirs] = [own, shipped].map(({ estimator }) => {
      return (estimator.predictProba?.(rows) ?? []) as number[][];
    });
    for (const [i, row] of (mine ?? []).entries()) {
      for (const [k, probability] of row.entries()) {
        expect(Math.abs(probability - (theirs?.[i]?.[k] ?? Number.NaN))).toBeLessThan(2e-3);
      }
    }
  });
});
