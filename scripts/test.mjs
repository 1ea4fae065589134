// `npm test`: sets up what is missing (packages, build, a browser), checks, runs every test, and
// ends with the line "N passed, N failed". `npm test -- FILTER` runs only matching test files.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildIfStale, installPackages, pinnedNode, root, run } from "./setup.mjs";

const chromium = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const filter = process.argv.slice(2);

installPackages();
buildIfStale();
installChromium();
run(pinnedNode, [join(root, "scripts/check.mjs")]);

mkdirSync(join(root, ".cache"), { recursive: true });
const first = runTests("verdicts.json", filter);
// A process of vitest's that dies (killed, out of memory) leaves tests without a verdict. Its death is none:
// its file runs once more, alone, and everybody is told. Whatever else went wrong outside of tests, fails.
const died = first.files.filter((file) => file.tests.some((test) => test.state === "pending"));
const deaths = first.errors.filter((error) => error.cause === "Worker exited unexpectedly");
const runs = [first];
if (died.length > 0 && died.length === deaths.length) {
  for (const { name } of died) console.log(`The process that ran ${name} died: once more, alone.`);
  first.files = first.files.filter((file) => !died.includes(file));
  first.errors = first.errors.filter((error) => !deaths.includes(error));
  const names = died.map((file) => file.name);
  runs.push(runTests("verdicts-again.json", names));
}

const files = runs.flatMap((run) => run.files);
const tests = files.flatMap((file) => file.tests);
// A suite that cannot be loaded, or a skipped test, is a failure too: nothing may hide.
const open = tests.filter((test) => test.state !== "passed");
const broken = [...files, ...runs].flatMap(({ errors }) => errors);
for (const { name, state } of open) console.log(`${state}: ${name}`);
const passed = tests.length - open.length;
const failed = open.length + broken.length + (passed === 0 ? 1 : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Runs the test files that match, all without a filter. @returns the verdicts */
function runTests(name, filters) {
  const verdicts = join(root, ".cache", name);
  rmSync(verdicts, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = [
    "--reporter=default",
    `--reporter=${join(root, "scripts/verdict-reporter.mjs")}`,
  ];
  const { status } = spawnSync(pinnedNode, [vitest, "run", ...reporters, ...filters], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CHROMIUM_PATH: chromium, VERDICTS: verdicts },
  });
  if (!existsSync(verdicts))
    return { files: [], errors: [{ message: "vitest wrote no verdicts" }] };
  const run = JSON.parse(readFileSync(verdicts, "utf8"));
  // vitest's own word counts as well: it may fail a run for reasons that are in no test.
  const isExplained = run.errors.length > 0 || run.files.some((file) => isOpen(file));
  if (status !== 0 && !isExplained) run.errors.push({ message: `vitest ended with ${status}` });
  return run;
}

function isOpen({ errors, tests }) {
  return errors.length > 0 || tests.some((test) => test.state !== "passed");
}

/** The browser tests need a real browser; Debian's is used, and fetched when absent. */
function installChromium() {
  if (existsSync(chromium)) return;
  console.error("Installing Chromium for the browser tests …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { stdio: ["ignore", 2, 2], env };
  run("apt-get", ["-qq", "update"], quiet);
  run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "chromium"], quiet);
}
