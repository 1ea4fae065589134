// src/ → dist/: TypeScript compiled file by file, styles copied beside the code that serves them.
import { chmodSync, cpSync, globSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pinnedNode, root, run } from "./setup.mjs";

rmSync(join(root, "dist"), { recursive: true, force: true });
run(pinnedNode, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"]);
for (const path of globSync(join(root, "src/**/*.css"))) {
  const target = join(root, "dist", relative(join(root, "src"), path));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(path, target);
}
chmodSync(join(root, "dist/cli/main.js"), 0o755);
