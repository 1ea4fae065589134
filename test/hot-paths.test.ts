// What the hot paths do for one row, counted and not timed: bytes that are taken and code that is executed, as
// test/hot-paths/count.ts counts them. Where a change is meant, `npm run build && node test/hot-paths/record.ts` records
// it; figures that became better are recorded, too, so that they stay.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { executedCharacters } from "./hot-paths/coverage.ts";
import { changedFigures, countFigures, readRecorded } from "./hot-paths/figures.ts";

const dist = join(import.meta.dirname, "..", "dist");
const recorded = readRecorded();

describe("the hot paths", () => {
  it("are counted with the Node that they were recorded with", () => {
    expect(process.version).toBe(recorded.node);
  });

  it("take as much memory per row as recorded", async () => {
    const figures = await countFigures(dist, "bytes");
    expect(changedFigures("bytes", recorded.bytes, figures)).toEqual([]);
  });

  it("do as much work per row as recorded", async () => {
    const figures = await countFigures(dist, "work");
    expect(changedFigures("work", recorded.work, figures)).toEqual([]);
  });
});

describe("changedFigures", () => {
  it("tells what became more, less, new and absent, beyond 3 %", () => {
    const before = { same: 100, more: 100, less: 100, absent: 100 };
    const now = { same: 102.9, more: 103.1, less: 96.9, new: 1 };
    const changed = changedFigures("bytes", before, now).map((change) => change.split(":")[0]);
    expect(changed).toEqual(["more", "less", "absent", "new"]);
  });
});

describe("executedCharacters", () => {
  it("counts every block as often as it was executed, and blocks inside by their own counts", () => {
    const source = "function f() {\n  // said once\n  for (;;) { work(); }\n}";
    const loop = { startOffset: source.indexOf("{ work"), endOffset: source.indexOf("}\n}") + 1 };
    const whole = { startOffset: 0, endOffset: source.length, count: 2 };
    const outer = "functionf(){for(;;)}".length;
    const inner = "{work();}".length;
    expect(executedCharacters(source, [whole, { ...loop, count: 30 }])).toBe(
      2 * outer + 30 * inner,
    );
  });
});
