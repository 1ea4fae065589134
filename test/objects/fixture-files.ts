// The fixtures that the oracles wrote: one JSON file per version, pickles in base64 inside.

import { readdirSync, readFileSync } from "node:fs";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import type { PyValue } from "../../src/objects/values.ts";

/** All documents of `test/fixtures/TOPIC/`. */
export function fixturesOf<T>(topic: string): readonly T[] {
  const folder = new URL(`../fixtures/${topic}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as T);
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

/** What a pickle holds. */
export function unpickled(base64: string): PyValue {
  return decodePickle(bytesOf(base64)).value;
}
