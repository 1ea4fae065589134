// A table that may be wider than the page: it scrolls by itself, by keys too.

import type { ComponentChildren, VNode } from "preact";

interface ScrollProps {
  /** What scrolls, for those who do not see it. */
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Scroll({ label, children }: ScrollProps): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus (WCAG 2.1.1)
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
