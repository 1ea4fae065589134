// Projects whose app.ts meets an error of ours: the error itself is told, once, whoever runs the code.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root, runCli, salary } from "./run.ts";

const code = `
import { createApp } from "picklejar/server";
const app = await createApp({ project: import.meta.dirname });
await app.run({ port: 0 });
`;

const wrongConfig = `import { defineConfig } from "picklejar";
export default defineConfig({
  titel: "x",
  fields: { experience: { labl: "y" } },
});
`;

let base: string;

/** A folder with an installed package of its own: another copy than the command's. */
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "picklejar-"));
  const installed = join(base, "node_modules", "picklejar");
  await mkdir(installed, { recursive: true });
  await cp(join(root, "dist"), join(installed, "dist"), { recursive: true });
  await cp(join(root, "package.json"), join(installed, "package.json"));
  await symlink(join(root, "node_modules"), join(installed, "node_modules"));
});

async function project(config: string | null, model?: Buffer): Promise<string> {
  const folder = await mkdtemp(join(base, "project-"));
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  await writeFile(join(folder, "app.ts"), code);
  await writeFile(join(folder, "model.pkl"), model ?? (await readFile(salary)));
  if (config !== null) await writeFile(join(folder, "picklejar.config.ts"), config);
  return folder;
}

async function runProgram(folder: string): Promise<{ exit: number; stderr: string }> {
  const child = spawn(process.execPath, ["app.ts"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [exit] = (await once(child, "close")) as [number];
  return { exit, stderr };
}

describe("picklejar serve of a project with app.ts and a package of its own", () => {
  it("tells all that is wrong in the config, not that app.ts cannot be loaded", async () => {
    const { code, stderr } = await runCli(["serve", await project(wrongConfig), "--port", "0"]);
    expect(code).toBe(1);
    expect(stderr).toContain("CONFIG_INVALID");
    expect(stderr).toContain("· titel");
    expect(stderr).toContain("· fields.experience.labl");
    expect(stderr).not.toContain("CONFIG_UNLOADABLE");
  });

  it("names the model that is cut short", async () => {
    const model = (await readFile(salary)).subarray(0, 300);
    const { code, stderr } = await runCli(["serve", await project(null, model), "--port", "0"]);
    expect(code).toBe(1);
    expect(stderr).toContain("PICKLE_TRUNCATED");
    expect(stderr).toContain("model.pkl");
    expect(stderr).not.toContain("app.ts");
  });
});

describe("node app.ts", () => {
  it("tells an error of ours as the command does, once", async () => {
    const { exit, stderr } = await runProgram(await project(wrongConfig));
    expect(exit).toBe(1);
    expect(stderr.match(/CONFIG_INVALID/g)).toHaveLength(1);
    expect(stderr).toContain("picklejar.config.ts:3");
    expect(stderr).toContain("· fields.experience.labl");
    expect(stderr).not.toMatch(/ {4}at |details:/);
  });

  it("leaves errors of the program's own to Node", async () => {
    const folder = await project(null);
    await writeFile(join(folder, "app.ts"), `${code.replace("await app.run", "null.x; //")}`);
    const { exit, stderr } = await runProgram(folder);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/TypeError.*\n {4}at /);
  });
});
