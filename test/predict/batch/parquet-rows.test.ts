import { openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GatheringBatch } from "../../../src/predict/batch/job.ts";
import { salaryModel } from "../../server/fake-models.ts";

const folder = join(import.meta.dirname, "../../fixtures/parquet");

function run(name: string, options: object): { text: string; batch: GatheringBatch } {
  const parquet = openSync(join(folder, `${name}.parquet`), "r");
  const job = { output: null, parquet, isReported: true, ...options };
  const batch = new GatheringBatch(salaryModel(), job);
  const parts: Uint8Array[] = [];
  for (let isLast = false; !isLast; ) {
    batch.pull();
    const step = batch.take();
    parts.push(...step.output);
    isLast = step.pulled?.isLast === true;
  }
  batch.end();
  parts.push(...batch.take().output);
  return { text: Buffer.concat(parts).toString("utf8"), batch };
}

describe("a batch of a Parquet file", () => {
  it("answers its rows as lines of CSV, and counts rows instead of lines", () => {
    const { text, batch } = run("people", { onFault: "skip" });
    expect(text).toMatch(/^experience,.*,prediction\n2,9,6,ann,r1,53290\.89/);
    expect(batch.take().summary).toMatchObject({
      reasons: [{ code: "FIELD_MISSING", row: 3 }],
      sample: {
        inputs: 5,
        rows: [["2", "9", "6", "ann", "r1", expect.any(String)], expect.any(Array)],
      },
    });
    expect(() => run("people", {})).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ line: 3 }) }),
    );
  });

  it("takes columns of other names", () => {
    const columns = new Map([
      ["experience", "i8"],
      ["test_score", "f32"],
      ["interview_score", "u32"],
    ]);
    const { batch } = run("plain-none", { columns, onFault: "skip" });
    expect(batch.take().counts.rows).toBe(300);
  });
});
