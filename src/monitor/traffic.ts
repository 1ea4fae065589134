// What happened in one stretch of time: requests by how they ended, rows, latencies, and the shapes of values.

import { latencyBins } from "./latency.ts";

/** How a request ended: answered, refused for its own mistake, failed on our side. */
export type Outcome = "ok" | "clientError" | "serverError";

/** Counts of one bucket of time, or of several together. */
export class Traffic {
  ok = 0;
  clientErrors = 0;
  serverErrors = 0;
  /** Rows answered. */
  rows = 0;
  /** Those of them that came in files to `/batch`. */
  batchRows = 0;
  readonly latency: Uint32Array = new Uint32Array(latencyBins);
  /** Requests that were not answered, by the error's code. */
  codes: Map<string, number> | null = null;
  /** The cells of `Shapes`; null until a value comes. */
  cells: Float64Array | null = null;

  countError(status: number, code: string): void {
    if (status >= 500) this.serverErrors++;
    else this.clientErrors++;
    this.codes ??= new Map();
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  get requests(): number {
    return this.ok + this.clientErrors + this.serverErrors;
  }

  /** Adds what another bucket counted; its cells only where there is room for them. */
  add(other: Traffic): void {
    this.ok += other.ok;
    this.clientErrors += other.clientErrors;
    this.serverErrors += other.serverErrors;
    this.rows += other.rows;
    this.batchRows += other.batchRows;
    addTo(this.latency, other.latency);
    for (const [code, count] of other.codes ?? []) {
      this.codes ??= new Map();
      this.codes.set(code, (this.codes.get(code) ?? 0) + count);
    }
    if (this.cells !== null && other.cells !== null) addTo(this.cells, other.cells);
  }
}

function addTo(sums: Uint32Array | Float64Array, counts: Uint32Array | Float64Array): void {
  for (let i = 0; i < counts.length; i++) sums[i] = (sums[i] ?? 0) + (counts[i] ?? 0);
}
