// One line across both charts over time, and the numbers of its moment beneath them.

interface Point {
  readonly start: string;
  readonly ok: number;
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** @returns what to call when the charts are new ones */
export function startCrosshair(): () => void {
  let series: Promise<readonly Point[]> | null = null;
  const start = (): void => {
    const pair = document.querySelector<HTMLElement>("[data-series]");
    if (pair === null) return;
    series = null;
    pair.addEventListener("pointermove", (event) => {
      const plot = event.target instanceof Element ? event.target.closest(".plot") : null;
      if (plot === null) return;
      const { left, width } = plot.getBoundingClientRect();
      series ??= load(pair.dataset["series"] ?? "");
      void series.then((points) => show(pair, points, (event.clientX - left) / width));
    });
    pair.addEventListener("pointerleave", () => clear(pair));
  };
  start();
  return start;
}

async function load(address: string): Promise<readonly Point[]> {
  const response = await fetch(address);
  const { series = [] } = (await response.json()) as { series?: readonly Point[] };
  return series;
}

const svg = "http://www.w3.org/2000/svg";

function show(pair: HTMLElement, points: readonly Point[], share: number): void {
  const at = Math.min(Math.max(Math.floor(share * points.length), 0), points.length - 1);
  const point = points[at];
  if (point === undefined) return;
  clear(pair);
  const x = `${(100 * (at + 0.5)) / points.length}%`;
  const moment = point.start.slice(5, 16).replace("T", " ");
  const requests = `${moment}: ${point.ok} answered, ${point.clientErrors} refused, ${point.serverErrors} failed`;
  const latency =
    point.p50 === null
      ? `${moment}: no answers`
      : `${moment}: p50 ${milliseconds(point.p50)}, p95 ${milliseconds(point.p95)}`;
  for (const [i, plot] of pair.querySelectorAll(".plot").entries()) {
    const line = document.createElementNS(svg, "line");
    for (const [name, value] of [
      ["class", "cross"],
      ["x1", x],
      ["x2", x],
      ["y1", "20"],
      ["y2", "160"],
    ]) {
      if (name !== undefined && value !== undefined) line.setAttribute(name, value);
    }
    plot.append(line);
    const words = document.createElement("li");
    words.className = "readout";
    words.textContent = i === 0 ? requests : latency;
    plot.parentElement?.querySelector(".legend")?.append(words);
  }
}

function milliseconds(ms: number | null): string {
  return ms === null ? "–" : `${Number(ms.toPrecision(2))} ms`;
}

function clear(pair: HTMLElement): void {
  for (const old of pair.querySelectorAll(".cross, .readout")) old.remove();
}
