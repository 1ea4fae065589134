// What one client may cost the server: sizes, times and counts, each with a default.

export interface ServerLimits {
  /** Bytes of a JSON or form body. */
  readonly bodyBytes: number;
  /** Bytes of a file of rows that is sent to `/predict`. */
  readonly tableBytes: number;
  /** Bytes of the rows of one batch. */
  readonly batchBytes: number;
  /** Batches under way at once, each on a thread of its own. */
  readonly batches: number;
  /** Bytes of answers kept on disk for a client that sends all of a batch before it reads. */
  readonly spillBytes: number;
  /** Jobs that are kept, those that are over included. */
  readonly jobs: number;
  /** Bytes of all their files on the disk: what was sent, answers and errors. */
  readonly jobsBytes: number;
  /** How long a job is kept when it is over, milliseconds. */
  readonly jobMs: number;
  /** Bytes of the request line's address. */
  readonly urlBytes: number;
  /** Bytes of all headers together. */
  readonly headerBytes: number;
  /** Names and values in one form or query string. */
  readonly pairs: number;
  /** Rows of one request. */
  readonly rows: number;
  /** Bytes of all bodies in memory together; more are refused. Batches are not among them: they stream. */
  readonly heldBytes: number;
  /** Requests for predictions being answered at once; more are refused. */
  readonly inFlight: number;
  /** How late the event loop may run before more predictions are refused, milliseconds. */
  readonly lagMs: number;
  /** Open connections; more are closed as they come. */
  readonly connections: number;
  /** Until the headers are complete, milliseconds. */
  readonly headersMs: number;
  /** Until the whole request is there, milliseconds. */
  readonly requestMs: number;
  /** The same for a file of rows that is sent to `/predict`, milliseconds. */
  readonly tableMs: number;
  /** How long a batch waits for more rows, or for its answers to be read, milliseconds. */
  readonly stallMs: number;
  /** Bytes that a batch's client must move per second, on average, to be waited for longer than that. */
  readonly paceBytes: number;
  /** How long a thread for batches is kept without work, milliseconds. */
  readonly idleMs: number;
  /** How often the two are checked, milliseconds. */
  readonly checkMs: number;
  /** Until an idle connection is closed, milliseconds: longer than the routers in front keep theirs (Heroku: 90 s). */
  readonly keepAliveMs: number;
  /** Until a request that got no answer is given up, milliseconds. */
  readonly answerMs: number;
  /** How long idle connections are left open while stopping, so that no request meets a closed one, milliseconds. */
  readonly graceMs: number;
  /** Until stopping no longer waits for answers under way, milliseconds (platforms kill after 30 s). */
  readonly drainMs: number;
}

export const defaultServerLimits: ServerLimits = {
  bodyBytes: 2 ** 20,
  tableBytes: 10 * 2 ** 20,
  batchBytes: 2 ** 30,
  batches: 2,
  spillBytes: 2 * 2 ** 30,
  jobs: 100,
  jobsBytes: 8 * 2 ** 30,
  jobMs: 3_600_000,
  urlBytes: 8 * 2 ** 10,
  headerBytes: 16 * 2 ** 10,
  pairs: 10_000,
  rows: 100_000,
  heldBytes: 128 * 2 ** 20,
  inFlight: 1000,
  lagMs: 500,
  connections: 2000,
  headersMs: 8000,
  requestMs: 10_000,
  tableMs: 60_000,
  stallMs: 30_000,
  paceBytes: 2 ** 10,
  idleMs: 60_000,
  checkMs: 1000,
  keepAliveMs: 95_000,
  answerMs: 25_000,
  graceMs: 2000,
  drainMs: 25_000,
};
