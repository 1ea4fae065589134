// Every estimator of scikit-learn against scikit-learn: `npm run parity -- RUNNER [VERSION …] [--only TEXT] [--keep]`.
//
// RUNNER is a command that runs a Python script under a version of scikit-learn, in the current folder:
// `RUNNER 1.9.0 fit.py out`. For each version every estimator of `all_estimators()` and the variants of
// parity/variants.py are fitted on small data and saved; then our reader loads each file, and every method must
// answer unseen rows as scikit-learn does. Prints every difference and refusal, what was not fitted or not compared
// and why, and a table by version. Exits with 1 when anything differs or is refused.
// `--keep` writes the cases of parity/kept.py to test/fixtures/parity instead, where `npm test` finds them.

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { judge, type Outcome, readParity, type Verdict } from "./parity/judge.ts";

const allVersions = ["0.23.2", "1.2.1", "1.4.2", "1.9.0"];
const verdicts: readonly Verdict[] = ["equal", "differs", "refused", "unfitted", "absent"];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, keep: { type: "boolean", default: false } },
});
const [runner, ...versions] = positionals;
if (runner === undefined) {
  console.error("usage: npm run parity -- RUNNER [VERSION …] [--only TEXT] [--keep]");
  process.exit(2);
}

const results = new Map<string, readonly Outcome[]>();
for (const version of versions.length > 0 ? versions : allVersions) {
  results.set(version, await outcomesOf(version, resolve(runner)));
}
report(results);
const failed = [...results.values()].flat().some(isFailure);
process.exitCode = failed ? 1 : 0;

/** Fits everything in a folder of its own, which is gone afterwards, and judges it. */
async function outcomesOf(version: string, command: string): Promise<readonly Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "parity-"));
  try {
    const golden = join(import.meta.dirname, "../test/fixtures/golden/golden.py");
    for (const script of [...globSync(join(import.meta.dirname, "parity/*.py")), golden]) {
      copyFileSync(script, join(folder, basename(script)));
    }
    const script = [version, "fit.py", "out", options.keep ? "--kept" : options.only];
    execFileSync(command, script, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
    const written = join(folder, "out");
    if (options.keep) keep(written, version);
    const parity = readParity(written);
    const outcomes: Outcome[] = [];
    for (const parityCase of parity.cases) outcomes.push(await judge(parity, parityCase));
    return outcomes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function keep(written: string, version: string): void {
  const kept = join(import.meta.dirname, "../test/fixtures/parity", version);
  rmSync(kept, { recursive: true, force: true });
  cpSync(written, kept, { recursive: true });
}

function isFailure({ verdict }: Outcome): boolean {
  return verdict === "differs" || verdict === "refused";
}

function report(all: ReadonlyMap<string, readonly Outcome[]>): void {
  for (const [version, outcomes] of all) {
    for (const { name, unasked } of outcomes) {
      for (const reason of unasked) console.log(`${version} not compared ${name}, ${reason}`);
    }
    for (const verdict of verdicts.slice(1)) {
      for (const { name, reason } of outcomes.filter((outcome) => outcome.verdict === verdict)) {
        console.log(`${version} ${verdict} ${name}: ${reason}`);
      }
    }
  }
  console.log(line("version", ["fitted", ...verdicts, "parity"]));
  for (const [version, outcomes] of all) console.log(line(version, counts(outcomes)));
}

function counts(outcomes: readonly Outcome[]): readonly string[] {
  const each = verdicts.map(
    (wanted) => outcomes.filter(({ verdict }) => verdict === wanted).length,
  );
  const [equal = 0, differs = 0, refused = 0] = each;
  const fitted = equal + differs + refused;
  const share = `${((100 * equal) / Math.max(fitted, 1)).toFixed(1)} %`;
  return [String(fitted), ...each.map(String), share];
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(10) + cells.map((cell) => cell.padStart(10)).join("");
}
