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

const report = join(root, ".cache", "vitest.json");
mkdirSync(join(root, ".cache"), { recursive: true });
rmSync(report, { force: true });
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const tests = spawnSync(pinnedNode, [vitest, "run", ...reporters, ...filter], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, CHROMIUM_PATH: chromium },
});

if (!existsSync(report)) {
  console.log("0 passed, 1 failed");
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success, testResults } =
  JSON.parse(readFileSync(report, "utf8"));
// A worker that dies leaves tests that neither passed nor failed, and vitest does not say whose.
for (const { name, assertionResults } of testResults) {
  const open = assertionResults.filter((test) => test.status !== "passed");
  for (const { fullName, status } of open) console.log(`${status}: ${name}: ${fullName}`);
}
// A suite that cannot be loaded, or a skipped test, is a failure too: nothing may hide.
const isWhole = success && tests.status === 0;
const hidden = numPendingTests + numTodoTests + (isWhole || numFailedTests > 0 ? 0 : 1);
console.log(`${numPassedTests} passed, ${numFailedTests + hidden} failed`);
process.exit(isWhole && hidden === 0 && numPassedTests > 0 ? 0 : 1);

/** The browser tests need a real browser; Debian's is used, and fetched when absent. */
function installChromium() {
  if (existsSync(chromium)) return;
  console.error("Installing Chromium for the browser tests …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { stdio: ["ignore", 2, 2], env };
  run("apt-get", ["-qq", "update"], quiet);
  run("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "chromium"], quiet);
}
