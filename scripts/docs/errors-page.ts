// docs/errors.md: every code with its status, sentence and hint.

import { errorCatalogue } from "../../src/errors.ts";

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
