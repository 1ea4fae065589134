import { describe, expect, it } from "vitest";
import { readDecimal } from "../../src/bytes/decimal.ts";

const encoder = new TextEncoder();

function read(text: string): number {
  const bytes = encoder.encode(`x${text}y`);
  return readDecimal(bytes, 1, bytes.length - 1);
}

/** A generator of numbers in [0, 1) that gives the same ones every time. */
function randomNumbers(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

describe("readDecimal", () => {
  it("reads plain decimals as Number does", () => {
    for (const text of [
      ...["0", "-0", "+7", "12", "2.5", ".5", "5.", "-.25", "1e3", "1E-3", "2.5e+2", "007"],
      ...["9007199254740991", "123456789012345", "0.1", "1e22", "1e-22", "53290.89255944764"],
    ]) {
      expect(read(text), text).toBe(Number(text));
    }
  });

  it("leaves to others what is no plain decimal", () => {
    for (const text of [
      ...["", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x1F", "1_000", " 1", "1 ", "--1"],
      ...["nan", "NaN", "inf", "Infinity", "１", "1e5x", "5 cm", '"1"'],
    ]) {
      expect(read(text), JSON.stringify(text)).toBeNaN();
    }
  });

  it("leaves to others what takes more than pairs of floats to round", () => {
    for (const text of ["1e400", "1e23", "1e-30", "1".repeat(25), `0.${"1".repeat(40)}`]) {
      expect(read(text), text).toBeNaN();
    }
  });

  it("rounds every decimal that it reads as Number does, to the last bit", () => {
    const random = randomNumbers(7);
    const bits = new DataView(new ArrayBuffer(8));
    let refused = 0;
    const check = (text: string): void => {
      const number = read(text);
      if (Number.isNaN(number)) refused++;
      else if (!Object.is(number, Number(text))) expect.fail(`${text} was read as ${number}`);
    };
    const count = 60_000;
    for (let i = 0; i < count; i++) {
      check(String((random() - 0.3) * random() * 10 ** Math.floor(random() * 8)));
      bits.setUint32(0, ((1023 - 60 + Math.floor(random() * 120)) << 20) | (random() * 2 ** 20));
      bits.setUint32(4, random() * 2 ** 32);
      check(bits.getFloat64(0).toPrecision(17 + Math.floor(random() * 3)));
      let digits = "";
      while (random() < 0.93 && digits.length < 24) digits += Math.floor(random() * 10);
      const point = Math.floor(random() * (digits.length + 1));
      check(`${digits.slice(0, point)}.${digits.slice(point)}`);
    }
    expect(refused).toBeLessThan(0.3 * 3 * count);
  });

  it("rounds a tie to even", () => {
    for (const text of ["9007199254740993", "9007199254740995", "18014398509481986", "0.5"]) {
      expect(read(text), text).toBe(Number(text));
    }
  });
});
