// Writes the pages of docs/ that are made from the code itself: `node scripts/docs.ts`.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCatalogue } from "../src/errors.ts";

/** docs/errors.md: every code with its status, sentence and hint. */
export function renderErrorsPage(): string {
  const rows = Object.entries(errorCatalogue).map(([code, { status, message, hint }]) => {
    const cells = [`\`${code}\``, String(status), message, hint].map((cell) =>
      cell.replaceAll("|", "\\|"),
    );
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "# Errors",
    "",
    "Every failure has a stable code, a sentence and a hint. The command prints them (exit code 1, or 2 for wrong usage); the API",
    "answers with the status and a problem document (RFC 9457) that holds `code`, `detail`, `hint` and, for inputs, `issues` with",
    "`path`, `code` and `message` for each field. Words in braces are filled in. This page is generated from `src/errors.ts`.",
    "",
    "| code | status | message | hint |",
    "|---|--:|---|---|",
    ...rows,
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, "..", "docs");
  writeFileSync(join(folder, "errors.md"), renderErrorsPage());
}
