import { describe, expect, it } from "vitest";
import { ByteReader } from "../../src/bytes/byte-reader.ts";

const fault = (offset: number, reason: string): Error => new RangeError(`${offset}: ${reason}`);

describe("ByteReader", () => {
  const bytes = Uint8Array.from([1, 2, 3, 4, 255, 254, 253, 252, 251, 250, 249, 248, 9]);

  it("reads numbers and moves past them", () => {
    const reader = new ByteReader(bytes, fault);
    expect(reader.readUint8()).toBe(1);
    expect(reader.readUint16BigEndian()).toBe(0x0203);
    expect(reader.readUint8()).toBe(4);
    expect(reader.readUint64()).toBe(0xf8f9fafbfcfdfeffn);
    expect(reader.position).toBe(12);
    expect(reader.remaining).toBe(1);
    expect(new ByteReader(bytes, fault, 4).readUint32()).toBe(0xfcfdfeff);
  });

  it("gives bytes as a view", () => {
    const view = new ByteReader(bytes, fault, 1).readBytes(3);
    expect([...view]).toEqual([2, 3, 4]);
    expect(view.buffer).toBe(bytes.buffer);
  });

  it("stops at its end, wherever the bytes end, and stays where it was", () => {
    const reader = new ByteReader(bytes, fault, 2, 4);
    expect(() => reader.readUint32()).toThrow(RangeError);
    expect(() => reader.readBytes(2 ** 53)).toThrow(RangeError);
    expect(reader.position).toBe(2);
    expect(() => new ByteReader(bytes, fault, 12, 1000).readUint64()).toThrow(RangeError);
  });

  it("gives the caller's error, at its cursor or elsewhere", () => {
    const reader = new ByteReader(bytes, fault, 3);
    expect(reader.fault("odd")).toEqual(new RangeError("3: odd"));
    expect(reader.fault("odd", 7)).toEqual(new RangeError("7: odd"));
  });
});
