// The stretches of time that can be looked at, and how finely each is told.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface TimeRange {
  /** As addresses have it. */
  readonly name: "1h" | "24h" | "7d" | "30d";
  /** "the last hour" */
  readonly words: string;
  readonly short: string;
  readonly widthMs: number;
  readonly count: number;
}

const day: TimeRange = {
  name: "24h",
  words: "the last 24 hours",
  short: "24 h",
  widthMs: 20 * minuteMs,
  count: 72,
};

/** Widths are whole multiples of the first one's. */
export const timeRanges: readonly TimeRange[] = [
  { name: "1h", words: "the last hour", short: "1 h", widthMs: minuteMs, count: 60 },
  day,
  { name: "7d", words: "the last 7 days", short: "7 d", widthMs: 3 * hourMs, count: 56 },
  { name: "30d", words: "the last 30 days", short: "30 d", widthMs: 12 * hourMs, count: 60 },
];

export const defaultRange: TimeRange = day;

/** The range of a name; null for a name that is none. */
export function findRange(name: string): TimeRange | null {
  return timeRanges.find((range) => range.name === name) ?? null;
}
