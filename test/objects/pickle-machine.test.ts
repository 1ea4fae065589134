// What CPython's own picklers wrote, of every kind and in every protocol, is read as the same value.
// The fixtures' makers are beside them, in test/fixtures/pickle.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import { inOurOrder, type Json, tagged } from "./tagged.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures", "pickle");

/** A value's name, the protocol, who wrote it, and the pickle in base64, deflated after "z:". */
type Row = readonly [name: string, protocol: number, pickler: string, data: string];

interface Fixture {
  readonly python: string;
  readonly values: { readonly [name: string]: Json };
  readonly pickles: readonly Row[];
}

for (const file of ["values.json", "python2.json"]) {
  const fixture = readFixture(file);
  describe(`decodePickle, of what Python ${fixture.python} wrote`, () => {
    for (const name of Object.keys(fixture.values)) {
      const pickles = fixture.pickles.filter((row) => row[0] === name);
      it(`reads ${name} in ${pickles.length} pickles`, () => {
        expect(pickles.length).toBeGreaterThan(0);
        for (const [, protocol, pickler, data] of pickles) {
          const decoded = decodePickle(unpacked(data));
          const label = `protocol ${protocol}, ${pickler}`;
          expect([label, tagged(decoded.value)]).toEqual([label, expected(fixture, name)]);
          expect(decoded.protocol).toBe(protocol < 2 ? 0 : protocol);
        }
      });
    }
  });
}

function readFixture(file: string): Fixture {
  return JSON.parse(readFileSync(join(fixtures, file), "utf8"));
}

function unpacked(text: string): Uint8Array {
  if (!text.startsWith("z:")) return new Uint8Array(Buffer.from(text, "base64"));
  return new Uint8Array(inflateSync(Buffer.from(text.slice(2), "base64")));
}

function expected({ values }: Fixture, name: string): Json {
  const value = values[name] ?? null;
  const isPacked = typeof value === "string" && value.startsWith("z:");
  return inOurOrder(isPacked ? JSON.parse(Buffer.from(unpacked(value)).toString()) : value);
}
