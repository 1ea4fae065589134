// Errors as clients read them: a problem document (RFC 9457). No stack, no path, nothing of the inside.

import { type ErrorCode, errorCatalogue, type Issue, PicklejarError } from "../errors.ts";
import { unsupported } from "./content-type.ts";
import { Abort } from "./own/result.ts";
import { statusTexts } from "./status-texts.ts";

/** The JSON of an error, sent as `application/problem+json`. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint: string;
  readonly issues: readonly Issue[];
  /** The request's id. */
  readonly id: string;
}

/** @param status  another than the error's usual one */
export function problemOf(
  error: PicklejarError,
  id: string,
  status: number = error.status,
): Problem {
  const { code, hint, issues } = error;
  const title = statusTexts[status] ?? "Error";
  return { type: "about:blank", title, status, code, detail: error.message, hint, issues, id };
}

/** The problem that a code stands for, its sentences with their placeholders: for documentation. */
export function problemOfCode(code: ErrorCode): Problem {
  const { status, message, hint } = errorCatalogue[code];
  const title = statusTexts[status] ?? "Error";
  const id = "00000000-0000-0000-0000-000000000000";
  return { type: "about:blank", title, status, code, detail: message, hint, issues: [], id };
}

/** What a request can be told. Everything else that goes wrong while answering is ours to know. */
export const clientCodes: ReadonlySet<ErrorCode> = new Set([
  "INPUT_WIDTH",
  "INPUT_NOT_FINITE",
  "INPUT_KIND",
  "INPUT_CATEGORY",
  "INPUT_INVALID",
  "INPUT_ROWS",
  "INPUT_MALFORMED",
  "PARQUET_MALFORMED",
  "BODY_MALFORMED",
  "BODY_TOO_LARGE",
  "REQUEST_MALFORMED",
  "URL_TOO_LONG",
  "HEADERS_TOO_LARGE",
  "REQUEST_TIMEOUT",
  "MEDIA_TYPE_UNSUPPORTED",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "ANSWER_TIMEOUT",
  "SERVER_OVERLOADED",
  "BATCHES_BUSY",
  "BATCH_STALLED",
  "FILES_NOT_TAKEN",
  "JOBS_FULL",
  "JOB_NOT_FOUND",
  "JOB_UNFINISHED",
  "SERVER_STOPPING",
  "MONITOR_PRIVATE",
  "FEEDBACK_OFF",
]);

/** The error that a client may read: its own mistakes as they are, everything else as INTERNAL. */
export function clientError(error: unknown): PicklejarError {
  if (error instanceof PicklejarError && clientCodes.has(error.code)) return error;
  if (error instanceof Abort) {
    const reason = error.description || (statusTexts[error.status] ?? "Error");
    return new PicklejarError("ABORTED", { reason });
  }
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return unsupported("of this request");
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return new PicklejarError("REQUEST_MALFORMED", { reason: "its address is malformed" });
    default:
      return new PicklejarError("INTERNAL", {}, { cause: error });
  }
}
