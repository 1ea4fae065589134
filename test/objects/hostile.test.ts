// Hostile and broken files, several hundred of them (test/objects/hostile): none runs anything, hangs, escapes as an
// error that is not ours, or changes what JavaScript itself answers with.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PicklejarError } from "../../src/errors.ts";
import { readModelFile } from "../../src/objects/model-file.ts";
import { decodePickle } from "../../src/objects/pickle-machine.ts";
import { inspectFile } from "../../src/predict/inspect.ts";
import { loadModel } from "../../src/predict/model.ts";
import { arrays } from "./hostile/arrays.ts";
import type { Ending, HostileCase } from "./hostile/cases.ts";
import { codeExecution, outside } from "./hostile/code-execution.ts";
import { damage, joblibFile, salary, textPickle } from "./hostile/damage.ts";
import { helpers } from "./hostile/helpers.ts";
import { names } from "./hostile/names.ts";
import { structure } from "./hostile/structure.ts";

const groups: readonly (readonly [string, readonly HostileCase[]])[] = [
  ["code execution", codeExecution],
  ["references to the outside", outside],
  ["allowed helpers with hostile arguments", helpers],
  ["names that disguise themselves", names],
  ["streams that contradict themselves", structure],
  ["arrays that lie", arrays],
  ["damaged files", damage],
];

// What the payloads would touch, seen from the folder in which the tests run.
const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "picklejar-hostile-"));
const canary = join(folder, "canary");
const intrinsics = [Object, Array, Function, Map, Set, String, Number, Promise, Error, RegExp];
const before = fingerprint();

beforeAll(() => {
  writeFileSync(canary, "alive");
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

describe("the hostile set", () => {
  it("has several hundred files of different names", () => {
    const all = groups.flatMap(([, cases]) => cases.map(({ name }) => name));
    expect(all.length).toBeGreaterThan(450);
    expect(new Set(all).size).toBe(all.length);
  });
});

for (const [group, cases] of groups) {
  describe(`${group}`, () => {
    for (const hostile of cases) it(`end well: ${hostile.name}`, () => check(hostile));
  });
}

describe("single flipped bits", () => {
  for (const [name, file] of Object.entries({ salary, joblibFile, textPickle })) {
    it(`end in a value or a coded error, all of them (${name})`, () => {
      const endings = new Map<Ending, number>();
      for (let bit = 0; bit < 8 * file.length; bit++) {
        const flipped = new Uint8Array(file);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { ending } = endingOf(() => decodePickle(flipped));
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
      }
      for (const ending of endings.keys()) expect(flipEndings).toContain(ending);
      expect(endings.get("PICKLE_UNKNOWN_GLOBAL")).toBeGreaterThan(100);
    });
  }

  it("in the name of a class refuse the file", () => {
    const begin = Buffer.from(salary).indexOf("sklearn.linear_model._base");
    for (let bit = 8 * begin; bit < 8 * (begin + 26); bit++) {
      const flipped = new Uint8Array(salary);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const isText = (bit & 7) < 7;
      const { ending } = endingOf(() => decodePickle(flipped));
      expect(ending).toBe(isText ? "PICKLE_UNKNOWN_GLOBAL" : "PICKLE_MALFORMED");
    }
  });
});

describe("beginnings of a file", () => {
  it("are all truncated pickles, whatever their length", () => {
    for (let length = 2; length < salary.length; length++) {
      const { ending } = endingOf(() => decodePickle(salary.subarray(0, length)));
      expect(ending).toBe("PICKLE_TRUNCATED");
    }
  });
});

describe("after all of them", () => {
  it("nothing was touched", () => {
    expect(readdirSync(folder)).toEqual(["canary"]);
    expect(readFileSync(canary, "utf8")).toBe("alive");
  });

  it("JavaScript's own objects are what they were", () => {
    expect(fingerprint()).toBe(before);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

const flipEndings: readonly Ending[] = [
  "value",
  "PICKLE_UNKNOWN_GLOBAL",
  "PICKLE_FORBIDDEN_CALL",
  "PICKLE_MALFORMED",
  "PICKLE_TRUNCATED",
  "ARRAY_INVALID",
  "OBJECT_INVALID",
];

async function check(hostile: HostileCase): Promise<void> {
  const { ending, file = ending, kept = "value", loaded, global } = hostile;
  const bytes = hostile.bytes();
  const began = performance.now();

  const decoded = endingOf(() => decodePickle(bytes));
  expect(["decodePickle", decoded.ending]).toEqual(["decodePickle", ending]);
  if (global !== undefined) expect(decoded.error?.details["global"]).toBe(global);
  checkMessage(decoded.error);

  const read = await endingOfAsync(() => readModelFile(bytes));
  expect(["readModelFile", read.ending]).toEqual(["readModelFile", file]);

  const keep = endingOf(() => decodePickle(bytes, { unknown: "keep" }));
  expect(["keep", keep.ending]).toEqual(["keep", kept]);
  checkMessage(keep.error);

  const model = await endingOfAsync(() => loadModel(bytes));
  const wanted = file === "value" ? (loaded ?? "MODEL_NOT_AN_ESTIMATOR") : file;
  expect(["loadModel", model.ending]).toEqual(["loadModel", wanted]);
  checkMessage(model.error);

  const { value } = await endingOfAsync(() => inspectFile(bytes));
  if (value !== undefined) {
    // The names themselves are data, told as they are; what is said about them is for people.
    const said = value.names.map(({ inPython }) => inPython);
    expect(JSON.stringify({ ...value, names: said })).not.toMatch(controls);
  }
  expect(performance.now() - began).toBeLessThan(5 * 2000);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there
const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/;

function checkMessage(error: PicklejarError | undefined): void {
  if (error === undefined) return;
  for (const text of [error.message, error.hint]) {
    expect(text).not.toMatch(controls);
    expect(text).not.toMatch(/\p{Cs}/u);
    expect(text.length).toBeLessThan(2000);
  }
  expect(JSON.stringify(error.details).length).toBeLessThan(200_000);
}

interface End<T> {
  readonly ending: Ending;
  readonly value?: T;
  readonly error?: PicklejarError;
}

/** How a call ends. An error that is not ours fails the test. */
function endingOf<T>(call: () => T): End<T> {
  try {
    return { ending: "value", value: call() };
  } catch (error) {
    return endOf(error);
  }
}

async function endingOfAsync<T>(call: () => Promise<T>): Promise<End<T>> {
  try {
    return { ending: "value", value: await call() };
  } catch (error) {
    return endOf(error);
  }
}

function endOf(error: unknown): { ending: Ending; error: PicklejarError } {
  if (!(error instanceof PicklejarError)) throw error;
  return { ending: error.code, error };
}

/** The own properties of JavaScript's intrinsics. */
function fingerprint(): string {
  return intrinsics
    .flatMap((made) => [made, made.prototype as object])
    .map((object) => Reflect.ownKeys(object).map(String).sort().join())
    .join("\n");
}
