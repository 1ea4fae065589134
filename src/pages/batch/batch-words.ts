// Sizes, counts and times of files and jobs, as people read them.

import { formatNumber } from "../number-text.ts";

/** 1_500_000 → "1.4 MB"; units are of 1,024. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte${bytes === 1 ? "" : "s"}`;
  const units = ["KB", "MB", "GB"];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size >= 10 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit]}`;
}

/** 0.42 → "0.4 s", 75 → "1 min 15 s", 4000 → "1 h 7 min". */
export function secondWords(seconds: number): string {
  if (seconds < 10) return `${Math.max(Number(seconds.toFixed(1)), 0.1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

export function rowWords(rows: number): string {
  return `${formatNumber(rows)} row${rows === 1 ? "" : "s"}`;
}

/** How far a job is: "12,000 of about 48,000 rows · 31,000 rows/s · 1.2 s left". */
export function progressWords(progress: {
  readonly rows: number;
  readonly rowsTotal: number | null;
  readonly isEstimated: boolean;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null;
}): string {
  const { rows, rowsTotal, isEstimated, rowsPerSecond, secondsLeft } = progress;
  const total = rowsTotal === null ? null : Math.max(rowsTotal, rows);
  const about = isEstimated ? "about " : "";
  const counted =
    total === null
      ? rowWords(rows)
      : `${formatNumber(rows)} of ${about}${rowWords(isEstimated ? rounded(total) : total)}`;
  const parts = [counted];
  if (rowsPerSecond > 0) parts.push(`${formatNumber(rounded(rowsPerSecond))} rows/s`);
  if (secondsLeft !== null) parts.push(`${secondWords(secondsLeft)} left`);
  return parts.join(" · ");
}

/** A guess has no more than two digits that mean something. */
function rounded(number: number): number {
  return number < 100 ? Math.round(number) : Number(number.toPrecision(2));
}
