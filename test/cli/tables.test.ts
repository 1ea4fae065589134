// Parquet files and columns of other names on the command line.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, runCli, salary } from "./run.ts";

const people = join(root, "test/fixtures/parquet/people.parquet");

describe("picklejar predict", () => {
  it("scores a Parquet file, whatever it is called, and counts its rows", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    const path = join(folder, "people.csv");
    await writeFile(path, await readFile(people));
    const { code, stdout, stderr } = await runCli(["predict", salary, path, "--on-error", "skip"]);
    expect([code, stdout.split("\n")[1]]).toEqual([0, "2,9,6,ann,r1,53290.89255944764"]);
    expect(stderr).toContain("1 row left out. The first: Row 3: Test score is missing.");
    const stopped = await runCli(["predict", salary, path, "-o", join(folder, "out.csv")]);
    expect([stopped.code, stopped.stderr]).toMatchObject([1, expect.stringContaining("Row 3:")]);
  });

  it("says of a damaged one where, and of a piped one why it is not read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-"));
    const path = join(folder, "cut.parquet");
    await writeFile(path, (await readFile(people)).subarray(0, 1500));
    const { code, stderr } = await runCli(["predict", salary, path]);
    expect([code, stderr]).toMatchObject([1, expect.stringContaining("PARQUET_MALFORMED")]);
    const main = join(root, "dist", "cli", "main.js");
    const said = await new Promise<string>((resolve) => {
      const command = `"${process.execPath}" "${main}" predict "${salary}" - < "${people}"`;
      execFile("sh", ["-c", command], (_error, _stdout, text) => resolve(text));
    });
    expect(said).toContain("INPUT_MALFORMED");
  });

  it("takes a column of another name for a field, and refuses fields that there are not", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "picklejar-")), "years.csv");
    await writeFile(path, "Years,test_score,interview_score\n2,9,6\n");
    const run = (...columns: string[]) =>
      runCli(["predict", salary, path, ...columns.flatMap((text) => ["--column", text])]);
    expect((await run("experience=Years")).stdout).toContain("2,9,6,53290.89255944764");
    const [unknown, twice, absent] = await Promise.all([
      run("experiense=Years"),
      run("experience=Years", "experience=Years"),
      run("experience=Yeers"),
    ]);
    expect([unknown?.code, twice?.code, absent?.code]).toEqual([2, 2, 1]);
    expect(unknown?.stderr).toContain("Did you mean experience?");
    expect(absent?.stderr).toContain('did you mean "Years"?');
  });
});
