import { describe, expect, it } from "vitest";
import { versionAtLeast } from "../../src/estimators/version.ts";

describe("versionAtLeast", () => {
  it("compares major and minor numbers, not text", () => {
    expect(versionAtLeast("0.9", "0.10")).toBe(false);
    expect(versionAtLeast("1.10.0", "1.9")).toBe(true);
    expect(versionAtLeast("0.24.2", "1.0")).toBe(false);
    expect(versionAtLeast("1.3.0", "1.3")).toBe(true);
  });

  it("compares patches where one is asked for", () => {
    expect(versionAtLeast("1.3.0", "1.3.1")).toBe(false);
    expect(versionAtLeast("1.3", "1.3.1")).toBe(false);
    expect(versionAtLeast("1.3.2", "1.3.1")).toBe(true);
    expect(versionAtLeast("1.4.0", "1.3.1")).toBe(true);
  });

  it("takes pre-releases and builds as their release", () => {
    expect(versionAtLeast("1.4.1.post1", "1.4")).toBe(true);
    expect(versionAtLeast("1.3.dev0", "1.3")).toBe(true);
    expect(versionAtLeast("1.6rc1", "1.6")).toBe(true);
  });

  it("takes files without a version as older than everything", () => {
    expect(versionAtLeast(null, "0.1")).toBe(false);
    expect(versionAtLeast("unknown", "0.18")).toBe(false);
  });
});
