import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Monitor } from "../../src/monitor/monitor.ts";
import { defaultRange } from "../../src/monitor/ranges.ts";
import { replayLog } from "../../src/monitor/replay.ts";
import { monitorReport } from "../../src/monitor/report.ts";
import { type LogLine, parseLogLine, renderLogLine } from "../../src/store/log-line.ts";
import { salaryModel } from "../server/fake-models.ts";

const now = Date.now();
const { signature } = salaryModel();

function entry(id: string, more: Partial<Extract<LogLine, { ms: number }>> = {}): LogLine {
  const inputs = { experience: 2, test_score: 9, interview_score: 20 };
  const answer = { prediction: 5 };
  return { at: now - 60_000, id, version: "v1", row: null, inputs, answer, ms: 2, ...more };
}

async function replayed(text: string, old?: string, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), "picklejar-replay-"));
  const path = join(folder, "log.jsonl");
  await writeFile(path, text);
  if (old !== undefined) await writeFile(join(folder, "log.old.jsonl"), old);
  const monitor = new Monitor({ signature, version: "v1", keepsValues: true, hasLog: true });
  await replayLog(monitor, { path, size: Buffer.byteLength(text) }, options);
  return {
    monitor,
    report: monitorReport(monitor, { name: "m", version: "v1" }, defaultRange, now),
  };
}

function textOf(...lines: readonly LogLine[]): string {
  return lines.map(renderLogLine).join("");
}

describe("replayLog", () => {
  it("counts answers, failures, batches and judgements as they were counted at first", async () => {
    const { report, monitor } = await replayed(
      textOf(
        entry("a"),
        entry("b", { row: 0 }),
        entry("b", { row: 1 }),
        { at: now, id: "c", version: "v1", error: { status: 400, code: "INPUT_INVALID" } },
        { at: now, id: "d", version: "v1", error: { status: 500, code: "INTERNAL" } },
        { at: now, id: "e", version: "v1", batch: { rows: 10 } },
        { at: now, id: "a", feedback: { answer: 7, note: "no", prediction: 5 } },
      ),
    );
    expect(report.requests).toMatchObject({ total: 5, ok: 3, clientErrors: 1, serverErrors: 1 });
    expect(report.rows).toEqual({ total: 13, inBatches: 10 });
    expect(report.latencyMs.p50).toBeCloseTo(2, 0);
    expect(report.inputs[2]).toMatchObject({ count: 3, outside: 3, mean: 20 });
    expect(report.feedback?.scores).toMatchObject([{ mae: 2 }]);
    expect(report.failed.map(({ code }) => code)).toEqual(["INTERNAL", "INPUT_INVALID"]);
    expect(monitor.known.find("b", 1)).toBe(5);
    expect(monitor.replay).toMatchObject({ state: "done", lines: 7, broken: 0 });
  });

  it("minds no lines that are broken, foreign or from the future, and tells how many", async () => {
    const future = textOf(entry("x", { at: now + 3_600_000 }));
    const broken = ['{"time":', "[]", "null", '{"time":"never","id":"a","ms":1}', "\u0000", "{}"];
    const { monitor, report } = await replayed(
      `${broken.join("\n")}\n${future}${textOf(entry("a"))}`,
    );
    expect(monitor.replay).toMatchObject({ lines: 1, broken: broken.length + 1 });
    expect(report.requests.total).toBe(1);
    expect(report.counted.brokenLines).toBe(broken.length + 1);
  });

  it("counts answers of other versions as traffic only, and says so", async () => {
    const { report } = await replayed(textOf(entry("a", { version: "v0" }), entry("b")));
    expect(report.requests.ok).toBe(2);
    expect(report.inputs[0]?.count).toBe(1);
    expect(report.counted.otherVersions).toBe(1);
  });

  it("reads the file that was put aside before, and of both the end only", async () => {
    const many = textOf(...Array.from({ length: 100 }, (_, i) => entry(`n${i}`)));
    const whole = await replayed(many, many);
    expect(whole.report.requests.total).toBe(200);
    expect(whole.report.counted.isCut).toBe(false);
    const cut = await replayed(many, many, { maxBytes: Math.round(many.length * 1.5) });
    expect(cut.report.requests.total).toBeGreaterThan(140);
    expect(cut.report.requests.total).toBeLessThan(150);
    expect(cut.report.counted.isCut).toBe(true);
    expect(cut.report.counted.brokenLines).toBe(0);
  });

  it("reads nothing that was written after the start, and of a line without end no more than a part", async () => {
    const first = textOf(entry("a"));
    const folder = await mkdtemp(join(tmpdir(), "picklejar-replay-"));
    const path = join(folder, "log.jsonl");
    await writeFile(path, `${first}${"x".repeat(3 * 2 ** 20)}\n${first}`);
    const monitor = new Monitor({ signature, version: "v1", keepsValues: true, hasLog: true });
    await replayLog(monitor, { path, size: first.length });
    expect(monitor.replay).toMatchObject({ lines: 1, broken: 0 });
    const all = new Monitor({ signature, version: "v1", keepsValues: true, hasLog: true });
    await replayLog(all, { path, size: 2 * first.length + 3 * 2 ** 20 + 1 });
    expect(all.replay).toMatchObject({ lines: 2, broken: 1 });
  });

  it("does without a log that is not there, is no file, or may not be read on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "picklejar-replay-"));
    await mkdir(join(folder, "log.jsonl"));
    for (const path of [join(folder, "none.jsonl"), join(folder, "log.jsonl")]) {
      const monitor = new Monitor({ signature, version: "v1", keepsValues: true, hasLog: true });
      await replayLog(monitor, { path, size: 100 });
      expect(monitor.replay).toMatchObject({ state: "done", lines: 0 });
    }
    const { report } = await replayed(textOf(entry("a")), undefined, {
      signal: AbortSignal.abort(),
    });
    expect(report.requests.total).toBe(0);
    expect(report.counted.isCut).toBe(true);
  });
});

describe("parseLogLine", () => {
  it("reads what is written", () => {
    const lines: LogLine[] = [
      entry("a", { row: 3 }),
      { at: now, id: "b", error: { status: 404, code: "HTTP_404" } },
      { at: now, id: "c", batch: { rows: 0 } },
      { at: now, id: "d", feedback: { answer: ["x", 1], row: 2, note: "n", prediction: null } },
      { at: now, id: "e", row: null, ms: 0 },
    ];
    for (const line of lines) expect(parseLogLine(renderLogLine(line))).toEqual(line);
  });

  it("takes a field called __proto__ as any other", () => {
    const line = parseLogLine(
      `{"time":"2026-01-01T00:00:00Z","id":"a","inputs":{"__proto__":{"polluted":1}},"answer":{"prediction":1},"ms":1}`,
    );
    expect(line).toMatchObject({ id: "a" });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it.each([
    '{"time":"2026-01-01T00:00:00Z","id":"a","error":{"status":200,"code":"OK"}}',
    '{"time":"2026-01-01T00:00:00Z","id":"a","error":{"status":400,"code":"<script>"}}',
    '{"time":"2026-01-01T00:00:00Z","id":"a","batch":{"rows":-1}}',
    '{"time":"2026-01-01T00:00:00Z","id":5,"ms":1}',
    '{"time":"2026-01-01T00:00:00Z","id":"a","ms":"1"}',
    '{"time":1,"id":"a","ms":1}',
  ])("takes no line that says %s", (text) => {
    expect(parseLogLine(text)).toBeNull();
  });
});
