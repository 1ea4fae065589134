// The programs of docs/train.md run as they stand there, and what they save is served.

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../../src/index.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/train.md"), "utf8");
const programs = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
const folder = mkdtempSync(join(tmpdir(), "picklejar-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("docs/train.md", () => {
  it("trains and saves the salary model", async () => {
    expect(programs).toHaveLength(4);
    const said = run(programs[0] ?? "");
    expect(said).toContain("R² of two people");
    const model = await loadModel(join(folder, "model.pkl"));
    const [answer] = await model.predict([{ experience: 2, test_score: 9, interview_score: 6 }]);
    // What LinearRegression of scikit-learn 1.9.0 says, fitted on the same eight people.
    expect(answer?.prediction).toBeCloseTo(53_205.96797671032, 6);
  });

  it("trains and saves a model of several kinds of columns", () => {
    expect(run(programs[1] ?? "")).toMatch(/^\[ '(stayed|left)' \]\n$/);
    expect(existsSync(join(folder, "churn.pkl"))).toBe(true);
  });

  it("finds parameters for the flowers", async () => {
    copyFileSync(join(root, "starters/iris/data/iris.csv"), join(folder, "iris.csv"));
    // Scores of scikit-learn 1.9.0 for the same folds: LogisticRegression behind StandardScaler.
    expect(run(programs[3] ?? "")).toMatch(
      /0\.9666666\d+,\s+1,\s+0\.9333333\d+,\s+0\.9[\s\S]+ 1\s/,
    );
    const model = await loadModel(join(folder, "iris.pkl"));
    expect(model.estimator.predict?.([[5.1, 3.5, 1.4, 0.2]])).toEqual(["setosa"]);
  });

  it("trains and saves a model of texts", async () => {
    expect(run(programs[2] ?? "")).toBe("[ 'good' ]\n");
    const model = await loadModel(join(folder, "reviews.pkl"));
    expect(model.estimator.predict?.(["how boring"])).toEqual(["bad"]);
  });
});

function run(program: string): string {
  const door = pathToFileURL(join(root, "src/train/index.ts")).href;
  const file = join(folder, "model.ts");
  writeFileSync(file, program.replace('"picklejar/train"', JSON.stringify(door)));
  return execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
}
