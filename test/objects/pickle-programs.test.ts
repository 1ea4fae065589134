// Two thousand small programs, valid and broken, and CPython's verdict on each (test/fixtures/pickle/make_programs.py):
// what CPython refuses is refused, what it accepts is the same value, except where we are stricter on purpose.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import { disassemble } from "./hostile/assembler.ts";
import { inOurOrder, type Json, tagged } from "./tagged.ts";

/** A pickle in base64, and 0 when CPython refuses it, else its value. */
type Program = readonly [base64: string, verdict: 0 | readonly [Json]];

const path = join(import.meta.dirname, "..", "fixtures", "pickle", "programs.json");
const programs: readonly Program[] = JSON.parse(readFileSync(path, "utf8")).cases;

/**
 * Where we refuse what CPython takes, and why. Besides these, which the programs hold: what needs an application
 * (persistent ids, extension codes, buffers outside of the file), SETITEM of a list, APPENDS to a bytearray,
 * BUILD of None onto a plain value, ints of more than 65,536 bytes. And two values differ: what Python takes for
 * one key or item (1, 1.0, True) stays apart, and a pair of lone surrogates becomes one character.
 */
const stricter: readonly {
  readonly why: string;
  readonly applies: (pickle: Uint8Array, offset: number) => boolean;
}[] = [
  {
    // CPython reads "+1" as True and "1_0" as 10; its own pickle.py disagrees about the first.
    why: "a number's line is not as picklers write it: signs, spaces, underscores, zeros in front",
    applies: (pickle, offset) => {
      const opcode = disassemble(pickle).find(({ start }) => start === offset);
      if (opcode === undefined || !["INT", "LONG", "PUT", "GET"].includes(opcode.name))
        return false;
      const line = Buffer.from(pickle.subarray(offset + 1, opcode.end - 1)).toString("latin1");
      return /^\s*[+-]?\d[\d_]*L?\s*$/.test(line) && !/^(0|-?[1-9]\d*)L?$/.test(line);
    },
  },
  {
    // CPython takes an argument that begins right behind the frame; no pickler writes one.
    why: "an opcode lies in a frame and its argument behind it",
    applies: (pickle, offset) => {
      const opcodes = disassemble(pickle);
      const { end = 0 } = opcodes.find(({ start }) => start === offset) ?? {};
      return opcodes.some((frame) => {
        if (frame.name !== "FRAME") return false;
        const view = new DataView(pickle.buffer, pickle.byteOffset + frame.start + 1, 8);
        const frameEnd = frame.end + Number(view.getBigUint64(0, true));
        return frameEnd > offset && frameEnd < end;
      });
    },
  },
];

describe("decodePickle, beside CPython", () => {
  it("refuses every program that CPython refuses", () => {
    const accepted = programs.filter(([base64, verdict]) => verdict === 0 && isAccepted(base64));
    expect(accepted).toEqual([]);
  });

  it("reads what CPython accepts as the same value, or is stricter for a reason", () => {
    const different: unknown[] = [];
    const reasons = new Map(stricter.map(({ why }) => [why, 0]));
    let equal = 0;
    for (const [base64, verdict] of programs) {
      if (verdict === 0) continue;
      const pickle = bytesOf(base64);
      const ours = verdictOf(pickle);
      if (ours instanceof PicklejarError) {
        const offset = Number(ours.details["offset"]);
        const reason = stricter.find(({ applies }) => applies(pickle, offset));
        if (reason === undefined) different.push([base64, ours.message]);
        else reasons.set(reason.why, (reasons.get(reason.why) ?? 0) + 1);
      } else if (JSON.stringify(ours) === JSON.stringify(inOurOrder(verdict[0]))) {
        equal++;
      } else {
        different.push([base64, ours, verdict[0]]);
      }
    }
    expect(different).toEqual([]);
    expect(equal).toBeGreaterThan(800);
    expect([...reasons.values()].every((count) => count > 0)).toBe(true);
  });
});

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

function isAccepted(base64: string): boolean {
  return !(verdictOf(bytesOf(base64)) instanceof PicklejarError);
}

/** The value, tagged, or the error; anything that is neither fails the test. */
function verdictOf(pickle: Uint8Array): Json | PicklejarError {
  try {
    return inOurOrder(tagged(decodePickle(pickle).value));
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
}
