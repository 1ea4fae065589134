import { describe, expect, it } from "vitest";
import { parseLimit } from "../../src/cli/limits.ts";
import { runCli, salary } from "./run.ts";

describe("parseLimit", () => {
  it("reads names, numbers and units, and keeps what was given before", () => {
    const first = parseLimit("objects=5");
    expect(parseLimit("memoryBytes=2M", first)).toEqual({ objects: 5, memoryBytes: 2 * 2 ** 20 });
    expect(parseLimit("timeMs=1k")).toEqual({ timeMs: 1024 });
  });

  it.each(["objects", "objects=", "objects=-1", "objects=1e6", "objects=9T", "=5", "__proto__=5"])(
    "refuses %s",
    (text) => {
      expect(() => parseLimit(text)).toThrow(expect.objectContaining({ code: "USAGE" }));
    },
  );
});

describe("--limit", () => {
  it("changes what a file may cost", async () => {
    const refused = await runCli(["inspect", salary, "--limit", "fileBytes=10"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("FILE_TOO_LARGE");
    const limits = ["--limit", "objects=1000", "--limit", "memoryBytes=1M"];
    expect((await runCli(["inspect", salary, ...limits])).code).toBe(0);
    const misspelt = await runCli(["serve", salary, "--limit", "object=5"]);
    expect(misspelt.code).toBe(2);
    expect(misspelt.stderr).toContain("Did you mean objects?");
  });
});
