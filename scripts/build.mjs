// src/ → dist/: TypeScript compiled file by file, then joined into a few files; styles copied beside the code that
// serves them, the programs of the pages bundled for browsers, the API's explorer packed.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { installPackages, pinnedNode, root, run } from "./setup.mjs";

if (!existsSync(pinnedNode)) installPackages();
rmSync(join(root, "dist"), { recursive: true, force: true });
run(pinnedNode, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"]);
for (const path of readdirSync(join(root, "src"), { recursive: true })) {
  if (!path.endsWith(".css")) continue;
  const target = join(root, "dist", path);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, "src", path), target);
}
const bundle = "import('./scripts/islands.mjs').then(({ buildIslands }) => buildIslands())";
run(pinnedNode, ["--input-type=module", "-e", bundle]);
run(pinnedNode, ["scripts/explorer.mjs"]);
run(pinnedNode, ["scripts/bundle.mjs"]);
chmodSync(join(root, "dist/cli/main.js"), 0o755);
