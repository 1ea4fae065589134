import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixtureNames, fixturePath } from "../predict/batch/run-batch.ts";
import { runCli, salary } from "./run.ts";

const header = "experience,test_score,interview_score,prediction";

async function casesFile(text: string, name = "cases.csv"): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "picklejar-")), name);
  await writeFile(path, text);
  return path;
}

describe("picklejar verify", () => {
  it("finds that all recorded answers agree", async () => {
    for (const name of fixtureNames.slice(0, 3)) {
      const { code, stdout } = await runCli([
        "verify",
        fixturePath(`${name}.pkl`),
        fixturePath(`${name}.csv`),
      ]);
      expect(code, name).toBe(0);
      expect(stdout).toMatch(/cases +12\n/);
      expect(stdout).toMatch(/grade +(exact|to 1e-1\d relative)\n/);
    }
  });

  it("shows the worst case, and how far it agrees", async () => {
    const path = await casesFile(`${header}\n2,9,6,53290.89255944764\n2,9,6,53290.89\n2,9,6,1\n`);
    const { code, stdout } = await runCli(["verify", salary, path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/cases +3\n +exact +1\n +different +2\n/);
    expect(stdout).toContain("row 3 (line 4), prediction: expected 1, got 53290.89255944764");
    expect(stdout).toMatch(/grade +differs\n/);
  });

  it("says that rounded answers agree as far as they go", async () => {
    const path = await casesFile(`${header}\n2,9,6,53290.89\n`);
    const strict = await runCli(["verify", salary, path]);
    expect([strict.code, strict.stdout.includes("--tolerance 1e-6")]).toEqual([1, true]);
    const lenient = await runCli(["verify", salary, path, "--tolerance", "1e-6"]);
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toMatch(/grade +to 1e-7 relative/);
    expect(lenient.stdout).toContain("7 significant digits");
  });

  it("advises no tolerance that it would refuse", async () => {
    const path = await casesFile(`${header}\n2,9,6,5\n`);
    const { code, stdout } = await runCli(["verify", salary, path]);
    expect([code, stdout.includes("--tolerance")]).toEqual([1, false]);
  });

  it("asks for the column of answers where there is none", async () => {
    const path = await casesFile("experience,test_score,interview_score\n2,9,6\n");
    const { stderr } = await runCli(["verify", salary, path]);
    expect(stderr).toContain("Add a column prediction");
    expect(stderr).not.toContain("picklejar inspect");
  });

  it("prints the result as JSON", async () => {
    const path = await casesFile('[{"input":[2,9,6],"prediction":53290.89}]', "cases.json");
    const { code, stdout } = await runCli(["verify", salary, path, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      file: "model.pkl",
      cases: 1,
      agrees: false,
      exact: 0,
      agreeing: 0,
      grade: "differs",
      digits: 7,
      worst: { row: 0, line: 1, column: "prediction", expected: 53290.89 },
    });
  });

  it("says what is wrong with the cases", async () => {
    const noAnswer = await casesFile("experience,test_score,interview_score\n2,9,6\n");
    const badRow = await casesFile(`${header}\n2,x,6,1\n`);
    const empty = await casesFile(`${header}\n`);
    for (const [path, text] of [
      [noAnswer, "prediction"],
      [badRow, "Line 2"],
    ] as const) {
      const { code, stdout, stderr } = await runCli(["verify", salary, path]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(text);
      expect(stderr).toContain("INPUT_INVALID");
    }
    const json = await runCli(["verify", salary, badRow, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      agrees: false,
      error: { code: "INPUT_INVALID" },
    });
    expect((await runCli(["verify", salary, empty])).code).toBe(1);
    expect((await runCli(["verify", salary, badRow, "--tolerance", "x"])).code).toBe(2);
  });
});
