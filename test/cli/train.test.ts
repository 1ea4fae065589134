// `picklejar train` as a user has it: a table in, a model, its card and its reference data out.

import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../../src/index.ts";
import { root, runCli } from "./run.ts";

const hiring = join(root, "examples", "salary", "hiring.csv");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "picklejar-train-"));
});

describe("picklejar train", () => {
  it("learns a table, tells how well, and writes what serve takes", async () => {
    const model = join(folder, "salary.pkl");
    const { code, stdout, stderr } = await runCli([
      "train",
      hiring,
      "--target",
      "salary",
      "--model",
      "linear",
      "-o",
      model,
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/baseline .*\n.*linear /);
    expect(stdout).toContain(`→ picklejar serve ${model}`);
    expect((await readdir(folder)).sort()).toEqual([
      "salary.md",
      "salary.pkl",
      "salary.reference.json",
    ]);
    const card = await readFile(join(folder, "salary.md"), "utf8");
    expect(card).toContain(
      "`picklejar train hiring.csv --target salary --model linear -o salary.pkl`",
    );
    const loaded = await loadModel(model);
    const [answer] = await loaded.predict([{ experience: 2, test_score: 9, interview_score: 6 }]);
    expect(Math.round(Number(answer?.prediction))).toBe(53_291);
    const again = await runCli(["train", hiring, "--target", "salary", "-o", model]);
    expect([again.code, again.stderr.includes("--force")]).toEqual([2, true]);
  });

  it("reads numbers as people write them, from standard input, and tells all of it as JSON", async () => {
    const data = join(folder, "words.jsonl");
    const words = ["zero", "one", "two", "three", "four"];
    const rows = Array.from({ length: 30 }, (_, i) =>
      JSON.stringify({
        years: words[i % 5],
        pay: `$${(1000 + 500 * (i % 5) + i).toLocaleString("en-US")}`,
      }),
    );
    await writeFile(data, rows.join("\n"));
    const args = ["--target", "pay", "--sklearn", "1.4", "-o", join(folder, "pay.pkl")];
    const { code, stdout } = await runCli(["train", data, ...args, "--json"]);
    const told = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(told).toMatchObject({
      sklearn: "1.4.2",
      target: {
        task: "regression",
        cleanings: [{ form: "currency signs", count: 30, example: "$1,000" }],
      },
      columns: [
        { name: "years", kind: "number", cleanings: [{ form: "number words", count: 30 }] },
      ],
      beatsBaseline: true,
    });
    expect(told.trials.map(({ model }: { model: string }) => model)[0]).toBe("baseline");
  });

  it.each([
    [["--target", "salery"], 2, "Did you mean salary?"],
    [["--target", "salary", "--drop", "experiance"], 2, "Did you mean experience?"],
    [["--target", "salary", "--as", "experience=nummer"], 2, "--as zip=category"],
    [["--target", "salary", "--budget", "soon"], 2, "--budget"],
    [["--target", "salary", "--seed", "x"], 2, "seed"],
    [["--target", "salary", "--task", "regresion"], 2, "Did you mean regression?"],
    [["--target", "salary", "--sklearn", "0.20"], 1, "TRAIN_DIALECT"],
    [["--target", "salary", "-o", "model.onnx"], 2, "-o model.pkl"],
    [[], 2, "--target"],
    [["--target", "salary", "--task", "classification"], 1, "TRAIN_TABLE"],
  ])("refuses %j", async (args, expected, words) => {
    const output = args.includes("-o") ? [] : ["-o", join(folder, "none.pkl")];
    const { code, stderr } = await runCli(["train", hiring, ...args, ...output]);
    expect([code, stderr.includes(words) ? words : stderr]).toEqual([expected, words]);
    expect(await readdir(folder)).not.toContain("none.pkl");
  });
});
