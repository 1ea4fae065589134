// node_modules/swagger-ui-dist → dist/pages/explorer/: Swagger UI's program and styles, packed as they are sent, with
// their licences. Two files of 41; the others are maps and further forms of the same.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./setup.mjs";

const source = join(root, "node_modules", "swagger-ui-dist");
const target = join(root, "dist", "pages", "explorer");

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of ["swagger-ui-bundle.js", "swagger-ui.css"]) {
  // Their maps stay behind: a browser's tools would ask for them in vain.
  const text = readFileSync(join(source, file), "utf8").replace(
    /\n?(\/\/#|\/\*#) sourceMappingURL=\S+( \*\/|\*\/)?\s*$/,
    "",
  );
  writeFileSync(join(target, `${file}.gz`), gzipSync(text, { level: 9 }));
}
for (const file of ["LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"]) {
  copyFileSync(join(source, file), join(target, file));
}
