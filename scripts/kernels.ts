// Compiles every kernel of src to the file that ships its bytes: `npm run kernels`.

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { compileKernel, renderKernel } from "./kernels/compile.ts";

const folder = join(import.meta.dirname, "..", "src");
for (const path of globSync("**/*.wat", { cwd: folder }).sort()) {
  const name = basename(path, ".wat");
  const bytes = await compileKernel(path, readFileSync(join(folder, path), "utf8"));
  writeFileSync(join(folder, dirname(path), `${name}.generated.ts`), renderKernel(name, bytes));
  console.log(`${name}: ${bytes.length} bytes`);
}
