// How far long work is, on one line of the terminal that is drawn again and again; nothing where no person looks.

import { displayWidth } from "./layout.ts";
import { paint } from "./output.ts";
import { drawable, hasUnicode, widthOf } from "./terminal.ts";

export interface Progress {
  /** Where the work is; drawn a few times a second at most. */
  update(rows: number, bytes: number): void;
  /** Takes the line away. */
  clear(): void;
}

// Between two drawings, milliseconds.
const pauseMs = 100;

const width = 24;
const narrowWidth = 12;

/** Work that nobody can measure. */
export interface Waiting {
  /** Takes the line away. */
  end(): void;
}

/** Says on one line what is waited for, with a sign that turns; nothing where no person looks. */
export function showWaiting(what: string, stream: NodeJS.WriteStream): Waiting {
  if (stream.isTTY !== true) return { end() {} };
  const signs = hasUnicode(stream) ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "|/-\\";
  let turn = 0;
  const draw = (): void => {
    const line = drawable(`  ${signs.charAt(turn++ % signs.length)} ${what} …`, stream);
    stream.write(`\r\u001b[2K${paint("dim", line.slice(0, widthOf(stream) - 1), stream)}`);
  };
  draw();
  const timer = setInterval(draw, pauseMs);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      stream.write("\r\u001b[2K");
    },
  };
}

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
      const state = { rows, bytes, size, seconds: (now - start) / 1000 };
      const line = drawable(progressLine(state, widthOf(stream) - 1), stream);
      stream.write(`\r\u001b[2K${paint("dim", line.slice(0, widthOf(stream) - 1), stream)}`);
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

/**
 * `████████░░░░ 34 % · 120,000 rows · 310,000 rows/s · 2 s left`
 *
 * @param columns  what the line may take: the bar shrinks first, then facts go, the last ones first
 */
export function progressLine(state: State, columns: number = Number.POSITIVE_INFINITY): string {
  const { rows, bytes, size, seconds } = state;
  const rate = seconds > 0 ? rows / seconds : 0;
  const facts = [
    `${grouped(rows)} row${rows === 1 ? "" : "s"}`,
    `${grouped(Math.round(rate))} rows/s`,
  ];
  const fits = (line: string): boolean => displayWidth(line) <= columns;
  if (size === null || size === 0) return firstFit(facts, (some) => `  ${some}`, fits);
  const share = Math.min(1, bytes / size);
  if (share > 0) facts.splice(1, 0, `${duration((seconds / share) * (1 - share))} left`);
  const withBar = (width: number) => (some: string) => {
    const full = Math.round(share * width);
    const bar = "█".repeat(full) + "░".repeat(width - full);
    return `  ${bar} ${Math.floor(share * 100)} % · ${some}`;
  };
  const whole = withBar(width)(facts.join(" · "));
  return fits(whole) ? whole : firstFit(facts, withBar(narrowWidth), fits);
}

/** The line with as many of the facts as fit, one at least. */
function firstFit(
  facts: readonly string[],
  line: (facts: string) => string,
  fits: (line: string) => boolean,
): string {
  for (let count = facts.length; count > 1; count--) {
    const tried = line(facts.slice(0, count).join(" · "));
    if (fits(tried)) return tried;
  }
  return line(facts[0] ?? "");
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
