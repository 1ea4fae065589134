// What the monitor's page is made of.

import type { MonitorReport } from "../../monitor/report.ts";

export interface MonitorFacts {
  readonly report: MonitorReport;
  /** What the listed answers are searched for; "" = nothing. */
  readonly words: string;
  /** Whether all inputs are listed, also where they are many. */
  readonly hasAllInputs: boolean;
  /** Scheme, host and port as the browser reached them, for the command. */
  readonly origin: string;
}

/** The page's address with other questions, relative to itself. */
export function monitorLink(
  { report, words, hasAllInputs }: MonitorFacts,
  change: { readonly range?: string; readonly inputs?: boolean },
): string {
  const query = new URLSearchParams({ range: change.range ?? report.range });
  if (change.inputs ?? hasAllInputs) query.set("inputs", "all");
  if (words !== "") query.set("q", words);
  return `?${query}`;
}

/** The same data as JSON, relative to the page. */
export function jsonLink({ report }: MonitorFacts, part: string): string {
  return `monitor.json?${new URLSearchParams({ range: report.range, part })}`;
}
