import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { pageBytes, webAssembly } from "../../../src/bytes/web-assembly.ts";
import {
  KernelMemory,
  kernelMemory,
  lendKernelMemory,
  takeBackKernelMemory,
} from "../../../src/estimators/kernels/kernel-memory.ts";
import { ModelMemory } from "../../../src/estimators/kernels/model-memory.ts";
import type { Borrowed, BorrowedAnswer } from "./borrower.ts";

function memoryOf(pages: number): KernelMemory {
  if (webAssembly === null) throw new Error("There is no WebAssembly.");
  return new KernelMemory(new webAssembly.Memory({ initial: 1, maximum: pages, shared: true }));
}

describe("KernelMemory", () => {
  it("hands out pieces that do not overlap, at multiples of 64, and grows for them", () => {
    const memory = memoryOf(4);
    const pieces = [1, 64, 65, 0, pageBytes].map((bytes) => memory.reserve(bytes));
    expect(pieces).toEqual([64, 128, 192, 320, 384]);
    expect(memory.buffer.byteLength).toBe(2 * pageBytes);
  });

  it("gives what was given back once more", () => {
    const memory = memoryOf(1);
    const first = memory.reserve(100) ?? 0;
    memory.reserve(100);
    memory.release(first, 100);
    expect(memory.reserve(128)).toBe(first);
  });

  it("says so where the system gives no more", () => {
    const memory = memoryOf(2);
    expect(memory.reserve(3 * pageBytes)).toBeNull();
    expect(memory.reserve(2 ** 40)).toBeNull();
    expect(memory.reserve(pageBytes)).not.toBeNull();
  });
});

describe("ModelMemory", () => {
  it("copies arrays of every kind to where kernels read them", () => {
    const memory = memoryOf(4);
    const model = new ModelMemory(memory);
    const arrays = [
      Int32Array.of(1, -2, 3),
      Uint32Array.of(2 ** 32 - 1),
      Float32Array.of(0.5, Number.NaN),
      Float64Array.of(0.1, -0),
      Float64Array.from({ length: 9000 }, (_, i) => i),
    ];
    for (const array of arrays) {
      const placed = model.place(array);
      expect(placed.array).toEqual(array);
      expect(placed.array.buffer).toBe(memory.buffer);
      expect(placed.array.byteOffset).toBe(placed.address);
    }
  });

  it("leaves an array outside where there is no room", () => {
    const large = new Float64Array(pageBytes);
    expect(new ModelMemory(memoryOf(2)).move(large)).toMatchObject({ address: null });
    const { array, address } = new ModelMemory(null).place(Float64Array.of(1, 2));
    expect([address, ...array]).toEqual([null, 1, 2]);
  });

  it("empties an array that it moves, and none that it places", () => {
    const model = new ModelMemory(memoryOf(2));
    const [moved, copied] = [Float64Array.of(1, 2), Float64Array.of(3, 4)];
    expect([...model.move(moved).array, ...model.place(copied).array]).toEqual([1, 2, 3, 4]);
    expect([moved.length, copied.length]).toEqual([0, 2]);
  });

  it("has room for an array that is written in place, which is kept or left", () => {
    const memory = memoryOf(2);
    const model = new ModelMemory(memory);
    const first = model.room(8, memory) ?? 0;
    model.leave(first);
    const second = model.room(16, memory) ?? 0;
    expect(second).toBe(first);
    const array = new Float64Array(memory.buffer, second, 2);
    expect(model.keep(array, second)).toEqual({ array, address: second });
    expect(model.room(8, memory)).toBe(second + 16);
    expect(Array.from(model.placed)).toEqual([second, 16]);
    expect(model.room(3 * pageBytes, memory)).toBeNull();
    expect(new ModelMemory(null).room(8, memory)).toBeNull();
    expect(model.room(8, memoryOf(1))).toBeNull();
  });

  it("lets a thread use the arrays that are there, and place its own in the part that it was lent", async () => {
    const model = new ModelMemory();
    const shared = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6), Float64Array.of(7)];
    const addresses = shared.map((array) => model.place(array).address);
    const lent = lendKernelMemory(pageBytes);
    if (lent === null) throw new Error("There is no memory.");
    const arrays = [...shared, Float64Array.of(1, 2, 4), Float64Array.of(8, 9)];
    const workerData: Borrowed = { lent, placed: model.placed, arrays };
    const thread = new Worker(new URL("./borrower.ts", import.meta.url), { workerData });
    const [{ placed, written }] = (await once(thread, "message")) as [BorrowedAnswer];
    const kept = written.map((each) => each.kept);
    for (const all of [placed, kept]) {
      expect(all.map(({ array }) => array)).toEqual(arrays);
      expect(all.slice(0, 3).map(({ address }) => address)).toEqual(addresses);
      for (const { address } of all.slice(3)) {
        expect(address).toBeGreaterThanOrEqual(lent.start);
        expect(address).toBeLessThan(lent.start + lent.bytes);
      }
    }
    // What was there already gave its room back, to the one after it.
    const [room] = written.map((each) => each.room);
    expect(written.slice(0, 4).map((each) => each.room)).toEqual([room, room, room, room]);
    expect(kept[3]?.address).toBe(room);
    await thread.terminate();
    takeBackKernelMemory(lent);
    expect(kernelMemory()?.reserve(pageBytes)).toBe(lent.start);
  });
});
