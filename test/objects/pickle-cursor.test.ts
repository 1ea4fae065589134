import { describe, expect, it } from "vitest";
import { PickleCursor } from "../../src/objects/pickle-cursor.ts";
import { errorOf } from "./errors-of.ts";
import { assemble, littleEndian } from "./hostile/assembler.ts";

/** A cursor behind the first opcode. */
function after(bytes: Uint8Array): PickleCursor {
  const cursor = new PickleCursor(bytes);
  cursor.readOpcode();
  return cursor;
}

describe("PickleCursor", () => {
  it("tells the byte and the opcode at which a file ends", () => {
    const error = errorOf(() => after(assemble(["BININT", 5]).subarray(0, 3)).readInt32());
    expect(error.code).toBe("PICKLE_TRUNCATED");
    expect(error.details).toEqual({ offset: 3, opcode: "BININT" });
  });

  it("tells where a stream without STOP ends", () => {
    const error = errorOf(() => new PickleCursor(new Uint8Array(0)).readOpcode());
    expect(error.details).toEqual({ offset: 0, opcode: "the stream (no STOP)" });
  });

  it("reads numbers of all widths", () => {
    const cursor = new PickleCursor(
      Uint8Array.of(
        0xff,
        0xfe,
        0xff,
        0xff,
        0xff,
        0xff,
        0x7f,
        1,
        0,
        0,
        0x80,
        0x3f,
        0xf8,
        0,
        0,
        0,
        0,
        0,
        0,
      ),
    );
    expect(cursor.readUint8()).toBe(255);
    expect(cursor.readUint16()).toBe(0xfffe);
    expect(cursor.readInt32()).toBe(0x7fffffff);
    expect(cursor.readUint32()).toBe(0x80000001);
    expect(cursor.readFloat64()).toBe(1.5);
  });

  it("refuses 64-bit lengths before it makes a number of them that is not exact", () => {
    for (const length of [2n ** 53n, 2n ** 60n, 2n ** 64n - 1n]) {
      const error = errorOf(() => new PickleCursor(littleEndian(length, 8)).readLength64());
      expect(error.code).toBe("PICKLE_TRUNCATED");
    }
    expect(new PickleCursor(littleEndian(2n ** 53n - 1n, 8)).readLength64()).toBe(2 ** 53 - 1);
  });

  it("gives bytes as views of the file", () => {
    const file = Uint8Array.of(1, 2, 3, 4);
    const cursor = new PickleCursor(file, 1);
    const view = cursor.readBytes(2);
    expect([...view]).toEqual([2, 3]);
    expect(view.buffer).toBe(file.buffer);
    expect(cursor.position).toBe(3);
  });

  it("reads from a file that is itself a view", () => {
    const cursor = new PickleCursor(Uint8Array.of(9, 9, 0x61, 0x62, 0x0a, 0x63).subarray(2));
    expect(Buffer.from(cursor.readLine()).toString()).toBe("ab");
    expect(cursor.utf8(cursor.take(1), 4)).toBe("c");
  });

  it("keeps an argument inside of the frame", () => {
    const cursor = new PickleCursor(Uint8Array.of(0x58, 1, 2, 3, 4));
    cursor.openFrame(2);
    cursor.readOpcode();
    const error = errorOf(() => cursor.readUint32());
    expect(error.code).toBe("PICKLE_MALFORMED");
    expect(error.details).toMatchObject({ offset: 0, opcode: "BINUNICODE" });
  });

  it("forgets the frame where it ends, and where the reader jumps", () => {
    const cursor = new PickleCursor(new Uint8Array(10));
    cursor.openFrame(1);
    expect(cursor.insideFrame).toBe(true);
    cursor.readOpcode();
    expect(cursor.insideFrame).toBe(false);
    cursor.openFrame(2);
    cursor.jump(5);
    expect(cursor.insideFrame).toBe(false);
    expect(cursor.readUint32()).toBe(0);
  });
});
