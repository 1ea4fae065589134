// docs/formats.md: what can be read and served, and how well each class is proved, from the golden files.

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { servedClasses } from "../../src/estimators/read-estimator.ts";
import { renderFileFormats } from "./file-formats.ts";

const fixtures = join(import.meta.dirname, "../../test/fixtures");
const golden = join(fixtures, "golden");
const versions = ["0.23.2", "1.2.1", "1.4.2", "1.9.0"] as const;

/** `"exact"`, or the relative tolerance within which every answer lies. */
type Grade = "exact" | number;

/** The kept cases of `npm run parity`, of which those without answers prove something that golden files do not. */
interface ParityFile {
  readonly cases: readonly {
    readonly class?: string;
    readonly answers?: readonly unknown[];
  }[];
}

interface GoldenFile {
  readonly cases: readonly {
    readonly class: string;
    readonly answers: readonly { readonly grade: Grade }[];
  }[];
}

export function renderFormatsPage(): string {
  const proofs = readProofs();
  const rows = publicClasses().map((path) => {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const cells = versions.map((version) => renderProof(proofs.get(`${version} ${name}`)));
    return `| \`${path}\` | ${cells.join(" | ")} |`;
  });
  return [
    "# Formats",
    "",
    "## Files",
    "",
    ...renderFileFormats(),
    "",
    "## Estimators",
    "",
    `${rows.length} classes are served, from files of scikit-learn 0.18 to 1.9. The table says how each is proved: by answers that`,
    "scikit-learn itself gave, in the four versions that the tests hold, and other libraries in those of the same time. *exact*: equal",
    "to the last bit. *1e-9* and the like: within this relative difference (sums and transcendental functions depend on the order of",
    "additions, which numpy's libraries change from machine to machine). *read*: scikit-learn itself has no answers for new rows, so that",
    "the model is known for what it is. *–*: no answers of this version are held; the class is read as its documented attributes say.",
    "Every other class is refused by its name.",
    "",
    `| class | ${versions.join(" | ")} |`,
    `|---|${versions.map(() => "---").join("|")}|`,
    ...rows,
    "",
    "This page is generated from the fixtures in `test/fixtures/golden` and `test/fixtures/parity` by `node scripts/docs.ts`.",
    "",
  ].join("\n");
}

/** Without those that scikit-learn itself keeps inside of others. */
function publicClasses(): readonly string[] {
  return servedClasses()
    .filter((path) => !path.includes("._"))
    .sort();
}

/** The grades of all answers, by `version class`; none for what was read and has no answers. */
function readProofs(): ReadonlyMap<string, readonly Grade[]> {
  const proofs = new Map<string, Grade[]>();
  for (const path of globSync(["*/*.json", "*/answers/*.json"], { cwd: golden })) {
    const version = basename(path, ".json");
    const file = JSON.parse(readFileSync(join(golden, path), "utf8")) as GoldenFile;
    for (const { class: name, answers } of file.cases) {
      const key = `${version} ${name}`;
      const grades = answers.map(({ grade }) => grade);
      proofs.set(key, [...(proofs.get(key) ?? []), ...grades]);
    }
  }
  for (const version of versions) {
    const path = join(fixtures, "parity", version, "parity.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as ParityFile;
    for (const { class: name, answers } of file.cases) {
      const key = `${version} ${name}`;
      if (answers?.length === 0 && !proofs.has(key)) proofs.set(key, []);
    }
  }
  return proofs;
}

function renderProof(grades: readonly Grade[] | undefined): string {
  if (grades === undefined) return "–";
  if (grades.length === 0) return "read";
  const worst = Math.max(...grades.map((grade) => (grade === "exact" ? 0 : grade)));
  return worst === 0 ? "exact" : worst.toExponential().replace("e+0", "");
}
