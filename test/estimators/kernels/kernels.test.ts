import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileKernel, expandRepeats, renderKernel } from "../../../scripts/kernels/compile.ts";

const folder = join(import.meta.dirname, "../../../src/estimators/kernels");

describe("kernels", () => {
  const sources = globSync("*.wat", { cwd: folder });

  it("are there", () => {
    expect(sources.length).toBeGreaterThan(0);
  });

  it.each(sources)("ship the bytes that %s compiles to, fewer than 4096", async (path) => {
    const name = basename(path, ".wat");
    const bytes = await compileKernel(path, readFileSync(join(folder, path), "utf8"));
    const shipped = readFileSync(join(folder, `${name}.generated.ts`), "utf8");
    expect(shipped).toBe(renderKernel(name, bytes));
    expect(bytes.length).toBeLessThan(4096);
  });
});

describe("expandRepeats", () => {
  it("writes the content as often as it is told, numbered", () => {
    const text = expandRepeats("(a (repeat 3 (b $x%)))");
    expect(text.replace(/\s+/g, " ")).toBe("(a (b $x0) (b $x1) (b $x2) )".replace(" )", ")"));
  });

  it("numbers inner repetitions first", () => {
    const text = expandRepeats("(repeat 2 (c (repeat 2 $y%)))");
    expect(text.replace(/\s+/g, " ")).toBe("(c $y0 $y1) (c $y0 $y1)");
  });

  it("refuses one that does not end", () => {
    expect(() => expandRepeats("(repeat 2 (c)")).toThrow("no end");
  });
});
