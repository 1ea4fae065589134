// Small files that would become large, slow or deep end in time and in little memory. They are read in processes of
// their own, whose memory is limited.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import type { BombReport } from "./hostile/bomb-process.ts";
import { bombs, largestBombs } from "./hostile/bombs.ts";
import type { HostileCase } from "./hostile/cases.ts";

const MEBIBYTE = 2 ** 20;
const script = join(import.meta.dirname, "hostile", "bomb-process.ts");
// Two seconds on an idle machine; this one may be busy with other tests.
const LONGEST_MS = 6000;

async function explode(...args: string[]): Promise<BombReport[]> {
  const options = ["--expose-gc", "--max-old-space-size=512", "--no-warnings", script, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return stdout
    .trim()
    .split("\n")
    .map((line): BombReport => JSON.parse(line));
}

function checkEndings({ ending, kept, file, loaded }: HostileCase, report: BombReport): void {
  const { decodePickle, readModelFile, loadModel, inspectFile, kept: keptEnding } = report.endings;
  expect(decodePickle).toBe(ending);
  expect(readModelFile).toBe(file);
  expect(loadModel).toBe(loaded);
  expect(inspectFile).toBe(ending === "value" ? "value" : undefined);
  if (keptEnding !== undefined) expect(keptEnding).toBe(kept ?? "value");
  expect(report.slowestMs).toBeLessThan(LONGEST_MS);
}

describe("bombs", () => {
  let reports: ReadonlyMap<string, BombReport>;
  beforeAll(async () => {
    reports = new Map((await explode()).map((report) => [report.name, report]));
  });

  for (const bomb of bombs) {
    it(`end in time and in little memory: ${bomb.name}`, () => {
      const report = reports.get(bomb.name) as BombReport;
      checkEndings(bomb, report);
      const most = bomb.memoryMiB === undefined ? 400 : 2 * bomb.memoryMiB + 64;
      expect(report.grownBytes).toBeLessThan(most * MEBIBYTE);
    });
  }
});

describe("the largest bombs", () => {
  for (const bomb of largestBombs) {
    it(`take less than 512 MB of a whole process: ${bomb.name}`, async () => {
      const [report] = await explode(bomb.name);
      checkEndings(bomb, report as BombReport);
      expect(report?.peakBytes).toBeLessThan(512 * MEBIBYTE);
    });
  }
});
