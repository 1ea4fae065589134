// npm as a new project needs it: this package as an archive, since it is not on npm yet, and what it depends on.

import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PicklejarError } from "../errors.ts";
import { tell } from "./output.ts";
import { showWaiting } from "./progress.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Packs this package as it is.
 *
 * @param folder  where the archive goes
 * @returns the archive's name
 * @throws USAGE where npm is missing or fails
 */
export async function packSelf(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { code, stdout, stderr } = await runNpm(args, root);
  const [packed] = code === 0 ? (JSON.parse(stdout) as { readonly filename: string }[]) : [];
  if (packed !== undefined) return packed.filename;
  throw new PicklejarError("USAGE", {
    reason: `npm could not pack picklejar: ${stderr.trim().split("\n").at(-1) ?? ""}`,
    advice: "Install npm, which comes with Node, and try again.",
  });
}

/** Installs a project's packages. @returns whether that succeeded; why not is said */
export async function installPackages(folder: string): Promise<boolean> {
  const waiting = showWaiting("installing packages", process.stderr);
  if (process.stderr.isTTY !== true) tell("Installing packages …");
  const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  const { code, stderr } = await runNpm(args, folder);
  waiting.end();
  if (code !== 0) {
    process.stderr.write(`${stderr}\n`);
    tell("The packages are not installed yet.");
  }
  return code === 0;
}

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runNpm(args: readonly string[], cwd: string): Promise<Finished> {
  const isWindows = process.platform === "win32";
  const child = spawn(isWindows ? "npm.cmd" : "npm", args, {
    cwd,
    shell: isWindows,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
