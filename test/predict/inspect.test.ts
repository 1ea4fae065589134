import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectFile } from "../../src/predict/inspect.ts";

const golden = join(import.meta.dirname, "../fixtures/golden");

/** An empty array as protocol 0 writes it; `code` pushes the bytes "b". */
function array(code: string): Uint8Array {
  return Buffer.from(
    `cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\nt${code}tR.`,
    "latin1",
  );
}

describe("inspectFile", () => {
  it("tells who wrote each of the golden files, and that no Python 2 did", async () => {
    const files = globSync("linear-model/*.{pkl,joblib}", { cwd: golden });
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const { versions } = await inspectFile(readFileSync(join(golden, file)));
      expect(Object.keys(versions), file).not.toContain("Python");
      expect(versions["numpy"], file).toHaveLength(1);
    }
  });

  it("knows Python 2 by how it writes the bytes of arrays, not by its names of modules", async () => {
    const second = await inspectFile(array("S'b'\n"));
    expect(second.versions).toEqual({ numpy: ["1.x"], Python: ["2"] });
    const third = await inspectFile(array("c_codecs\nencode\n(Vb\nVlatin1\ntR"));
    expect(third.versions).toEqual({ numpy: ["1.x"] });
    const names = await inspectFile(Buffer.from("c__builtin__\nset\n((ltR."));
    expect(names.versions).toEqual({});
  });

  it("gives every absent name as a reason, with the byte that names it", async () => {
    const report = await inspectFile(Buffer.from("cos\nsystem\ncposix\nfork\n0."));
    expect(report.served).toBe(false);
    expect(report.signature).toBeNull();
    expect(report.reasons.map(({ code }) => code)).toEqual([
      "PICKLE_UNKNOWN_GLOBAL",
      "PICKLE_UNKNOWN_GLOBAL",
    ]);
    expect(report.names).toEqual([
      expect.objectContaining({ name: "os.system", offset: 0, trust: "absent", calls: 0 }),
      expect.objectContaining({ name: "posix.fork", offset: 11, trust: "absent", calls: 0 }),
    ]);
  });

  it("says what a file without an estimator holds instead", async () => {
    const report = await inspectFile(Buffer.from("(lp0\nVage\na."));
    expect(report.reasons).toMatchObject([{ code: "MODEL_NOT_AN_ESTIMATOR" }]);
    expect(report.outline).toMatchObject({ kind: "container", children: [{ label: "'age'" }] });
  });
});
