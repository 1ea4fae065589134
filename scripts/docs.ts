// Writes the pages of docs/ that are made from the code and the fixtures: `node scripts/docs.ts`.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderErrorsPage } from "./docs/errors-page.ts";
import { renderFormatsPage } from "./docs/formats-page.ts";
import { renderTemplatesPage } from "./docs/templates-page.ts";

const folder = join(import.meta.dirname, "..", "docs");
writeFileSync(join(folder, "errors.md"), renderErrorsPage());
writeFileSync(join(folder, "formats.md"), renderFormatsPage());
writeFileSync(join(folder, "templates.md"), renderTemplatesPage());
