// The frame that charts are drawn in: lines at round values, times below, the words for those who do not see it.
//
// The frame is as wide as its place and its texts keep their size: what is drawn stretches, in a coordinate system of its
// own. Styles come from the page's style sheet alone, as its content security policy asks.

import type { ComponentChildren, VNode } from "preact";

export interface PlotProps {
  /** The chart in a few words. */
  readonly title: string;
  /** What it says. */
  readonly description: string;
  /** Values at the horizontal lines, from 0 to the top, with their texts. */
  readonly values: readonly { readonly value: number; readonly text: string }[];
  /** Marks below: shares of the width in [0, 1] with their texts. */
  readonly marks: readonly { readonly share: number; readonly text: string }[];
  /** How wide the drawing's own coordinates are. Its heights are from 0 to `plotHeight`, counted downwards. */
  readonly width: number;
  /** Whether there is nothing to draw. */
  readonly isEmpty: boolean;
  readonly children?: ComponentChildren;
}

const pixels = 140;

/** Height of the drawing in its own coordinates: half a pixel each, near enough. */
export const plotHeight = 280;

const above = 20;
const below = 24;

export function Plot(props: PlotProps): VNode {
  const { title, description, values, marks, width, isEmpty, children } = props;
  const top = values.at(-1)?.value ?? 1;
  return (
    <svg
      class="plot"
      width="100%"
      height={above + pixels + below}
      role="img"
      aria-label={`${title}. ${description}`}
    >
      <desc>{description}</desc>
      {values.map(({ value }) => {
        const y = above + pixels - Math.round((pixels * value) / top) + 0.5;
        return <line key={value} class={value === 0 ? "base" : "grid"} x2="100%" y1={y} y2={y} />;
      })}
      {!isEmpty && (
        <svg
          aria-hidden="true"
          y={above}
          width="100%"
          height={pixels}
          viewBox={`0 0 ${width} ${plotHeight}`}
          preserveAspectRatio="none"
        >
          {children}
        </svg>
      )}
      {values.slice(1).map(({ value, text }) => (
        <text key={value} y={above + pixels - Math.round((pixels * value) / top) - 4}>
          {text}
        </text>
      ))}
      {marks.map(({ share, text }) => (
        <text
          key={text}
          x={`${(100 * share).toFixed(1)}%`}
          y={above + pixels + 18}
          text-anchor={anchorAt(share)}
        >
          {text}
        </text>
      ))}
      {isEmpty && (
        <text class="none" x="50%" y={above + pixels / 2} text-anchor="middle">
          no data
        </text>
      )}
    </svg>
  );
}

// Texts at the ends stay inside of the frame.
function anchorAt(share: number): "start" | "middle" | "end" {
  if (share < 0.05) return "start";
  return share > 0.95 ? "end" : "middle";
}

/** The height of a value in a drawing. @param top  the value at its upper edge */
export function heightOf(value: number, top: number): number {
  return plotHeight - Math.round((plotHeight * Math.min(value, top)) / top);
}
