import { afterEach, describe, expect, it } from "vitest";
import { PicklejarError } from "../../../src/errors.ts";
import type { BatchJob } from "../../../src/predict/batch/job.ts";
import { BatchFailure, BatchPool, type BatchRun } from "../../../src/predict/batch/pool.ts";
import { BatchSlots } from "../../../src/predict/batch/slots.ts";
import { loadModel } from "../../../src/predict/model.ts";
import { salaryModel } from "../../server/fake-models.ts";
import { fixtureCases, fixtureModel, fixturePath, runBatch } from "./run-batch.ts";

const job: BatchJob = { output: null, format: "csv" };
const pools: BatchPool[] = [];

async function poolOf(name: string, threads = 2, idleMs = 60_000): Promise<BatchPool> {
  const pool = new BatchPool(await fixtureModel(name), { slots: new BatchSlots(threads), idleMs });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

async function runAll(run: BatchRun, text: string, size = 100): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    parts.push(...(await run.push(bytes.slice(at, at + size))).output);
  }
  parts.push(...(await run.end()).output);
  run.close();
  return Buffer.concat(parts).toString("utf8");
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("BatchPool", () => {
  it("answers on a thread what is answered here", async () => {
    for (const name of ["homes", "texts"]) {
      const pool = await poolOf(name);
      const cases = fixtureCases(name);
      const expected = runBatch(await fixtureModel(name), cases, { probabilities: true }).output;
      expect(await runAll(await pool.open({ ...job, probabilities: true }), cases)).toBe(expected);
    }
  });

  it("gives back the memory of what it was sent, and answers in memory that was given back", async () => {
    const pool = await poolOf("linear", 1);
    const [head = "", ...lines] = fixtureCases("linear").trimEnd().split("\n");
    const body = `${lines.join("\n")}\n`;
    const text = `${head}\n${body.repeat(Math.ceil(400_000 / body.length))}`;
    const expected = runBatch(await fixtureModel("linear"), text).output;
    const bytes = new TextEncoder().encode(text);
    const run = await pool.open(job);
    const parts: Buffer[] = [];
    let spares: ArrayBuffer[] = [];
    const sizes: number[] = [];
    for (let at = 0; at < bytes.length; at += 50_000) {
      const chunk = bytes.slice(at, at + 50_000);
      const { length } = chunk;
      const { output, spare } = await run.push(chunk, spares);
      expect([chunk.length, spare?.byteLength]).toEqual([0, length]);
      // Whatever is still to be sent must not be written over.
      for (const part of output) parts.push(Buffer.from(part));
      spares = output.map(({ buffer }) => buffer);
      for (const { byteLength } of spares) sizes.push(byteLength);
    }
    for (const part of (await run.end()).output) parts.push(Buffer.from(part));
    run.close();
    expect(Buffer.concat(parts).toString("utf8")).toBe(expected);
    expect(sizes).toContain(2 ** 16);
  });

  it("runs as many batches at once as it has threads, one after the other on the same ones", async () => {
    const pool = await poolOf("linear");
    const cases = fixtureCases("linear");
    const runs = [await pool.open(job), await pool.open(job)];
    const refused = await errorOf(pool.open(job));
    expect(refused).toMatchObject({ code: "BATCHES_BUSY", status: 503 });
    const [first, second] = await Promise.all(runs.map((run) => runAll(run, cases)));
    expect(first).toBe(second);
    expect(await runAll(await pool.open(job), cases)).toBe(first);
  });

  it("gives what was written before an error, and is free again", async () => {
    const pool = await poolOf("linear", 1);
    for (let round = 0; round < 3; round++) {
      const run = await pool.open(job);
      const text = "area m2,rooms,age\n1,2,3\nx,2,3\n";
      const failure = await errorOf(run.push(new TextEncoder().encode(text)));
      if (!(failure instanceof BatchFailure)) throw failure;
      run.close();
      expect(failure.cause).toBeInstanceOf(PicklejarError);
      expect(failure.cause).toMatchObject({
        code: "INPUT_INVALID",
        details: { line: 3 },
        issues: [{ path: [1, "area m2"], code: "FIELD_KIND" }],
      });
      expect(Buffer.concat(failure.step.output).toString()).toMatch(/^area m2,.*\n1,2,3,\d+/);
    }
  });

  it("may be given up in the middle", async () => {
    const pool = await poolOf("forest", 1);
    const rows = new TextEncoder().encode(`a,b,c,d\n${"1,2,3,4\n".repeat(200_000)}`);
    const given = await pool.open(job);
    const step = errorOf(given.push(rows));
    given.close();
    expect(await step).toBeInstanceOf(Error);
    expect(await runAll(await pool.open(job), "a,b,c,d\n1,2,3,4\n")).toContain("prediction");
  });

  it("leaves this thread free while it works", async () => {
    const pool = await poolOf("outliers", 1);
    const rows = new TextEncoder().encode(`x,y\n${"1.5,2.5\n".repeat(100_000)}`);
    const run = await pool.open(job);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await run.push(rows);
    clearInterval(timer);
    run.close();
    expect(turns).toBeGreaterThan(10);
  });

  it("ends with its batches", async () => {
    const pool = await poolOf("linear");
    const run = await pool.open(job);
    await pool.close();
    expect(await errorOf(run.push(new TextEncoder().encode("a\n")))).toBeInstanceOf(Error);
    run.close();
  });

  it("shares its slots with the pools of other models", async () => {
    const slots = new BatchSlots(1);
    const [first, second] = await Promise.all(
      ["linear", "scaler"].map(
        async (name) => new BatchPool(await fixtureModel(name), { slots, idleMs: 1000 }),
      ),
    );
    const job = { output: null };
    const run = await first?.open(job);
    expect(second?.running).toBe(1);
    await expect(second?.open(job)).rejects.toMatchObject({ code: "BATCHES_BUSY" });
    run?.close();
    run?.close();
    expect(slots.taken).toBe(0);
    (await second?.open(job))?.close();
    await Promise.all([first?.close(), second?.close()]);
  });

  it("ends threads that idle", async () => {
    const pool = await poolOf("linear", 1, 1);
    const cases = fixtureCases("linear");
    const first = await runAll(await pool.open(job), cases);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await runAll(await pool.open(job), cases)).toBe(first);
  });

  it("says why a model cannot be loaded once more", async () => {
    const model = await fixtureModel("linear");
    const files = [{ bytes: new Uint8Array(3), name: "broken.pkl" }];
    const origin = { files, parts: null, options: {}, inert: [] };
    const broken = { signature: model.signature, scoring: { ...model.scoring, origin } };
    const pool = new BatchPool(broken, { slots: new BatchSlots(1), idleMs: 1000 });
    pools.push(pool);
    for (let round = 0; round < 2; round++) {
      expect(await errorOf(pool.open(job))).toMatchObject({ code: "FILE_NOT_A_MODEL" });
    }
  });

  it("loads the part that was chosen", async () => {
    const path = fixturePath("../golden/tree/1.4.2.joblib");
    const part = (await loadModel(path)).parts[0]?.path.join(".") ?? "";
    const model = await loadModel(path, { part });
    const pool = new BatchPool(model, { slots: new BatchSlots(1), idleMs: 1000 });
    pools.push(pool);
    const { inputs } = model.signature;
    const text = `${inputs.map(({ name }) => name).join(",")}\n${inputs.map(() => 1).join(",")}\n`;
    expect(await runAll(await pool.open(job), text)).toBe(runBatch(model, text).output);
  });

  it("scores rows of a model that is not from a file here, a little at a time", async () => {
    const pool = new BatchPool(salaryModel(), { slots: new BatchSlots(1), idleMs: 1000 });
    const text = "experience,test_score,interview_score\n2,9,6\n";
    expect(await runAll(await pool.open(job), text)).toContain("2,9,6,53290.89304765718");
    const run = await pool.open(job);
    const failure = await errorOf(run.push(new TextEncoder().encode(text.replace("9", "x"))));
    run.close();
    expect(failure).toBeInstanceOf(BatchFailure);
  });
});
