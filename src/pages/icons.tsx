// The few pictures of the pages: drawn here, coloured by the text around them, silent to screen readers.

import type { VNode } from "preact";

/** A small exclamation mark, beside what needs attention. */
export function AttentionIcon(): VNode {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M8 4v5M8 11v1" stroke="currentColor" stroke-width="1.8" />
    </svg>
  );
}

/** The bar of a probability, 0 to 1. */
export function Bar({ share }: { readonly share: number }): VNode {
  const width = Number.isFinite(share) ? Math.min(Math.max(share, 0), 1) * 100 : 0;
  return (
    <svg aria-hidden="true">
      <rect width={`${width.toFixed(2)}%`} height="8" rx="4" fill="currentColor" />
    </svg>
  );
}
