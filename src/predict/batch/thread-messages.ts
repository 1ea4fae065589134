// What the main thread and a batch thread tell each other.

import { type Details, type ErrorCode, type Issue, PicklejarError } from "../../errors.ts";
import type { BatchJob, BatchStep } from "./job.ts";

/** To the thread: one batch at a time; every message but `drop` is answered by one. */
export type ToThread =
  | { readonly kind: "open"; readonly job: BatchJob }
  | {
      readonly kind: "chunk";
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Memory that is free again, for what the thread sends. */
      readonly spares: readonly ArrayBuffer[];
    }
  | { readonly kind: "pull" }
  | { readonly kind: "end" }
  | { readonly kind: "drop" };

/** From the thread. */
export type FromThread =
  | { readonly kind: "opened" }
  | { readonly kind: "step"; readonly step: BatchStep }
  | { readonly kind: "failed"; readonly step: BatchStep; readonly failure: Failure };

/** An error in values that can be sent. */
export interface Failure {
  /** null where the error is none of the catalogue's. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly details: Details;
  readonly issues: readonly Issue[];
}

export function failureOf(error: unknown): Failure {
  if (error instanceof PicklejarError) {
    const { code, message, details, issues } = error;
    return { code, message, details, issues };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: null, message, details: {}, issues: [] };
}

export function errorOf({ code, message, details, issues }: Failure): Error {
  return code === null ? new Error(message) : new PicklejarError(code, details, { issues });
}
