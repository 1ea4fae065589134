// What the server counts, in Prometheus' text form: the process, requests by route, predictions, mistakes.
// Counting touches counters that exist already; texts are made when they are asked for.

import { Histogram } from "./histogram.ts";

/** What the counts say of the model. */
export interface ModelLabels {
  readonly name: string;
  readonly version: string;
  readonly estimator: string;
}

/** The server's gauges, read when metrics are asked for. */
export interface Gauges {
  /** How late the event loop ran lately, seconds. */
  readonly lagSeconds: number;
  /** Predictions being made. */
  readonly inFlight: number;
  /** Bytes of bodies in memory. */
  readonly heldBytes: number;
  /** Batches under way. */
  readonly batches: number;
  /** Rows that the prediction log lost; null where there is none. */
  readonly lostRows: number | null;
}

type ByStatus = Map<number, Histogram>;
type ByMethod = Map<string, ByStatus>;

export class Metrics {
  readonly #requests = new Map<string, ByMethod>();
  readonly #inputErrors = new Map<string, number>();
  readonly #labels: string;
  #predictions = 0;
  #rows = 0;

  constructor(model: ModelLabels) {
    this.#labels = labels([...Object.entries(model)]);
  }

  /**
   * Counts an answered request.
   *
   * @param route  the route's pattern, never the address that was asked for; undefined = none
   */
  countRequest(route: string | undefined, method: string, status: number, ms: number): void {
    const byMethod = entry(this.#requests, route ?? "none", newMap<string, ByStatus>);
    const byStatus = entry(byMethod, method, newMap<number, Histogram>);
    entry(byStatus, status, newHistogram).observe(ms / 1000);
  }

  countAnswer(rows: number): void {
    this.#predictions++;
    this.#rows += rows;
  }

  countInputError(code: string): void {
    this.#inputErrors.set(code, (this.#inputErrors.get(code) ?? 0) + 1);
  }

  /** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
  render({ lagSeconds, inFlight, heldBytes, batches, lostRows }: Gauges): string {
    const { user, system } = process.cpuUsage();
    const uptime = process.uptime();
    const start = Date.now() / 1000 - uptime;
    const errors = [...this.#inputErrors].map(
      ([code, count]) => `picklejar_input_errors_total${labels([["code", code]])} ${count}`,
    );
    return [
      ...one("process_resident_memory_bytes", "gauge", "Memory in use.", process.memoryUsage.rss()),
      ...one("process_cpu_seconds_total", "counter", "Time on CPUs.", (user + system) / 1e6),
      ...one("process_start_time_seconds", "gauge", "Start, as Unix time.", start),
      ...one("picklejar_uptime_seconds", "gauge", "Time since the start.", uptime),
      ...one("nodejs_eventloop_lag_seconds", "gauge", "Lateness of the event loop.", lagSeconds),
      ...one("picklejar_in_flight", "gauge", "Predictions being made.", inFlight),
      ...one("picklejar_held_bytes", "gauge", "Bodies in memory.", heldBytes),
      ...one("picklejar_batches", "gauge", "Batches under way.", batches),
      ...(lostRows === null
        ? []
        : one("picklejar_log_lost_rows_total", "counter", "Rows missing from the log.", lostRows)),
      ...one("picklejar_predictions_total", "counter", "Answers given.", this.#predictions),
      ...one("picklejar_rows_total", "counter", "Rows predicted.", this.#rows),
      ...head("picklejar_input_errors_total", "counter", "Mistakes in inputs by their codes."),
      ...errors,
      ...head("picklejar_model_info", "gauge", "The model being served."),
      `picklejar_model_info${this.#labels} 1`,
      ...head("http_request_duration_seconds", "histogram", "Requests by route, method, status."),
      ...this.#renderRequests(),
      "",
    ].join("\n");
  }

  #renderRequests(): string[] {
    const lines: string[] = [];
    for (const [route, byMethod] of this.#requests) {
      for (const [method, byStatus] of byMethod) {
        for (const [status, histogram] of byStatus) {
          const own: Pair[] = [
            ["method", method],
            ["route", route],
            ["status", String(status)],
          ];
          for (const [suffix, bound, value] of histogram.samples()) {
            const all: Pair[] = bound === null ? own : [...own, ["le", bound]];
            lines.push(`http_request_duration_seconds${suffix}${labels(all)} ${value}`);
          }
        }
      }
    }
    return lines;
  }
}

type Pair = readonly [name: string, value: string];

function labels(pairs: readonly Pair[]): string {
  return `{${pairs.map(([name, value]) => `${name}="${escapeLabel(value)}"`).join(",")}}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function head(name: string, type: "counter" | "gauge" | "histogram", help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function one(name: string, type: "counter" | "gauge", help: string, value: number): string[] {
  return [...head(name, type, help), `${name} ${value}`];
}

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}

function newHistogram(): Histogram {
  return new Histogram();
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
