// What the hot paths do for one row, counted and not timed: bytes that are taken and code that is executed, as
// test/hot-paths/count.ts counts them. Where a change is meant, `npm run build && node test/hot-paths/record.ts` records
// it; figures that became better are recorded, too, so that they stay.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { executedCharacters } from "./hot-paths/coverage.ts";
import { changedFigures, countFigures, readRecorded } from "./hot-paths/figures.ts";
import { meteredModule } from "./hot-paths/metered-module.ts";

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

describe("meteredModule", () => {
  it("counts entries of functions and turns of loops, and answers as before", () => {
    const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Platform })
      .WebAssembly;
    const { exports } = new Instance(new Module(meteredModule(factorialModule)), {});
    expect(exports.factorial(5)).toBe(120);
    expect(exports.metered.value).toBe(1 + 5);
    exports.factorial(1);
    expect(exports.metered.value).toBe(1 + 5 + 1 + 1);
  });
});

interface Platform {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { factorial(n: number): number; readonly metered: { value: number } } };
}

/** i32 → i32, with one local number and a loop that counts down to 0. */
const factorialModule = Uint8Array.from(
  Buffer.from(
    "0061736d01000000" +
      "01060160017f017f" +
      "03020100" +
      "070d0109666163746f7269616c0000" +
      "0a22012001017f41012101034020002001" +
      "6c2101200041016b220041004a0d000b20010b",
    "hex",
  ),
);
