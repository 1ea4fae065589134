import { describe, expect, it, vi } from "vitest";
import { Pace } from "../../src/server/pace.ts";

/** Waits that take as long as told, on a clock of their own. */
async function run(pace: Pace, steps: readonly (readonly [waitedMs: number, bytes: number])[]) {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const allowed: number[] = [];
  for (const [waitedMs, bytes] of steps) {
    await pace.during(async (ms) => {
      allowed.push(ms);
      now += waitedMs;
    });
    pace.moved(bytes);
  }
  clock.mockRestore();
  return allowed;
}

describe("Pace", () => {
  it("gives the full credit to a client that moves as much as it must", async () => {
    const steps = Array.from({ length: 4 }, () => [1000, 1000] as const);
    expect(await run(new Pace(5000, 1000), steps)).toEqual([5000, 5000, 5000, 5000]);
  });

  it("lets a slow client use its credit up, and no more", async () => {
    const steps = Array.from({ length: 4 }, () => [2000, 500] as const);
    const pace = new Pace(5000, 1000);
    expect(await run(pace, steps)).toEqual([5000, 3500, 2000, 500]);
    expect(pace.leftMs).toBe(500);
  });

  it("never gives more than the full credit, however much has moved", async () => {
    const pace = new Pace(5000, 1000);
    expect(await run(pace, [[10, 1e9]])).toEqual([5000]);
    expect(pace.leftMs).toBe(5000);
  });

  it("charges for waits that end in an error", async () => {
    const pace = new Pace(5000, 1000);
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    const wait = pace.during(async () => {
      now += 4000;
      throw new Error("late");
    });
    await expect(wait).rejects.toThrow("late");
    clock.mockRestore();
    expect(pace.leftMs).toBe(1000);
  });
});
