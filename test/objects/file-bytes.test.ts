import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultLimits } from "../../src/limits.ts";
import { loadBytes } from "../../src/objects/file-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "picklejar-bytes-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("loadBytes", () => {
  it("puts a large file together from what is read at once", async () => {
    const path = join(folder, "large");
    const mark = Buffer.from([1, 2, 3, 4]);
    const border = 2 ** 26;
    const file = openSync(path, "w");
    // All else is a hole, which takes no room on the disk.
    ftruncateSync(file, border + 1000);
    writeSync(file, mark, 0, 4, border - 2);
    writeSync(file, mark, 0, 4, border + 996);
    closeSync(file);
    const bytes = await loadBytes(path, defaultLimits);
    expect(bytes.length).toBe(border + 1000);
    expect([...bytes.subarray(border - 4, border + 4)]).toEqual([0, 0, 1, 2, 3, 4, 0, 0]);
    expect([...bytes.subarray(border + 995)]).toEqual([0, 1, 2, 3, 4]);
  });
});
