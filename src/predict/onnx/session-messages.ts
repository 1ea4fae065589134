// What the main thread and the thread of a session tell each other.

import type { MessagePort } from "node:worker_threads";
import type { PlainTensor } from "./tensors.ts";

export interface SessionStart {
  /** The model, in memory that both threads see. */
  readonly bytes: Uint8Array;
  readonly port: MessagePort;
}

/** To the thread. */
export interface SessionRequest {
  readonly id: number;
  readonly feeds: readonly PlainTensor[];
  /** Woken when the answer was sent, for who waits without an event loop. */
  readonly signal: Int32Array;
}

/** From the thread: for the request of the number; 0 tells how the start went. */
export type SessionReply =
  | { readonly id: number; readonly kind: "tensors"; readonly tensors: readonly PlainTensor[] }
  | { readonly id: number; readonly kind: "failed"; readonly reason: string }
  | { readonly id: number; readonly kind: "missing" };
