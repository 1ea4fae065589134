import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type CompressionFormat, decompress } from "../../src/bytes/inflate.ts";
import { PicklejarError } from "../../src/errors.ts";
import { defaultLimits, type Limits } from "../../src/limits.ts";

interface Fixture {
  readonly format: CompressionFormat;
  /** One member without anything after it: every cut loses something. */
  readonly single?: boolean;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly error?: string;
}

const folder = join(import.meta.dirname, "..", "fixtures", "compression");
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
const fixtures: [string, Fixture][] = Object.entries(expected.files);
const wholeFixtures = fixtures.filter(([, { error }]) => error === undefined);
const singleFixtures = fixtures.filter(([, { single }]) => single === true);

/** Formats whose every byte is checked: a change is found, or changes nothing. */
const checkedFormats = new Set<CompressionFormat>(["zlib", "gzip", "bz2", "xz", "zfile"]);

describe("decompress", () => {
  it.each(wholeFixtures)("gives back what went into %s", (name, { format, bytes, sha256 }) => {
    const result = open(load(name), format);
    expect(result.length).toBe(bytes);
    expect(createHash("sha256").update(result).digest("hex")).toBe(sha256);
  });

  it.each(fixtures.filter(([, { error }]) => error?.startsWith("COMPRESSION_")))(
    "refuses %s",
    (name, { format, error }) => {
      const bytes = load(name);
      const thrown = errorOf(() => open(bytes, format));
      expect(thrown.code).toBe(error);
      expect(thrown.details["format"]).toBe(format);
      expect(thrown.details["offset"]).toBeLessThanOrEqual(bytes.length);
    },
  );

  it("refuses a single file at every length below its own, and says a byte in what is left", () => {
    for (const [name, { format }] of singleFixtures) {
      const bytes = load(name);
      for (let cut = 0; cut < bytes.length; cut += Math.max(1, Math.floor(bytes.length / 100))) {
        const error = errorOf(() => open(bytes.subarray(0, cut), format), `${name} cut at ${cut}`);
        expect(error.code, `${name} cut at ${cut}`).toBe("COMPRESSION_CORRUPT");
        expect(error.details["offset"], `${name} cut at ${cut}`).toBeLessThanOrEqual(cut);
      }
    }
  });

  it.each(singleFixtures)("stays calm when bits of %s are flipped", (name, { format }) => {
    const whole = load(name);
    const before = open(whole, format);
    const random = seededRandom(name.length * 7919 + whole.length);
    for (let round = 0; round < 200; round++) {
      const bytes = whole.slice();
      const bit = random(bytes.length * 8);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const after = outcome(() => open(bytes, format));
      if (after instanceof PicklejarError) {
        expect(after.code, `bit ${bit}`).toMatch(
          /^(COMPRESSION_(CORRUPT|UNSUPPORTED)|LIMIT_EXCEEDED)$/,
        );
      } else if (checkedFormats.has(format) && !name.startsWith("check-none")) {
        expect(Buffer.compare(after, before), `bit ${bit}`).toBe(0);
      }
    }
  });

  it("gives an error or bytes for noise behind the beginning of every format", () => {
    const random = seededRandom(4);
    for (const [name, { format }] of fixtures.filter(([name]) => name.startsWith("large."))) {
      const head = load(name);
      for (let round = 0; round < 100; round++) {
        const bytes = head.slice(0, 2000);
        for (let i = random(60); i < bytes.length; i++) bytes[i] = random(256);
        const after = outcome(() => open(bytes, format));
        if (after instanceof PicklejarError) expect(after.code).toMatch(/^COMPRESSION_|^LIMIT_/);
      }
    }
  });

  it("says the byte where a zlib stream is damaged", () => {
    const bytes = deflateSync(Buffer.from("a model of trees, ".repeat(50)));
    const at = bytes.length - 2;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const { details } = errorOf(() => open(bytes, "zlib"));
    expect(details["offset"]).toBe(bytes.length - 1);
    expect(details["reason"]).toBe("incorrect data check");
  });

  it("says the end of the file where data is cut", () => {
    for (const name of ["small.zlib", "small.gzip", "small.bz2", "small.xz", "small.lz4"]) {
      const bytes = load(name).subarray(0, 900);
      const format = name.slice(6) as CompressionFormat;
      expect(errorOf(() => open(bytes, format)).details["offset"], name).toBe(900);
    }
  });
});

describe("decompress within limits", () => {
  const bombs = fixtures.filter(([name]) => name.startsWith("bomb."));
  const zeros = new Uint8Array(64 * 2 ** 20);

  it.each([
    ...bombs.map(([name, { format }]): [CompressionFormat, Uint8Array] => [format, load(name)]),
    ["gzip", gzipSync(zeros)] as [CompressionFormat, Uint8Array],
    ["zlib", deflateSync(zeros)] as [CompressionFormat, Uint8Array],
  ])("stops a %s bomb at the limit, in little memory", (format, bytes) => {
    const limits = { ...defaultLimits, inflatedBytes: 4 * 2 ** 20 };
    const before = process.memoryUsage().rss;
    const error = errorOf(() => open(bytes, format, limits));
    expect(error.code).toBe("LIMIT_EXCEEDED");
    expect(error.details).toEqual({ limit: "inflatedBytes", value: limits.inflatedBytes });
    expect(process.memoryUsage().rss - before).toBeLessThan(48 * 2 ** 20);
  });

  it.each([
    ["small.gzip", 5],
    ["small.bz2", 5],
    ["small.xz", 5],
    ["small.lzma", 5],
    ["small.lz4", 5],
  ])("counts the members of %s together", (name, times) => {
    const format = name.slice(6) as CompressionFormat;
    const one = load(name);
    const many = new Uint8Array(one.length * times);
    for (let i = 0; i < times; i++) many.set(one, i * one.length);
    const size = open(one, format).length;
    const enough = { ...defaultLimits, inflatedBytes: size * times };
    expect(open(many, format, enough).length).toBe(size * times);
    const short = { ...defaultLimits, inflatedBytes: size * times - 1 };
    expect(errorOf(() => open(many, format, short)).details["limit"]).toBe("inflatedBytes");
  });

  it("takes many small members with zeros between them in its stride", () => {
    const member = new Uint8Array([...gzipSync(Buffer.from("a")), 0]);
    const many = new Uint8Array(member.length * 20_000);
    for (let i = 0; i < 20_000; i++) many.set(member, i * member.length);
    const start = performance.now();
    expect(open(many, "gzip").length).toBe(20_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each(wholeFixtures)("takes exactly the size of %s as a limit", (name, { format, bytes }) => {
    const size = bytes ?? 0;
    const limits = { ...defaultLimits, inflatedBytes: size };
    expect(open(load(name), format, limits).length).toBe(size);
    if (size === 0) return;
    const less = { ...defaultLimits, inflatedBytes: size - 1 };
    expect(errorOf(() => open(load(name), format, less)).code).toBe("LIMIT_EXCEEDED");
  });

  it.each(fixtures.filter(([name]) => name.startsWith("large.")))(
    "stops %s when time is up",
    (name, { format }) => {
      const error = errorOf(() => decompress(load(name), format, defaultLimits, performance.now()));
      expect(error.details).toEqual({ limit: "timeMs", value: defaultLimits.timeMs });
    },
  );
});

function load(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, name)));
}

function open(
  bytes: Uint8Array,
  format: CompressionFormat,
  limits: Limits = { ...defaultLimits, inflatedBytes: 2 ** 24 },
): Uint8Array {
  return decompress(bytes, format, limits, performance.now() + 10_000);
}

/** The result, or the error if it is one of ours; others are thrown on. */
function outcome(action: () => Uint8Array): Uint8Array | PicklejarError {
  try {
    return action();
  } catch (error) {
    if (error instanceof PicklejarError) return error;
    throw error;
  }
}

function errorOf(action: () => Uint8Array, what = "it"): PicklejarError {
  const result = outcome(action);
  if (result instanceof PicklejarError) return result;
  throw new Error(`${what} gave ${result.length} bytes where an error was expected`);
}

/** Marsaglia's xorshift: whole numbers below a bound, the same on every run. */
function seededRandom(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
