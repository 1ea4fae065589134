import { describe, expect, it } from "vitest";
import { KeyWatch } from "../../src/objects/key-watch.ts";

/** Whether filling a map with these keys, 1,000 at a time, is noticed. */
function isNoticed(count: number, key: (i: number) => number | bigint): boolean {
  const watch = new KeyWatch();
  const map = new Map<number | bigint, null>();
  for (let start = 0; start < count; start += 1000) {
    const { isColliding } = watch.watch(1000, () => {
      for (let i = start; i < start + 1000; i++) map.set(key(i), null);
    });
    if (isColliding) return true;
  }
  return false;
}

describe("KeyWatch", () => {
  it("notices bigints that differ in their upper digits only", () => {
    expect(isNoticed(200_000, (i) => (BigInt(i + 1) << 64n) + 5n)).toBe(true);
  });

  it("lets honest keys pass", () => {
    expect(isNoticed(300_000, (i) => i)).toBe(false);
    expect(isNoticed(300_000, (i) => 4096 * i)).toBe(false);
    expect(isNoticed(300_000, (i) => BigInt(i) * 0x1_0000_0001n)).toBe(false);
  });

  it("hands out what the filling gives", () => {
    expect(new KeyWatch().watch(1, () => "result").result).toBe("result");
  });
});
