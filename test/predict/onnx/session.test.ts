// A session's thread: its errors, its end, and what is asked of it meanwhile.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/limits.ts";
import { decodeOnnx } from "../../../src/objects/onnx/onnx-model.ts";
import { withoutZipMaps } from "../../../src/objects/onnx/zip-map.ts";
import { OnnxSession } from "../../../src/predict/onnx/session.ts";

const file = join(import.meta.dirname, "../../fixtures/onnx/logistic.onnx");
const source = new Uint8Array(readFileSync(file));
const bytes = withoutZipMaps(source, decodeOnnx(source));
const row = { name: "X", type: "float32", dims: [1, 3], data: Float32Array.of(0.5, 1, 2) } as const;

describe("OnnxSession", () => {
  it("answers one after another, waited for or not", async () => {
    const session = new OnnxSession("model.onnx", bytes);
    const waiting = [session.run([row]), session.run([row])];
    const direct = session.runSync([row]);
    for (const answer of await Promise.all(waiting)) expect(answer).toEqual(direct);
    expect(direct.map(({ name, dims }) => [name, dims])).toEqual([
      ["output_label", [1]],
      ["probabilities", [1, 3]],
    ]);
  }, 60_000);

  it("says what ONNX Runtime says, and answers again", async () => {
    const session = new OnnxSession("model.onnx", bytes);
    const wrong = { ...row, dims: [3, 1] };
    expect(await session.run([wrong]).catch(({ code }) => code)).toBe("ONNX_FAILED");
    expect((await session.run([row])).length).toBe(2);
  }, 60_000);

  it("refuses a model that cannot be loaded", async () => {
    const session = new OnnxSession("model.onnx", bytes.subarray(0, 100));
    const error = await session.ready(defaultLimits).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "ONNX_MALFORMED", status: 422 });
    expect(String(error)).not.toContain("ERROR_CODE");
  }, 60_000);

  it("ends its thread when loading takes too long", async () => {
    const session = new OnnxSession("model.onnx", bytes);
    const limits = { ...defaultLimits, timeMs: 1 };
    expect(await session.ready(limits).catch(({ code }) => code)).toBe("LIMIT_EXCEEDED");
    expect(session.isAlive).toBe(false);
    await expect(session.run([row])).rejects.toThrow("was ended");
  }, 60_000);
});
