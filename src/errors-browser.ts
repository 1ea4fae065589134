// The errors that pages meet in the browser, where the whole catalogue would be too much: the build of pages puts this in
// the place of errors.ts. Codes and sentences are the same.

import type { Details, ErrorCode, Issue } from "./errors.ts";

export class PicklejarError extends Error {
  override readonly name = "PicklejarError";
  readonly code: ErrorCode;
  readonly details: Details;
  readonly issues: readonly Issue[];

  constructor(
    code: ErrorCode,
    details: Details = {},
    { issues = [] }: { readonly issues?: readonly Issue[] } = {},
  ) {
    const { line, reason, summary = "" } = details;
    super(
      code === "INPUT_MALFORMED"
        ? `The input cannot be read at line ${line}: ${reason}.`
        : String(summary),
    );
    this.code = code;
    this.details = details;
    this.issues = issues;
  }
}
