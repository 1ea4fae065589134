// What only the server knows of the API that its page describes.

/** What the page tells beyond the model: the server's side of things. */
export interface DocsFacts {
  /** Scheme, host and port as the browser reached them. */
  readonly origin: string;
  /** The answer to the example, laid out; null where there is none. */
  readonly answer: string | null;
  /** Method, path and summary of every operation. */
  readonly operations: readonly (readonly [string, string, string])[];
  /** Usual errors: code, status, hint. */
  readonly errors: readonly (readonly [string, number, string])[];
  readonly limits: {
    readonly bodyBytes: number;
    readonly tableBytes: number;
    readonly batchBytes: number;
    readonly urlBytes: number;
    readonly rows: number;
    readonly answerMs: number;
  };
}
