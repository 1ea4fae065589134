// Every front door of the package is open to a project without node_modules.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

it("offers every entry point of package.json to a project without node_modules", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, unknown>;
  };
  const doors = Object.keys(exports).filter((door) => !door.endsWith(".json"));
  expect(doors.length).toBeGreaterThan(3);
  const folder = mkdtempSync(join(tmpdir(), "picklejar-doors-"));
  const names = doors.map((door) => door.replace(/^\./, "picklejar"));
  const imports = names.map((name) => `await import(${JSON.stringify(name)});`).join("\n");
  writeFileSync(join(folder, "project.mjs"), `${imports}\nconsole.log("open");\n`);
  const room = pathToFileURL(join(root, "dist/project/own-package.js")).href;
  writeFileSync(
    join(folder, "main.mjs"),
    `import { offerOwnPackage } from ${JSON.stringify(room)};\nofferOwnPackage();\nawait import("./project.mjs");\n`,
  );
  try {
    const said = execFileSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" });
    expect(said).toBe("open\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
