// A part of the monitor: its heading, a link to the same data as JSON, what it shows.

import type { ComponentChildren, VNode } from "preact";

interface PanelProps {
  readonly title: string;
  /** Where the data are as JSON. */
  readonly json: string;
  readonly note?: string | undefined;
  readonly children: ComponentChildren;
}

export function Panel({ title, json, note, children }: PanelProps): VNode {
  const id = `p-${title.toLowerCase().replace(/[^a-z]+/g, "-")}`;
  return (
    <section class="card panel" aria-labelledby={id}>
      <div class="top">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span class="small muted">{note}</span>}
        <JsonLink href={json} title={title} />
      </div>
      {children}
    </section>
  );
}

export function JsonLink({
  href,
  title,
}: {
  readonly href: string;
  readonly title: string;
}): VNode {
  return (
    <a class="json raw" href={href} aria-label={`${title} as JSON`}>
      {"{ }"}
    </a>
  );
}
