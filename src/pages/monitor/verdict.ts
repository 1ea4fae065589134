// The monitor in one sentence: whether somebody has to do something.

import { findRange } from "../../monitor/ranges.ts";
import type { MonitorReport } from "../../monitor/report.ts";
import { formatNumber } from "../../predict/format.ts";
import { duration, percent } from "../charts/numbers.ts";

export interface Verdict {
  readonly tone: "idle" | "good" | "warn" | "bad";
  /** "Healthy", "Look at the errors" */
  readonly word: string;
  /** What it rests on. */
  readonly sentence: string;
}

// From these shares on somebody should look: requests that failed on our side, that were refused, values out of range.
const failing = 0.01;
const refusing = 0.1;
const straying = 0.2;

export function verdictOf(report: MonitorReport): Verdict {
  const { requests, rows, latencyMs, errors, inputs } = report;
  const { words = "", short = "" } = findRange(report.range) ?? {};
  if (requests.total === 0) {
    return { tone: "idle", word: "Quiet", sentence: `no predictions in ${words}` };
  }
  const strays = inputs.filter(isStraying).length;
  const known = inputs.filter(({ outside, count }) => outside !== null && count > 0).length;
  const parts = [
    `${formatNumber(rows.total)} ${rows.total === 1 ? "prediction" : "predictions"} in ${short}`,
    ...(latencyMs.p95 === null ? [] : [`p95 ${duration(latencyMs.p95)}`]),
    errors.share === 0 ? "no errors" : `${percent(errors.share ?? 0)} errors`,
    ...(strays === 0 ? [] : [`${strays} of ${known} inputs often out of the usual`]),
  ];
  const sentence = parts.join(", ");
  const share = (count: number): number => count / requests.total;
  if (share(requests.serverErrors) >= failing) return { tone: "bad", word: "Failing", sentence };
  if (share(requests.clientErrors) >= refusing) {
    return { tone: "warn", word: "Many requests are refused", sentence };
  }
  if (strays > 0) return { tone: "warn", word: "Inputs have changed", sentence };
  return { tone: "good", word: "Healthy", sentence };
}

function isStraying({ outside, count }: MonitorReport["inputs"][number]): boolean {
  return count >= 20 && (outside ?? 0) / count >= straying;
}
