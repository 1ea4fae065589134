// The house holds: a room imports only from rooms before it, no file imports itself in a circle, and
// packages are imported where they belong.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "src");

/** In the order of the data's way; files of the same floor share a number. */
const floors: readonly (readonly [RegExp, number])[] = [
  [/^(text|errors|errors-browser|request-errors|limits)\.ts$/, 0],
  [/^bytes\//, 1],
  [/^objects\//, 2],
  [/^pickle\.ts$/, 3],
  [/^python\//, 3],
  [/^estimators\//, 3],
  [/^signature\//, 4],
  [/^predict\//, 5],
  [/^project\//, 6],
  [/^store\//, 6],
  [/^monitor\//, 6],
  [/^train\//, 6],
  [/^templates\//, 6],
  [/^index\.ts$/, 7],
  [/^pages\//, 7],
  [/^server\//, 8],
  [/^cli\//, 9],
];

/** Packages, and the room that may import each. */
const packages: ReadonlyMap<string, RegExp> = new Map([
  ["fastify", /^server\//],
  ["@fastify/send", /^server\//],
  ["preact", /^pages\//],
  ["preact-render-to-string", /^pages\//],
  ["commander", /^cli\//],
  ["onnxruntime-node", /^predict\/onnx\//],
  ["onnxruntime-web", /^predict\/onnx\//],
  ["ml-matrix", /^train\/linear-algebra\.ts$/],
]);

const files = globSync("**/*.{ts,tsx}", { cwd: root }).sort();
const imports = new Map(files.map((file) => [file, importsOf(file)]));

describe("the house", () => {
  it("has a room for every file", () => {
    const homeless = files.filter((file) => floorOf(file) === undefined);
    expect(homeless).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
  });

  it("imports only from the same room or rooms before it", () => {
    const upward = [];
    for (const [file, targets] of imports) {
      for (const target of targets.files) {
        if ((floorOf(target) ?? 0) > (floorOf(file) ?? 0)) upward.push(`${file} → ${target}`);
      }
    }
    expect(upward).toEqual([]);
  });

  it("has no import cycle", () => {
    expect(findCycle()).toBeNull();
  });

  it("imports each package only in its room", () => {
    const strays = [];
    for (const [file, targets] of imports) {
      for (const name of targets.packages) {
        if (packages.get(name)?.test(file) !== true) strays.push(`${file} → ${name}`);
      }
    }
    expect(strays).toEqual([]);
  });

  it("sends browsers nothing that needs Node, and nothing else than what is made for them", () => {
    const isIsland = (file: string): boolean => file.startsWith("pages/islands/");
    const sent = new Set(files.filter(isIsland));
    for (const file of sent) {
      for (const target of imports.get(file)?.run ?? []) sent.add(inBrowser(target));
    }
    expect(sent.size).toBeGreaterThan(3);
    const forNode = [...sent].flatMap((file) => {
      const { packages, builtins } = imports.get(file) ?? importsOf(file);
      const foreign = packages.filter((name) => name !== "preact");
      return [...builtins, ...foreign].map((name) => `${file} → ${name}`);
    });
    expect(forNode).toEqual([]);
    const borrowed = files.filter(
      (file) => !isIsland(file) && (imports.get(file)?.files ?? []).some(isIsland),
    );
    expect(borrowed).toEqual([]);
  });

  it("keeps files short enough to be one thought", () => {
    const long = files.filter(
      (file) => !file.includes(".generated.") && sourceOf(file).split("\n").length > 450,
    );
    expect(long).toEqual([]);
  });

  it("opens every file with a word about what it is", () => {
    const silent = files.filter(
      (file) => !/^(#!.*\n)?(\/\/|\/\*\*?)/.test(sourceOf(file)) && !file.includes(".generated."),
    );
    expect(silent).toEqual([]);
  });
});

function sourceOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** What the build of pages puts in a file's place. */
function inBrowser(file: string): string {
  const own = file.replace(/\.ts$/, "-browser.ts");
  return files.includes(own) ? own : file;
}

function floorOf(file: string): number | undefined {
  return floors.find(([pattern]) => pattern.test(file))?.[1];
}

interface Imports {
  readonly files: string[];
  /** Those of which more than types is imported. */
  readonly run: string[];
  readonly packages: string[];
  readonly builtins: string[];
}

function importsOf(file: string): Imports {
  const source = sourceOf(file);
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|(?<!["-])\bimport\s*\(?\s*"([^"]+)"/g;
  const matches = [...source.matchAll(pattern)];
  const pathOf = (match: RegExpExecArray): string => match[1] ?? match[2] ?? "";
  const inHouse = (path: string): string =>
    normalize(relative(root, join(root, dirname(file), path)));
  const found = matches.map(pathOf);
  const local = found.filter((path) => path.startsWith("."));
  const needed = matches.filter(([text]) => !/^\s*(import|export) type\b/.test(text)).map(pathOf);
  const builtins = found.filter((path) => path.startsWith("node:"));
  const outside = found.filter((path) => !path.startsWith(".") && !path.startsWith("node:"));
  return {
    files: local.map(inHouse),
    run: needed.filter((path) => path.startsWith(".")).map(inHouse),
    packages: outside.map((path) =>
      path
        .split("/")
        .slice(0, path.startsWith("@") ? 2 : 1)
        .join("/"),
    ),
    builtins,
  };
}

/** The first circle of imports found, as a list of files; null when there is none. */
function findCycle(): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of imports.get(file)?.files ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
