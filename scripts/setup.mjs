// What a fresh clone lacks, made once: node_modules as the lock file says, then dist/ as the sources
// say. Plain JavaScript for Node 20, since it runs before the project's own Node 24 is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The Node that the project pins; the one running this script may be older. */
export const pinnedNode = join(root, "node_modules", "node", "bin", "node");

/** Runs a command with its output shown, and ends this process with its exit code if it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) {
    console.error(`Could not run ${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Installs the locked packages if they are absent or older than package-lock.json. */
export function installPackages() {
  const wanted = digest(["package.json", "package-lock.json"]);
  const stamp = join(root, "node_modules", ".picklejar-installed");
  if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("Installing packages …");
  run("npm", ["ci", "--loglevel=error", "--no-fund", "--no-audit"], { stdio: ["ignore", 2, 2] });
  if (!existsSync(pinnedNode)) {
    console.error(
      "The package `node` was installed without its binary: install scripts are blocked.",
    );
    console.error("Run `npm ci` with scripts allowed for it, or use Node 22.18 or newer directly.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** Builds dist/ if a source has changed since it was built. */
export function buildIfStale() {
  const wanted = digest(["package.json", "tsconfig.json", "tsconfig.build.json", "src"]);
  const stamp = join(root, ".cache", "built");
  const isBuilt = existsSync(join(root, "dist", "cli", "main.js")) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, "utf8") === wanted) return;
  console.error("Building …");
  run(pinnedNode, [join(root, "scripts", "build.mjs")], { stdio: ["ignore", 2, 2] });
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(stamp, wanted);
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths) addToDigest(hash, path);
  return hash.digest("hex");
}

function addToDigest(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToDigest(hash, join(path, name));
  } else {
    hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
  }
}
