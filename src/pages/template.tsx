// Pages are rendered once, with slots where a request's own parts go; a request only fills the slots.

import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** The place of a part that changes from request to request. */
export function Slot({ name }: { readonly name: string }): VNode {
  return h<object>(`slot-${name}`, {});
}

/** HTML with slots, cut apart: `texts[0] slots[0] texts[1] slots[1] … texts[n]`. */
export interface Template<Name extends string> {
  readonly texts: readonly string[];
  readonly slots: readonly Name[];
}

/** Renders a tree that holds slots with the given names. Texts are escaped, so none can look like a slot. */
export function renderTemplate<Name extends string>(
  tree: VNode,
  names: readonly Name[],
): Template<Name> {
  const texts: string[] = [];
  const slots: Name[] = [];
  const html = renderToString(tree);
  let end = 0;
  for (const match of html.matchAll(/<slot-([a-z]+)><\/slot-\1>/g)) {
    const name = names.find((known) => known === match[1]);
    if (name === undefined) continue;
    texts.push(html.slice(end, match.index));
    slots.push(name);
    end = match.index + match[0].length;
  }
  texts.push(html.slice(end));
  return { texts, slots };
}

/** The HTML with its slots filled. @param parts  HTML by the slot's name */
export function fillTemplate<Name extends string>(
  template: Template<Name>,
  parts: Readonly<Record<Name, string>>,
): string {
  const { texts, slots } = template;
  let html = texts[0] ?? "";
  for (const [i, slot] of slots.entries()) html += parts[slot] + (texts[i + 1] ?? "");
  return html;
}

/** Text made safe inside of elements and quoted attributes. */
export function escapeHtml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
