import { describe, expect, it } from "vitest";
import { type JsonPath, repeatedNames } from "../../src/bytes/json-names.ts";

function find(text: string, limit = 100): JsonPath[] {
  return repeatedNames(text, JSON.parse(text), limit);
}

describe("repeatedNames", () => {
  it("finds nothing where every name is its object's own", () => {
    for (const text of [
      '{"a":1,"b":2}',
      '[{"a":1},{"a":2}]',
      '{"a":{"a":{"a":1}},"b":{"a":2}}',
      '{"a":"\\"a\\":","b":"a: \\\\"}',
      '["a","a",":"]',
      ' [ "a" , { "b" : [ ] } ] ',
      '"a"',
      "[[1,2],[3]]",
      '{"__proto__":1,"constructor":2,"toString":3}',
      "{}",
      "null",
    ]) {
      expect([text, find(text)]).toEqual([text, []]);
    }
  });

  it("says where a name stands twice, once for each name of an object", () => {
    expect(find('{"a":1,"b":2,"a":3,"a":4}')).toEqual([["a"]]);
    expect(find('[{"a":1},{"b":1,"b" :2},{"c":{"d":1,"d":2}}]')).toEqual([
      [1, "b"],
      [2, "c", "d"],
    ]);
    expect(find('{"rows":[[1,2],{"x":1,"y":[1,{"q":0}],"x":1}]}')).toEqual([["rows", 1, "x"]]);
  });

  it("takes names as they mean, not as they are written", () => {
    expect(find('{"a":1,"\\u0061":2}')).toEqual([["a"]]);
    expect(find('{"\\\\":1,"\\u005c":2,"\\"":3,"\\u0022":4}')).toEqual([["\\"], ['"']]);
    expect(find('{"__proto__":1,"__proto__":2}')).toEqual([["__proto__"]]);
  });

  it("finds one lost inside of a value that was itself replaced", () => {
    expect(find('{"a":{"b":1,"b":2},"a":1}')).toEqual([["a", "b"], ["a"]]);
  });

  it("stops at its limit", () => {
    const record = '{"a":1,"a":2}';
    expect(find(`[${Array(50).fill(record).join(",")}]`, 7)).toHaveLength(7);
  });

  it("agrees with a plain walk on thousands of random texts", () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * n);
    };
    const names = ['"a"', '"b"', '"\\u0061"', '"c d"', '"\\\\"', '" :"'];
    const pick = (list: readonly string[]) => list[random(list.length)] ?? "";
    // Writes a value and notes the places of names that it repeats.
    const write = (depth: number, path: JsonPath, twice: Map<string, JsonPath>): string => {
      const kind = depth > 3 ? 2 : random(4);
      const space = random(3) === 0 ? " \n" : "";
      if (kind === 0) {
        const items = Array.from({ length: random(4) }, (_, i) =>
          write(depth + 1, [...path, i], twice),
        );
        return `[${space}${items.join(`${space},`)}]`;
      }
      if (kind === 1) {
        const seen = new Set<string>();
        const items = Array.from({ length: random(4) }, () => {
          const name = pick(names);
          const key = String(JSON.parse(name));
          const here = [...path, key];
          if (seen.has(key)) twice.set(JSON.stringify(here), here);
          seen.add(key);
          return `${name}${space}:${write(depth + 1, here, twice)}`;
        });
        return `{${space}${items.join(",")}${space}}`;
      }
      return pick(["1", '"a"', '"\\"x\\":"', "null", "-0.5e3", '""']);
    };
    let hits = 0;
    for (let i = 0; i < 5000; i++) {
      const twice = new Map<string, JsonPath>();
      const text = write(0, [], twice);
      const found = find(text).map((path) => JSON.stringify(path));
      hits += found.length;
      expect([text, [...new Set(found)].sort()]).toEqual([text, [...twice.keys()].sort()]);
    }
    expect(hits).toBeGreaterThan(300);
  });

  it("takes time linear in the text", () => {
    const deep = `${'{"a":['.repeat(60_000)}${"]}".repeat(60_000)}`;
    const quotes = JSON.stringify('"\\'.repeat(200_000));
    const wide = `{${Array.from({ length: 60_000 }, (_, i) => `"n${i}":${i}`).join(",")},"n0":1}`;
    for (const text of [deep, quotes, wide]) {
      const value: unknown = JSON.parse(text);
      const start = performance.now();
      repeatedNames(text, value, 100);
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });
});
