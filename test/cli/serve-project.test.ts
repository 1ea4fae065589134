import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf } from "../project/open.ts";
import { runCli, serve } from "./run.ts";

const salary = { "model.pkl": "../../../examples/salary/model.pkl" };
const config = `
  import { defineConfig } from "picklejar";
  export default defineConfig({ title: "Pay <day>", fields: { test_score: { default: 9 } } });
`;

async function predict(url: string, query: string): Promise<{ prediction: number }> {
  const response = await fetch(new URL(`predict?${query}`, url));
  expect(response.status).toBe(200);
  return (await response.json()) as { prediction: number };
}

describe("picklejar serve, of a project folder", () => {
  it("serves by its config, names the code it ran, and keeps a log in the folder", async () => {
    const folder = await folderOf(salary, { "picklejar.config.ts": config });
    const server = await serve([folder, "--port", "0"]);
    const answer = await predict(server.ready.url, "experience=2&interview_score=6");
    expect(answer.prediction).toBeCloseTo(53290.89255944764, 6);
    const page = await fetch(server.ready.url, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain("Pay &lt;day>");
    expect(await server.stop()).toBe(0);
    const file = join(folder, "predictions.jsonl");
    expect(server.ready).toMatchObject({
      config: "picklejar.config.ts",
      code: ["picklejar.config.ts"],
      log: file,
    });
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).inputs)).toEqual([
      { experience: "2", interview_score: "6" },
    ]);
  });

  it("keeps no log where the config, or the command, says so, nor where there is no config", async () => {
    const json = { "picklejar.config.json": '{ "log": false }' };
    const cases = [
      { folder: await folderOf(salary, json), args: [] },
      { folder: await folderOf(salary, { "picklejar.config.ts": config }), args: ["--no-log"] },
      { folder: await folderOf(salary), args: [] },
    ];
    for (const { folder, args } of cases) {
      const server = await serve([folder, "--port", "0", ...args]);
      await predict(server.ready.url, "experience=2&interview_score=6&test_score=9");
      expect(server.ready).not.toHaveProperty("log");
      await server.stop();
      await expect(readFile(join(folder, "predictions.jsonl"))).rejects.toThrow("ENOENT");
    }
  });

  it("serves without a log that nobody asked for and nobody can write, and says so", async () => {
    const files = { "picklejar.config.ts": config, "predictions.jsonl/in-the-way": "" };
    const folder = await folderOf(salary, files);
    const server = await serve([folder, "--port", "0"]);
    await predict(server.ready.url, "experience=2&interview_score=6");
    await server.stop();
    expect(server.ready).not.toHaveProperty("log");
    expect(server.output()).toContain("Predictions are not kept");
    const asked = await folderOf(salary, { "picklejar.config.json": '{ "log": "a/b/c.jsonl" }' });
    const { code, stderr } = await runCli(["serve", asked, "--port", "0"]);
    expect([code, stderr.includes("cannot be opened")]).toEqual([2, true]);
  });

  it("takes a config by --config, also for a model file", async () => {
    const folder = await folderOf(salary, { "configs/pay.ts": config });
    for (const path of [folder, join(folder, "model.pkl")]) {
      const server = await serve([path, "--port", "0", "--config", join(folder, "configs/pay.ts")]);
      await predict(server.ready.url, "experience=2&interview_score=6");
      await server.stop();
      expect(server.ready).toHaveProperty("code");
    }
  });

  it("says all that is wrong with a config, and does not start", async () => {
    const wrong = '{ "titel": "A", "fields": { "a": {}, "experience": { "min": "1" } } }';
    const folder = await folderOf(salary, { "picklejar.config.json": wrong });
    const { code, stdout, stderr } = await runCli(["serve", folder, "--port", "0"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("CONFIG_INVALID");
    expect(stderr).toContain("· titel is no property of a config; did you mean title?");
    expect(stderr).toContain("· fields.experience.min must be a number");
  });

  it("says which lines a folder of several files needs", async () => {
    const folder = await folderOf({
      "scaler.pkl": "several/scaler.pkl",
      "model.pkl": "several/model.pkl",
    });
    const { code, stderr } = await runCli(["serve", folder, "--port", "0"]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'export default { model: { files: { model: "model.pkl", scaler: "scaler.pkl" } } }',
    );
  });
});
