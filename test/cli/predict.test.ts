import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixturePath } from "../predict/batch/run-batch.ts";
import { type Finished, root, runCli, salary } from "./run.ts";

const header = "experience,test_score,interview_score";
const answer = "53290.89255944764";
const main = join(root, "dist", "cli", "main.js");

function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "picklejar-"));
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], { env: { ...process.env, NO_COLOR: "1" } });
}

/** Runs the command with rows on its standard input. */
async function pipe(args: readonly string[], input: string): Promise<Finished> {
  const child = start(args);
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...texts };
}

describe("picklejar predict", () => {
  it("writes every row of a file with its prediction to standard output", async () => {
    const path = join(await folder(), "rows.csv");
    await writeFile(path, `id,${header}\nx,2,9,6\n`);
    expect(await runCli(["predict", salary, path])).toEqual({
      code: 0,
      stdout: `id,${header},prediction\nx,2,9,6,${answer}\n`,
      stderr: "",
    });
  });

  it("reads standard input where no file is named, and where - is", async () => {
    for (const args of [
      ["predict", salary],
      ["predict", salary, "-"],
    ]) {
      expect(await pipe(args, `${header}\n2,9,6\n`)).toMatchObject({
        code: 0,
        stdout: `${header},prediction\n2,9,6,${answer}\n`,
      });
    }
    const json = await pipe(
      ["predict", salary],
      '{"experience":2,"test_score":9,"interview_score":6}',
    );
    expect(JSON.parse(json.stdout).prediction).toBe(Number(answer));
  });

  it("writes a file that is there only when it is complete", async () => {
    const path = join(await folder(), "out.csv");
    const done = await pipe(["predict", salary, "-o", path], `${header}\n2,9,6\n`);
    expect(done).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await readFile(path, "utf8")).toBe(`${header},prediction\n2,9,6,${answer}\n`);
    const failed = await pipe(["predict", salary, "-o", path], `${header}\n2,9,6\nx,9,6\n`);
    expect(failed.code).toBe(1);
    expect(await readFile(path, "utf8")).toContain("2,9,6");
    expect(await readdir(join(path, ".."))).toEqual(["out.csv"]);
  });

  it("replaces the file that a link means, and keeps its permissions", async () => {
    const path = await folder();
    await writeFile(join(path, "real.csv"), "old", { mode: 0o640 });
    await symlink(join(path, "real.csv"), join(path, "link.csv"));
    await pipe(["predict", salary, "-o", join(path, "link.csv")], `${header}\n2,9,6\n`);
    expect(await readFile(join(path, "real.csv"), "utf8")).toContain(answer);
    expect((await stat(join(path, "real.csv"))).mode & 0o777).toBe(0o640);
  });

  it("may write over the file it reads", async () => {
    const path = join(await folder(), "rows.csv");
    await writeFile(path, `${header}\n${"2,9,6\n".repeat(50_000)}`);
    expect((await runCli(["predict", salary, path, "-o", path])).code).toBe(0);
    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect([lines.length, lines.at(-1)]).toEqual([50_001, `2,9,6,${answer}`]);
  });

  it("writes JSON Lines where it is asked to, by option or by name", async () => {
    const path = join(await folder(), "out.jsonl");
    const expected = `{"experience":2,"test_score":9,"interview_score":6,"prediction":${answer}}\n`;
    const input = `${header}\n2,9,6\n`;
    expect((await pipe(["predict", salary, "--json"], input)).stdout).toBe(expected);
    await pipe(["predict", salary, "-o", path], input);
    expect(await readFile(path, "utf8")).toBe(expected);
    const wrong = await pipe(["predict", salary, "-o", path.replace("jsonl", "csv")], "[2,9,6]");
    expect([wrong.code, wrong.stderr.includes("USAGE")]).toEqual([2, true]);
  });

  it("adds probabilities where they are asked for, and refuses where there are none", async () => {
    const forest = fixturePath("forest.pkl");
    const { stdout } = await pipe(["predict", forest, "--proba"], "a,b,c,d\n1,2,3,4\n");
    expect(stdout.split("\n")[0]).toBe(
      "a,b,c,d,prediction,probability_0,probability_1,probability_2,probability_3",
    );
    const none = await pipe(["predict", salary, "--proba"], `${header}\n2,9,6\n`);
    expect([none.code, none.stdout]).toEqual([2, ""]);
  });

  it("stops at a row at fault: line, field and reason, and what to do", async () => {
    const { code, stdout, stderr } = await pipe(["predict", salary], `${header}\n2,9,6\nx,9,\n`);
    expect(code).toBe(1);
    expect(stdout).toBe(`${header},prediction\n2,9,6,${answer}\n`);
    expect(stderr).toContain("Line 3");
    expect(stderr).toContain('Experience must be a number; got "x"');
    expect(stderr).toContain("Interview score is missing");
    expect(stderr).toContain("--on-error skip");
    expect(stderr).toContain("INPUT_INVALID");
  });

  it("skips rows at fault where told, says so, and keeps them with the reason", async () => {
    const bad = join(await folder(), "bad.csv");
    const input = `${header}\n2,9,6\nx,9,6\n1,2\n`;
    const args = ["predict", salary, "--on-error", "skip", "--errors", bad];
    const { code, stdout, stderr } = await pipe(args, input);
    expect([code, stdout]).toEqual([0, `${header},prediction\n2,9,6,${answer}\n`]);
    expect(stderr).toMatch(/^! 2 rows left out\. The first: Line 3: /);
    const lines = (await readFile(bad, "utf8")).split("\n");
    expect(lines[0]).toBe(`${header},error`);
    expect(lines[1]).toMatch(/^x,9,6,"Line 3: Experience must be a number; got ""x"";.*\."$/);
    expect(lines[2]).toMatch(/^1,2,,Line 4: /);
    // Corrected, the file of bad rows is a file of rows.
    const corrected = lines.join("\n").replace("x,9,6", "3,9,6").replace("1,2,,", "1,2,3,");
    expect((await pipe(["predict", salary], corrected)).code).toBe(0);
  });

  it("keeps bad records of JSON with the reason, ready to be read again", async () => {
    const bad = join(await folder(), "bad.jsonl");
    const input = '{"experience":1}\n[2,9,6]\n{"experience":\n';
    await pipe(["predict", salary, "--on-error", "skip", "--errors", bad], input);
    const lines = (await readFile(bad, "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { input: { experience: 1 }, row: 0, line: 1, error: { code: "INPUT_INVALID" } },
      { input: '{"experience":', row: 2, line: 3 },
    ]);
  });

  it("reads lines without a header where told, and says how where not", async () => {
    const told = await pipe(["predict", salary, "--no-header"], "2,9,6\n");
    expect(told.stdout).toBe(`2,9,6,${answer}\n`);
    const untold = await pipe(["predict", salary], "2,9,6\n");
    expect([untold.code, untold.stderr.includes("--no-header")]).toEqual([1, true]);
  });

  it("tells which columns it took for which fields", async () => {
    const input = "Experience,Test Score,interview_score\n2,9,6\n";
    const { stdout, stderr } = await pipe(["predict", salary], input);
    expect(stdout).toContain(answer);
    expect(stderr).toContain('! The column "Test Score" was taken for "test_score".');
  });

  it("ends quietly when nobody reads on", async () => {
    const path = join(await folder(), "rows.csv");
    await writeFile(path, `${header}\n${"2,9,6\n".repeat(300_000)}`);
    const child = start(["predict", salary, path]);
    let stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.stdout?.once("data", () => child.stdout?.destroy());
    const [code] = (await once(child, "close")) as [number | null];
    expect([code, stderr]).toEqual([0, ""]);
  });

  it("leaves nothing half-written behind when it is interrupted", async () => {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const path = await folder();
      const child = start(["predict", salary, "-o", join(path, "out.csv")]);
      child.stdin?.write(`${header}\n${"2,9,6\n".repeat(1000)}`);
      const closed = once(child, "close");
      while ((await readdir(path)).length === 0) await new Promise((next) => setTimeout(next, 10));
      child.kill(signal);
      expect(await closed).toEqual([code, null]);
      expect(await readdir(path)).toEqual([]);
    }
  });

  it("says what cannot be read or written", async () => {
    const path = await folder();
    const rows = join(path, "rows.csv");
    await writeFile(rows, `${header}\n2,9,6\n`);
    for (const [args, text] of [
      [[salary, join(path, "none.csv")], "FILE_NOT_FOUND"],
      [[salary, path], "FILE_NOT_REGULAR"],
      [[salary, rows, "-o", path], "OUTPUT_UNWRITABLE"],
      [[salary, rows, "-o", join(path, "none", "out.csv")], "OUTPUT_UNWRITABLE"],
      [[join(path, "none.pkl"), rows], "FILE_NOT_FOUND"],
      [[rows, rows], "FILE_NOT_A_MODEL"],
    ] as const) {
      const { code, stdout, stderr } = await runCli(["predict", ...args]);
      expect([code, stdout], text).toEqual([1, ""]);
      expect(stderr).toContain(text);
    }
  });

  it("ends with 2 for options that make no sense", async () => {
    for (const args of [["--on-error", "ignore"], ["--errors", "bad.csv"], ["--probabilities"]]) {
      const { code, stderr } = await pipe(["predict", salary, ...args], `${header}\n2,9,6\n`);
      expect([code, stderr.startsWith("✖")], args.join(" ")).toEqual([2, true]);
    }
  });

  it("needs no more memory for many rows than for some", async () => {
    const path = join(await folder(), "rows.csv");
    const peaks: number[] = [];
    for (const rows of [50_000, 1_000_000]) {
      await writeFile(path, `${header}\n${"2.25,9.5,6.125\n".repeat(rows)}`);
      const child = start(["predict", salary, path, "-o", "/dev/null"]);
      let peak = 0;
      const watch = setInterval(async () => {
        const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      }, 5);
      const [code] = (await once(child, "close")) as [number | null];
      clearInterval(watch);
      expect(code).toBe(0);
      peaks.push(peak / 1024);
    }
    const [some = 0, many = 0] = peaks;
    expect(some).toBeGreaterThan(20);
    expect(many - some).toBeLessThan(80);
  });
});
