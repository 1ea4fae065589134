// A part of what `npm run parity` compares, kept in test/fixtures/parity (`npm run parity -- RUNNER --keep`).
import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differenceOf } from "../scripts/parity/difference.ts";
import { judge, readParity } from "../scripts/parity/judge.ts";
import type { ArrayResult } from "../src/estimators/samples.ts";

const folder = join(import.meta.dirname, "fixtures/parity");
const versions = globSync("*", { cwd: folder }).sort();

describe("kept parity cases", () => {
  it("are there for every version", () => {
    expect(versions).toEqual(["0.23.2", "1.2.1", "1.4.2", "1.9.0"]);
  });

  describe.each(versions)("of %s", (version) => {
    const parity = readParity(join(folder, version));

    it.each(parity.cases.filter(({ file }) => file !== undefined))(
      "answer as scikit-learn: $name",
      async (parityCase) => {
        const { verdict, reason } = await judge(parity, parityCase);
        expect(`${verdict} ${reason}`).toBe("equal ");
      },
    );

    it("say why the others cannot be fitted", async () => {
      for (const parityCase of parity.cases.filter(({ file }) => file === undefined)) {
        const { verdict, reason } = await judge(parity, parityCase);
        expect(verdict).toMatch(/^(unfitted|absent)$/);
        expect(reason).not.toBe("");
      }
    });
  });

  it("come in every protocol and compression", () => {
    const files = versions.flatMap((version) => globSync("*", { cwd: join(folder, version) }));
    const endings = new Set(files.map((file) => file.slice(file.indexOf(".") + 1)));
    expect([...endings].sort()).toEqual(
      [
        ...["bz2", "gz", "lzma", "xz", "zlib"].map((compression) => `${compression}.joblib`),
        ...[0, 1, 2, 3, 4, 5].map((protocol) => `p${protocol}.pkl`),
        "joblib",
        "json",
      ].sort(),
    );
  });
});

describe("judge", () => {
  it("sees methods that are missing or too many, and answers that differ", async () => {
    const parity = readParity(join(folder, "1.9.0"));
    const named = parity.cases.find(({ name }) => name === "tree, named outputs");
    const [first, ...others] = named?.answers ?? [];
    if (named === undefined || first === undefined) throw new Error("no such case");
    const wrong = { ...named, answers: [{ ...first, method: "transform" }, ...others] };
    expect(await judge(parity, wrong)).toMatchObject({
      verdict: "differs",
      reason: expect.stringContaining("transform is absent"),
    });
    expect((await judge(parity, wrong)).reason).toContain("it has predict");
    const refusing = { method: "predict", input: first.input, reason: "" };
    const answering = { ...named, unanswered: [refusing] };
    expect((await judge(parity, answering)).reason).toContain("scikit-learn refuses");
  });

  it("takes errors of ours as refusals", async () => {
    const parity = readParity(join(folder, "1.9.0"));
    const missing = { name: "missing", file: "missing.pkl" };
    const { verdict, reason } = await judge(parity, missing);
    expect(`${verdict} ${reason}`).toContain("refused FILE_NOT_FOUND");
  });
});

describe("differenceOf", () => {
  const matrix = (...data: number[]): ArrayResult => ({
    kind: "array",
    shape: [2, 2],
    type: "float",
    data: Float64Array.from(data),
  });
  const expected = { type: "float", shape: [2, 2], data: [1, 1000, 2, -1000] } as const;

  it("allows the tolerance of each column", () => {
    expect(differenceOf(matrix(1, 1000 + 1e-7, 2, -1000), expected, 1e-9)).toBeNull();
    expect(differenceOf(matrix(1 + 1e-7, 1000, 2, -1000), expected, 1e-9)).toContain("at 0 of 4");
    expect(differenceOf(matrix(1, 1000, 2, Number.NaN), expected, 1e-9)).toContain("at 3 of 4");
    expect(differenceOf(matrix(1, 1000 + 1e-12, 2, -1000), expected, 0)).toContain("at 1 of 4");
  });

  it("sees other shapes and types", () => {
    expect(differenceOf({ ...matrix(1, 1000, 2, -1000), shape: [4] }, expected, 1)).toContain(
      "shape (4)",
    );
    expect(differenceOf({ ...matrix(1, 1000, 2, -1000), type: "int" }, expected, 1)).toContain(
      "of int instead of float",
    );
  });

  it("leaves the order of equally near neighbours open, and of nothing else", () => {
    const distances = { ...matrix(0, 1, 1, 2), shape: [1, 4] };
    const indices = (...data: number[]): ArrayResult => ({
      kind: "array",
      shape: [1, 4],
      type: "int",
      data,
    });
    const tuple = [
      { type: "float", shape: [1, 4], data: [0, 1, 1, 2] },
      { type: "int", shape: [1, 4], data: [7, 5, 3, 9] },
    ] as const;
    const difference = (...data: number[]) =>
      differenceOf({ distances, indices: indices(...data) }, { tuple }, 1e-9);
    expect(difference(7, 5, 3, 9)).toBeNull();
    expect(difference(7, 3, 5, 8)).toBeNull();
    expect(difference(5, 7, 3, 9)).toContain("indices: 0 is 5 instead of 7");
  });
});
