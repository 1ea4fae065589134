// What is written, Python reads: the fixtures hold the digests of pickles of ours that CPython loaded and found
// the same as the originals, deeply. See test/fixtures/written/make.py.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodePickle } from "../../../src/objects/writer/pickle-writer.ts";
import {
  NdArray,
  PyFloat,
  PyGlobal,
  PyObject,
  PyTuple,
  type PyValue,
  readPickle,
} from "../../../src/pickle.ts";
import {
  versions,
  type Written,
  writtenObjects,
  writtenValues,
} from "../../fixtures/written/written.ts";
import { errorOf } from "../errors-of.ts";
import { tagged } from "../tagged.ts";

const folder = new URL("../../fixtures/written/", import.meta.url);

describe("encodePickle", () => {
  it.each(versions())("writes what Python loads as the same objects: %s", (version) => {
    const { digests } = JSON.parse(readFileSync(new URL(`${version}.json`, folder), "utf8")) as {
      digests: Record<string, string>;
    };
    const all = [...writtenValues(), ...writtenObjects(version)];
    expect(digestsOf(all)).toEqual(digests);
    expect(all.length).toBeGreaterThan(500);
  });

  it("writes what it reads itself as the same values", () => {
    for (const { name, original, bytes } of writtenValues()) {
      expect([name, tagged(readPickle(bytes))]).toEqual([name, tagged(readPickle(original))]);
    }
  });

  it("writes safe integers as ints and all other numbers as floats", () => {
    const numbers = [5, -0, 0.5, 2 ** 53, Number.NaN, 2 ** 53 - 1, new PyFloat(5)];
    const kinds = (roundTrip(numbers) as PyValue[]).map((value) => typeof value);
    expect(kinds).toEqual(["number", "object", "object", "object", "object", "number", "object"]);
  });

  it("goes as deep as a value does", () => {
    let nested: PyValue = [];
    for (let depth = 0; depth < 200_000; depth++) nested = [nested];
    expect(encodePickle(nested).length).toBeGreaterThan(600_000);
  });

  it("writes large arrays without copying them twice", () => {
    const array = NdArray.of(new Float64Array(100_000).fill(1.5), [100, 1000]);
    const bytes = encodePickle([array, array]);
    expect(bytes.length).toBeLessThan(800_400);
    const [first, second] = readPickle(bytes) as NdArray[];
    expect(first).toBe(second);
    expect(first?.shape).toEqual([100, 1000]);
  });

  it("keeps lone surrogates, and ints of any size", () => {
    const value = ["\ud800 \udfff\udc00\u{1f600}", 2n ** 3000n, -(2n ** 63n), -129, -(2 ** 31) - 1];
    expect(roundTrip(value)).toEqual(value);
  });

  it("refuses what is no Python value, and says where it lies", () => {
    const date = new Date(0) as unknown as PyValue;
    const value = new Map<PyValue, PyValue>([["rows", [1, new PyTuple([date])]]]);
    const error = errorOf(() => encodePickle(value));
    expect(error.code).toBe("PICKLE_UNWRITABLE");
    expect(error.details).toMatchObject({ path: ["rows", 1, "[0]"] });
    const missing = errorOf(() => encodePickle([undefined as unknown as PyValue]));
    expect(missing.details).toMatchObject({ path: [0] });
  });

  it("refuses an object that is among its own arguments", () => {
    const args: PyValue[] = [];
    const object = new PyObject(new PyGlobal("sklearn.pipeline", "Pipeline", 0), [args], 0);
    args.push(object);
    expect(errorOf(() => encodePickle(object)).code).toBe("PICKLE_UNWRITABLE");
  });
});

function digestsOf(all: readonly Written[]): Record<string, string> {
  return Object.fromEntries(
    all.map(({ name, bytes }) => [
      name,
      createHash("sha256").update(bytes).digest("hex").slice(0, 24),
    ]),
  );
}

function roundTrip(value: PyValue): PyValue {
  return readPickle(encodePickle(value));
}
