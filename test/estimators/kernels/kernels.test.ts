import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileKernel, expandMacros, renderKernel } from "../../../scripts/kernels/compile.ts";

const folder = join(import.meta.dirname, "../../../src");

describe("kernels", () => {
  const sources = globSync("**/*.wat", { cwd: folder });

  it("are there", () => {
    expect(sources.length).toBeGreaterThan(0);
  });

  it.each(sources)("ship the bytes that %s compiles to, fewer than 10,000", async (path) => {
    const name = basename(path, ".wat");
    const bytes = await compileKernel(path, readFileSync(join(folder, path), "utf8"));
    const shipped = readFileSync(join(folder, path.replace(/wat$/, "generated.ts")), "utf8");
    expect(shipped).toBe(renderKernel(name, bytes));
    expect(bytes.length).toBeLessThan(10_000);
  });
});

describe("expandMacros", () => {
  const tokens = (source: string) => expandMacros(source).split(/\s+/).join(" ").trim();

  it("writes the content as often as it is told, numbered", () => {
    expect(tokens("(a (repeat 3 (b $x% offset=%*8)))")).toBe(
      "(a (b $x0 offset=0) (b $x1 offset=8) (b $x2 offset=16))",
    );
  });

  it("numbers inner repetitions first", () => {
    expect(tokens("(repeat 2 (c (repeat 2 $y%)))")).toBe("(c $y0 $y1) (c $y0 $y1)");
  });

  it("puts what was defined last in the place of a name, also in repetitions", () => {
    const source =
      "(define BOTH (d (ONE) (ONE)))(define ONE a)(BOTH) (define ONE b%)(repeat 2 (BOTH))";
    expect(tokens(source)).toBe("(d a a) (d b0 b0) (d b1 b1)");
  });

  it("refuses names that are not defined, and what does not end", () => {
    expect(() => expandMacros("(NAME)")).toThrow("not defined");
    expect(() => expandMacros("(repeat 2 (c)")).toThrow("no end");
  });
});
