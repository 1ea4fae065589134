import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createServer } from "../../src/server/app.ts";
import type { LogEntry } from "../../src/store/log-line.ts";
import { openPredictionLog } from "../../src/store/prediction-log.ts";
import { runCli, salary, serve } from "../cli/run.ts";
import { salaryModel } from "../server/fake-models.ts";

async function newFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), "picklejar-log-")), "predictions.jsonl");
}

async function linesOf(path: string) {
  const text = await readFile(path, "utf8");
  expect(text === "" || text.endsWith("\n")).toBe(true);
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

function entry(id: number): LogEntry {
  return { at: 0, id: String(id), row: null, inputs: [id], answer: { prediction: id }, ms: 1 };
}

/** A line as it is written. */
async function oneLine(): Promise<unknown> {
  const path = await newFile();
  const log = await openPredictionLog(path);
  log.append([entry(1)]);
  await log.close();
  return (await linesOf(path))[0];
}

describe("openPredictionLog", () => {
  it("appends to what is there, and keeps a new file for its owner", async () => {
    const path = await newFile();
    const first = await openPredictionLog(path);
    first.append([entry(1), entry(2)]);
    await first.close();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const second = await openPredictionLog(path);
    second.append([entry(3)]);
    await second.close();
    expect((await linesOf(path)).map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });

  it("writes by itself, in order, whatever the number of rows", async () => {
    const path = await newFile();
    const log = await openPredictionLog(path, { delayMs: 1 });
    for (let i = 0; i < 30; i++) {
      log.append(Array.from({ length: 100 }, (_, k) => entry(100 * i + k)));
      await delay(1);
    }
    await expect.poll(async () => (await linesOf(path)).length).toBe(3000);
    await log.close();
    const ids = (await linesOf(path)).map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: 3000 }, (_, i) => i));
  });

  it("puts a full file aside and begins anew, where it has a bound", async () => {
    const path = await newFile();
    const problems: string[] = [];
    const onProblem = (message: string) => problems.push(message);
    const size = JSON.stringify((await oneLine()) ?? {}).length + 1;
    for (let id = 1; id <= 5; id++) {
      const log = await openPredictionLog(path, { maxBytes: 2 * size, onProblem });
      log.append([entry(id)]);
      await log.close();
    }
    const old = path.replace(".jsonl", ".old.jsonl");
    expect((await linesOf(old)).map(({ id }) => id)).toEqual(["3", "4"]);
    expect((await linesOf(path)).map(({ id }) => id)).toEqual(["5"]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("predictions.old.jsonl");
  });

  it("drops the oldest rows beyond its capacity, counts them and tells", async () => {
    const path = await newFile();
    const problems: string[] = [];
    const onProblem = (message: string) => problems.push(message);
    const log = await openPredictionLog(path, { capacity: 3, onProblem });
    log.append([1, 2, 3, 4, 5].map(entry));
    await log.close();
    expect((await linesOf(path)).map(({ id }) => id)).toEqual(["3", "4", "5"]);
    expect([log.dropped, problems.length]).toEqual([2, 1]);
  });

  it("drops rows that together are too long, however few they are", async () => {
    const path = await newFile();
    const log = await openPredictionLog(path, { capacityCharacters: 5000 });
    const long = { ...entry(1), inputs: ["x".repeat(3000)] };
    log.append([entry(0), long, { ...long, id: "2" }, entry(3)]);
    await log.close();
    expect((await linesOf(path)).map(({ id }) => id)).toEqual(["2", "3"]);
    expect(log.dropped).toBe(2);
  });

  it("tells of many losses in few words, and of all of them in the end", async () => {
    const problems: string[] = [];
    const onProblem = (message: string) => problems.push(message);
    const log = await openPredictionLog(await newFile(), { capacity: 1, onProblem });
    for (let i = 0; i <= 500; i++) log.append([entry(i)]);
    expect(problems.length).toBe(1);
    await log.close();
    expect(problems.map((text) => Number(/\d+/.exec(text)?.[0]))).toEqual([1, 499]);
    expect(log.dropped).toBe(500);
  });

  it("tells of rows that a full disk does not take, and closes all the same", async () => {
    const problems: string[] = [];
    const onProblem = (message: string) => problems.push(message);
    const log = await openPredictionLog("/dev/full", { onProblem, delayMs: 1, retryMs: 1 });
    log.append([entry(1), entry(2)]);
    await expect.poll(() => problems.length).toBeGreaterThan(1);
    expect(log.dropped).toBe(0);
    await log.close();
    expect(log.dropped).toBe(2);
  });

  it("refuses a file that cannot be opened", async () => {
    const path = await newFile();
    await writeFile(path, "");
    await expect(openPredictionLog(join(path, "log"))).rejects.toMatchObject({ code: "USAGE" });
  });
});

describe("a server with a log", () => {
  it("keeps time, id, inputs, answer and duration of every row it answered", async () => {
    const path = await newFile();
    const app = createServer(salaryModel(), { log: await openPredictionLog(path) });
    const one = await app.inject("/predict?experience=2&test_score=9&interview_score=6");
    const payload = [[2, 9, 6], { experience: 1, test_score: 2, interview_score: 3 }];
    const many = await app.inject({ method: "POST", url: "/predict", payload });
    await app.inject("/predict?experience=x");
    await app.close();
    const lines = await linesOf(path);
    expect(lines).toHaveLength(4);
    const { prediction, id } = one.json();
    expect(lines[0]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      id,
      version: "3f9a3f9a3f9a",
      inputs: { experience: "2", test_score: "9", interview_score: "6" },
      answer: { prediction },
      ms: expect.any(Number),
    });
    const { predictions, id: second } = many.json();
    expect(lines.slice(1)).toMatchObject([
      { id: second, row: 0, inputs: [2, 9, 6], answer: predictions[0] },
      { id: second, row: 1, inputs: payload[1], answer: predictions[1] },
      { error: { status: 400, code: "INPUT_INVALID" } },
    ]);
    expect(lines[3]).not.toHaveProperty("inputs");
  });

  it("has written everything that was answered when SIGTERM has ended it", async () => {
    const path = await newFile();
    const server = await serve([salary, "--port", "0", "--log", path]);
    const ids: string[] = [];
    const ask = async () => {
      const query = "predict?experience=2&test_score=9&interview_score=6";
      const response = await fetch(new URL(query, server.ready.url));
      if (response.status === 200) ids.push(((await response.json()) as { id: string }).id);
    };
    for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 10 }, ask));
    expect(await server.stop()).toBe(0);
    expect(ids).toHaveLength(200);
    expect((await linesOf(path)).map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  it("does not start with a log that cannot be opened", async () => {
    const { code, stderr } = await runCli(["serve", salary, "--port", "0", "--log", "/none/x"]);
    expect(code).toBe(2);
    expect(stderr).toContain("USAGE");
  });
});
