// Lines over logarithmic axes, as SVG files that stand alone: readable on white and on black, with units, and with the
// same figures as text for those who do not see them.

import { escapeXml } from "./xml.ts";

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly isOurs: boolean;
  /** A second kind of line of the same side. */
  readonly isDashed?: boolean;
}

export interface Plot {
  readonly title: string;
  /** With its unit: `rows`, `memory, MB`. */
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly Line[];
}

const size = { width: 640, height: 380, left: 70, right: 150, top: 44, bottom: 52 } as const;
const plotWidth = size.width - size.left - size.right;
const plotHeight = size.height - size.top - size.bottom;
const least = 14;

/** The text of an SVG file. Both axes are logarithmic; points that are not above 0 are left out. */
export function renderPlot(plot: Plot): string {
  const shown = plot.lines.map((line) => ({
    ...line,
    points: line.points.filter(([x, y]) => x > 0 && y > 0),
  }));
  const x = scaleOf(
    shown.flatMap(({ points }) => points.map(([value]) => value)),
    plotWidth,
  );
  const y = scaleOf(
    shown.flatMap(({ points }) => points.map(([, value]) => value)),
    plotHeight,
  );
  const at = (value: number): string => (size.left + x.place(value)).toFixed(1);
  const up = (value: number): string => (size.top + plotHeight - y.place(value)).toFixed(1);
  const right = size.left + plotWidth;
  const bottom = size.top + plotHeight;
  const columns = x.ticks.map(
    (tick) =>
      `<path class="grid" d="M${at(tick)} ${size.top}V${bottom}"/>` +
      `<text x="${at(tick)}" y="${bottom + 18}" text-anchor="middle">${tickText(tick)}</text>`,
  );
  const rows = y.ticks.map(
    (tick) =>
      `<path class="grid" d="M${size.left} ${up(tick)}H${right}"/>` +
      `<text x="${size.left - 8}" y="${Number(up(tick)) + 4}" text-anchor="end">${tickText(tick)}</text>`,
  );
  const ends = labelPlaces(shown.map(({ points }) => Number(up(points.at(-1)?.[1] ?? 1))));
  const lines = shown.map(({ name, points, isOurs, isDashed }, i) => {
    const kind = `${isOurs ? "ours" : "theirs"}${isDashed ? " dashed" : ""}`;
    const path = points.map(([px, py], j) => `${j === 0 ? "M" : "L"}${at(px)} ${up(py)}`).join("");
    const dots = points.map(
      ([px, py]) => `<circle class="${kind}" cx="${at(px)}" cy="${up(py)}" r="3"/>`,
    );
    const label = `<text class="${kind}" x="${right + 10}" y="${((ends[i] ?? 0) + 4).toFixed(1)}">${escapeXml(name)}</text>`;
    return `<path class="line ${kind}" d="${path}"/>${dots.join("")}${label}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-labelledby="title figures">
<title id="title">${escapeXml(plot.title)}</title>
<desc id="figures">${escapeXml(describe(plot))}</desc>
<style>${style}</style>
<rect class="paper" width="100%" height="100%" rx="6"/>
<text class="title" x="${size.left}" y="24">${escapeXml(plot.title)}</text>
${columns.join("\n")}
${rows.join("\n")}
<path class="axis" d="M${size.left} ${size.top}V${bottom}H${right}"/>
<text x="${size.left + plotWidth / 2}" y="${size.height - 12}" text-anchor="middle">${escapeXml(plot.xLabel)}</text>
<text transform="translate(16 ${size.top + plotHeight / 2}) rotate(-90)" text-anchor="middle">${escapeXml(plot.yLabel)}</text>
${lines.join("\n")}
</svg>
`;
}

// A picture within a page follows the system's scheme and not the page's: it has paper of its own.
const style = [
  "svg{--paper:#fff;--ink:#333;--grid:#e3e3e3;--ours:#0b62c4;--theirs:#b3470b}",
  "@media(prefers-color-scheme:dark){svg{--paper:#14171c;--ink:#d5d9e0;--grid:#2b3038;--ours:#72b2ff;--theirs:#ffa066}}",
  "text{font:12px system-ui,sans-serif;fill:var(--ink)}.title{font-size:14px;font-weight:600}",
  ".paper{fill:var(--paper)}.grid,.axis{fill:none;stroke:var(--grid)}.axis{stroke:var(--ink)}",
  ".line{fill:none!important;stroke-width:2}.line.ours{stroke:var(--ours)}.line.theirs{stroke:var(--theirs)}",
  ".ours{fill:var(--ours)}.theirs{fill:var(--theirs)}.line.dashed{stroke-dasharray:6 4}",
].join("");

interface Scale {
  readonly ticks: readonly number[];
  /** Pixels from the axis' beginning. */
  place(value: number): number;
}

/** Whole powers of ten around the values. */
function scaleOf(values: readonly number[], length: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return { ticks, place: (value) => ((Math.log10(value) - low) / (high - low)) * length };
}

/** Labels beside the ends of their lines, moved apart where they would lie on each other. */
function labelPlaces(wanted: readonly number[]): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places: number[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    previous = Math.max(wanted[i] ?? 0, previous + least);
    places[i] = previous;
  }
  return places;
}

function tickText(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  if (value >= 1000) return `${value / 1000} k`;
  return String(Number(value.toPrecision(1)));
}

function describe({ lines, xLabel, yLabel }: Plot): string {
  const each = lines.map(({ name, points }) => {
    const figures = points.map(([x, y]) => `${x}: ${Number(y.toPrecision(3))}`);
    return `${name}: ${figures.join("; ")}.`;
  });
  return `${yLabel} by ${xLabel}. ${each.join(" ")}`;
}
