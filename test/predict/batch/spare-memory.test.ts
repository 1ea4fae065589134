import { describe, expect, it } from "vitest";
import { mostPieces, SpareMemory } from "../../../src/predict/batch/spare-memory.ts";

const bytesOf = (length: number, value: number) => new Uint8Array(length).fill(value);

describe("SpareMemory", () => {
  it("moves bytes to memory that is free and large enough", () => {
    const memory = new SpareMemory();
    const [small, large] = [new ArrayBuffer(2 ** 16), new ArrayBuffer(2 ** 18)];
    memory.add([small, large]);
    const moved = memory.move(bytesOf(100_000, 7));
    expect(moved.buffer).toBe(large);
    expect(moved).toEqual(bytesOf(100_000, 7));
    expect(memory.move(bytesOf(20_000, 8)).buffer).toBe(small);
    expect(memory.move(bytesOf(20_000, 9)).buffer.byteLength).toBe(2 ** 16);
  });

  it("leaves few bytes where they are", () => {
    const memory = new SpareMemory();
    memory.add([new ArrayBuffer(2 ** 16)]);
    const few = bytesOf(1000, 1);
    expect(memory.move(few)).toBe(few);
  });

  it("makes memory of whole steps, and lets go of what is too small", () => {
    const memory = new SpareMemory();
    const small = new ArrayBuffer(2 ** 16);
    memory.add([small]);
    expect(memory.move(bytesOf(2 ** 16 + 1, 1)).buffer.byteLength).toBe(2 ** 17);
    expect(memory.move(bytesOf(20_000, 1)).buffer).not.toBe(small);
  });

  it("keeps a few pieces, none that are small, and none once it is cleared", () => {
    const memory = new SpareMemory();
    const pieces = Array.from({ length: mostPieces + 3 }, () => new ArrayBuffer(2 ** 16));
    memory.add([new ArrayBuffer(10), ...pieces.slice(0, 2)]);
    memory.add(pieces.slice(2));
    const used = pieces.map(() => memory.move(bytesOf(2 ** 16, 1)).buffer);
    expect(used.filter((buffer) => pieces.includes(buffer))).toHaveLength(mostPieces);
    memory.add(pieces.slice(0, 1));
    memory.clear();
    expect(memory.move(bytesOf(2 ** 16, 1)).buffer).not.toBe(pieces[0]);
  });
});
