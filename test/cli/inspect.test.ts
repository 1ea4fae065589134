import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runCli, salary } from "./run.ts";

describe("picklejar inspect", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "picklejar-"));
  });

  async function made(name: string, contents: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, contents);
    return path;
  }

  it("tells what a model asks, answers, holds and would have called in Python", async () => {
    const { code, stdout, stderr } = await runCli(["inspect", salary]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("LinearRegression  scikit-learn 1.9.0");
    expect(stdout).toContain("coef_: float64 array of 3");
    expect(stdout).toMatch(/experience\s+(number|integer)/);
    expect(stdout).toContain(`Can be served: picklejar serve ${salary}`);
    expect(stdout).toMatch(/estimator\s+sklearn\.linear_model\._base\.LinearRegression/);
  });

  it("gives the same as JSON", async () => {
    const { code, stdout } = await runCli(["inspect", salary, "--json"]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.served).toBe(true);
    expect(report.versions).toEqual({ "scikit-learn": ["1.9.0"], numpy: ["2.x"] });
    expect(report.container).toEqual({
      writer: "pickle",
      compression: null,
      protocol: 5,
      trailingBytes: 0,
    });
    expect(report.signature.inputs.map((field: { name: string }) => field.name)).toEqual([
      "experience",
      "test_score",
      "interview_score",
    ]);
  });

  it("shows a hostile file with what Python would have done, and runs nothing", async () => {
    const canary = join(folder, "canary");
    const file = await made("evil.pkl", `cos\nsystem\n(S'touch ${canary}'\ntR.`);
    const { code, stdout } = await runCli(["inspect", file]);
    expect(code).toBe(0);
    expect(stdout).toContain("Python would have called os.system('touch");
    expect(stdout).not.toContain("Can be served");
    const json = JSON.parse((await runCli(["inspect", file, "--json"])).stdout);
    expect(json.served).toBe(false);
    expect(json.reasons[0].code).toBe("PICKLE_UNKNOWN_GLOBAL");
    expect(json.names).toEqual([
      expect.objectContaining({ name: "os.system", trust: "absent", calls: 1, offset: 0 }),
    ]);
    const { existsSync } = await import("node:fs");
    expect(existsSync(canary)).toBe(false);
  });

  it("shows the names that are refused before all others, and drives no terminal", async () => {
    const known = Array.from({ length: 300 }, (_, i) => `cnumpy\nndarray\n0I${i}\n0`).join("");
    const file = await made("tail.pkl", `${known}cno\u009bsuch\nname\u202e\n.`);
    const { stdout } = await runCli(["inspect", file]);
    expect(stdout).toMatch(/Names in the file\n +refused +no\\u009bsuch\.name\\u202e/);
    const json = (await runCli(["inspect", file, "--json"])).stdout;
    expect(json).not.toMatch(/[\u0080-\u009f\u202e]/);
    expect(JSON.parse(json).names.at(-1).name).toBe("no\u009bsuch.name\u202e");
  });

  it("quotes a file's name for the shell", async () => {
    const file = await made("my model's.pkl", await readFile(salary));
    const { stdout } = await runCli(["inspect", file]);
    expect(stdout).toContain(`picklejar serve '${join(folder, "my model'\\''s.pkl")}'`);
  });

  it("names what is not a model, with exit code 1", async () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n";
    const file = await made("model.pkl", pointer);
    const { code, stdout, stderr } = await runCli(["inspect", file]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("Git LFS pointer");
    expect(stderr).toContain("FILE_NOT_A_MODEL");
    const json = JSON.parse((await runCli(["inspect", file, "--json"])).stdout);
    expect(json.error.code).toBe("FILE_NOT_A_MODEL");
  });

  it("says that a file is absent, a folder, or cut short", async () => {
    const cut = await made("cut.pkl", "\x80\x02(lq\x00(X\x05");
    const cases = [
      [join(folder, "absent.pkl"), "FILE_NOT_FOUND"],
      [folder, "FILE_NOT_REGULAR"],
      [await made("empty.pkl", ""), "FILE_NOT_A_MODEL"],
    ] as const;
    for (const [file, expected] of cases) {
      const { code, stderr } = await runCli(["inspect", file]);
      expect(code, file).toBe(1);
      expect(stderr, file).toContain(expected);
    }
    expect((await runCli(["inspect", cut])).code).toBe(1);
  });
});
