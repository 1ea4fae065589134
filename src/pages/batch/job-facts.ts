// What the pages of files tell of jobs: values that the server has put together.

import type { BatchSummary } from "../../predict/batch/batch-report.ts";

export interface JobFacts {
  readonly id: string;
  readonly status: "waiting" | "running" | "done" | "failed" | "cancelled";
  /** As its sender calls it; null for rows that were pasted or sent without a name. */
  readonly file: string | null;
  readonly bytes: number;
  readonly skipsFaults: boolean;
  readonly probabilities: boolean;
  /** By field the column that was told for it. */
  readonly columns: ReadonlyMap<string, string>;
  readonly rows: number;
  readonly rowsTotal: number | null;
  readonly isEstimated: boolean;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null;
  readonly skipped: number;
  readonly warned: number;
  /** Seconds from its start to its end, or to now; null while it waits. */
  readonly seconds: number | null;
  /** Jobs that come before it. */
  readonly before: number;
  readonly notes: readonly string[];
  readonly summary: BatchSummary | null;
  /** What went wrong, and what to do. */
  readonly error: { readonly detail: string; readonly hint: string } | null;
  /** Times as ISO 8601 has them; null where they are still to come. */
  readonly created: string;
  readonly expires: string | null;
  readonly hasAnswers: boolean;
  readonly hasErrors: boolean;
  /** What its file was, as its ending says it: `csv`, `jsonl`, `json`, `parquet`. */
  readonly ending: string;
  readonly hasLines: boolean;
}

/** What only the server knows of the page for files. */
export interface BatchFacts {
  /** Scheme, host and port as the browser reached them. */
  readonly origin: string;
  /** The most bytes of a file. */
  readonly batchBytes: number;
  /** How long jobs are kept, minutes. */
  readonly keptMinutes: number;
  /** The browser's own jobs, the newest first. */
  readonly jobs: readonly JobFacts[];
}
