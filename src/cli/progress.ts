// How far long work is, on one line of the terminal that is drawn again and again; nothing where no person looks.

import { paint } from "./output.ts";

export interface Progress {
  /** Where the work is; drawn a few times a second at most. */
  update(rows: number, bytes: number): void;
  /** Takes the line away. */
  clear(): void;
}

// Between two drawings, milliseconds.
const pauseMs = 100;

const width = 24;

/**
 * @param size  bytes of the whole work, for a bar and the time that is left; null where nobody knows
 */
export function showProgress(size: number | null, stream: NodeJS.WriteStream): Progress {
  if (stream.isTTY !== true) return { update() {}, clear() {} };
  const start = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(rows, bytes) {
      const now = performance.now();
      if (now - drawn < pauseMs) return;
      drawn = now;
      const line = progressLine({ rows, bytes, size, seconds: (now - start) / 1000 });
      stream.write(`\r\u001b[2K${paint("dim", line.slice(0, (stream.columns || 80) - 1), stream)}`);
    },
    clear() {
      if (drawn > 0) stream.write("\r\u001b[2K");
    },
  };
}

interface State {
  readonly rows: number;
  readonly bytes: number;
  readonly size: number | null;
  readonly seconds: number;
}

/** `████████░░░░ 34 % · 120,000 rows · 310,000 rows/s · 2 s left` */
export function progressLine({ rows, bytes, size, seconds }: State): string {
  const rate = seconds > 0 ? rows / seconds : 0;
  const facts = [`${grouped(rows)} rows`, `${grouped(Math.round(rate))} rows/s`];
  if (size === null || size === 0) return `  ${facts.join(" · ")}`;
  const share = Math.min(1, bytes / size);
  const full = Math.round(share * width);
  const bar = "█".repeat(full) + "░".repeat(width - full);
  if (share > 0) facts.push(`${duration((seconds / share) * (1 - share))} left`);
  return `  ${bar} ${Math.floor(share * 100)} % · ${facts.join(" · ")}`;
}

export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
