import { describe, expect, it } from "vitest";
import { isBoundToMachine } from "../../src/server/monitor-access.ts";

describe("isBoundToMachine", () => {
  it.each([
    ["127.0.0.1", true],
    ["127.1.2.3", true],
    ["::1", true],
    ["::ffff:127.0.0.1", true],
    ["0.0.0.0", false],
    ["::", false],
    ["192.168.1.5", false],
    ["1270.0.0.1", false],
  ])("%s: %s", (address, expected) => {
    expect(isBoundToMachine({ address, family: "", port: 1 })).toBe(expected);
  });

  it("holds as long as nothing is listened to", () => {
    expect(isBoundToMachine(null)).toBe(true);
  });
});
