// The few pictures of the pages: drawn here, coloured by the text around them, silent to screen readers.

import type { VNode } from "preact";

/** A small exclamation mark, beside what needs attention. */
export function AttentionIcon(): VNode {
  return <Round path="M8 4v5M8 11v1" />;
}

/** A tick, beside what is in order. */
export function CheckIcon(): VNode {
  return <Round path="M4.5 8.5l2.5 2.5l4.5-5.5" />;
}

function Round({ path }: { readonly path: string }): VNode {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="7" />
      <path d={path} />
    </svg>
  );
}

/** A sentence with an icon: an error or a remark. */
export function Note(props: { id?: string; text: string; tone: "note" | "note bad" }): VNode {
  return (
    <p class={props.tone} id={props.id}>
      <AttentionIcon />
      <span>{props.text}</span>
    </p>
  );
}

interface BarProps {
  /** 0 to 1. */
  readonly share: number;
  /** Where it was before. */
  readonly ghost?: number | undefined;
}

/** The bar of a probability. */
export function Bar({ share, ghost }: BarProps): VNode {
  return (
    <svg aria-hidden="true">
      <rect width={percentage(share)} height="8" rx="4" fill="currentColor" />
      {ghost !== undefined && ghost !== share && (
        <rect class="ghost" x={percentage(ghost * 0.995)} width="2" height="8" />
      )}
    </svg>
  );
}

function percentage(share: number): string {
  return `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(2)}%`;
}
