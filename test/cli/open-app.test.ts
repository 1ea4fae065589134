import { copyFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openApp } from "../../src/cli/open-app.ts";
import { salary } from "./run.ts";

const host = { options: {}, projectOptions: {}, openLog: async () => undefined };

async function folder(code: string | null): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "picklejar-"));
  await copyFile(salary, join(path, "model.pkl"));
  if (code !== null) await writeFile(join(path, "app.mjs"), code);
  return path;
}

describe("openApp", () => {
  it("gives the folder's app to a function that app.mjs exports", async () => {
    const path = await folder('export default async (app) => { app.route("/hi", () => "Hi"); };');
    const { app, file } = await openApp(path, true, host);
    expect(file).toBe(join(path, "app.mjs"));
    expect((await app.fastify.inject("/hi")).body).toBe("Hi");
    expect(app.project?.root).toBe(path);
    await app.close();
  });

  it("makes the app of a folder without code, and of a file whatever lies beside it", async () => {
    const plain = await openApp(await folder(null), true, host);
    expect(plain.file).toBeNull();
    await plain.app.close();
    const path = await folder("throw new Error('run');");
    const { app } = await openApp(join(path, "model.pkl"), false, host);
    expect(app.model.name).toBe("model.pkl");
    await app.close();
  });

  it("refuses code that makes no app, and code that fails", async () => {
    await expect(openApp(await folder("const x = 1;"), true, host)).rejects.toMatchObject({
      code: "USAGE",
    });
    const broken = await folder("\nthrow new TypeError('no');\n");
    await expect(openApp(broken, true, host)).rejects.toMatchObject({
      code: "CONFIG_UNLOADABLE",
    });
  });
});
