// What only the server knows of the API that its pages describe.

import type { ModelCard } from "../predict/card.ts";

/** An option of a request. */
export interface OperationOption {
  readonly name: string;
  readonly place: string;
  /** `stop (usual), skip`; "" where any text is taken. */
  readonly values: string;
  readonly description: string;
}

/** How a request can be tried on its page: in the address, with a body of JSON, with a file, or not at all. */
export type Trial = "link" | "body" | "file" | null;

/** One request that the server takes. */
export interface Operation {
  /** Its name in addresses: `predict`, `batch`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly options: readonly OperationOption[];
  /** Content types that its body may have. */
  readonly takes: readonly string[];
  /** Content types of its answers. */
  readonly gives: readonly string[];
  readonly trial: Trial;
  /** Every error that it can answer with: code, status, what to do. */
  readonly errors: readonly (readonly [string, number, string])[];
}

/** What the pages tell beyond the model: the server's side of things. */
export interface DocsFacts {
  /** Scheme, host and port as the browser reached them. */
  readonly origin: string;
  /** The answer to the example, laid out; null where there is none. */
  readonly answer: string | null;
  readonly operations: readonly Operation[];
  readonly card: ModelCard;
  /** The share of each input in what the model learned, 0 to 1, in their order; null where it does not tell. */
  readonly importances: readonly number[] | null;
  readonly limits: {
    readonly bodyBytes: number;
    readonly tableBytes: number;
    readonly batchBytes: number;
    readonly urlBytes: number;
    readonly rows: number;
    readonly answerMs: number;
  };
}

/** Whether files of rows are scored. */
export function takesFiles(operations: readonly Operation[]): boolean {
  return operations.some(({ method, path }) => method === "POST" && path === "/batch");
}
