#!/usr/bin/env node
// The command `picklejar`. Only the Node version is checked before anything else is loaded, so that an
// old Node gets a sentence instead of a syntax error.

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `✖ Picklejar needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      "→ Install a current Node, or `npm install node@24` beside picklejar.\n",
  );
  process.exitCode = 1;
} else {
  await keepCompiledCode();
  const { runCommand } = await import("./command.ts");
  process.exitCode = await runCommand(process.argv.slice(2));
}

/**
 * Node keeps what it compiled for the next run: the command starts in about two thirds of the time. The place is the
 * user's own, not the folder for temporary files, where others could leave code for us.
 */
async function keepCompiledCode(): Promise<void> {
  const { enableCompileCache } = await import("node:module");
  const { homedir } = await import("node:os");
  const { join } = await import("node:path");
  try {
    const caches = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
    enableCompileCache(join(caches, "picklejar"));
  } catch {
    // Without a home there is no cache.
  }
}
