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
  const { runCommand } = await import("./command.ts");
  process.exitCode = await runCommand(process.argv.slice(2));
}
