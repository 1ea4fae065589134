// Where the marks of an axis stand: round numbers, round times.

/** Round values from 0 to at least `highest`, steps of 1, 2 or 5 times a power of ten. @param most  steps at most */
export function valueTicks(highest: number, most = 4): number[] {
  const top = highest > 0 && Number.isFinite(highest) ? highest : 1;
  const step = niceStep(top / most);
  const count = Math.max(Math.ceil(top / step - 1e-9), 1);
  return Array.from({ length: count + 1 }, (_, i) => rounded(i * step, step));
}

/** The same for counts, which have no halves. */
export function countTicks(highest: number, most = 4): number[] {
  return valueTicks(Math.max(highest, 1), Math.min(most, Math.max(Math.ceil(highest), 1)));
}

/** The smallest of 1, 2, 5 times a power of ten that is not below a step. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

// 3 × 0.1 is 0.30000000000000004.
function rounded(value: number, step: number): number {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(step)));
  return digits > 15 ? value : Number(value.toFixed(digits));
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const timeSteps: readonly number[] = [
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  5 * day,
  7 * day,
  14 * day,
];

export interface TimeTick {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `14:30`, `21 Nov`; UTC. */
  readonly text: string;
}

/** Round times inside of a stretch, `most` of them at most. @param from  @param to  milliseconds since 1970 */
export function timeTicks(from: number, to: number, most = 6): TimeTick[] {
  const step =
    timeSteps.find((one) => (to - from) / one <= most) ?? Math.ceil((to - from) / most / day) * day;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push({ at, text: step < day ? timeText(at) : dayText(at) });
  }
  return ticks;
}

/** `14:30` */
export function timeText(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `21 Nov` */
export function dayText(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** `21 Nov 14:30` */
export function momentText(at: number): string {
  return `${dayText(at)} ${timeText(at)}`;
}
