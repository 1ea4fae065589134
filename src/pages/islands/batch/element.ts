// Elements in one line each: this program has no library.

type Child = Node | string | null;

/** @param attributes  by their names; null = not there */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A table that scrolls by itself, by keys too. */
export function scrolling(label: string, table: HTMLTableElement): HTMLElement {
  return element("section", { class: "scroll", "aria-label": label, tabindex: "0" }, table);
}

export function headings(...texts: readonly Child[]): HTMLTableSectionElement {
  const cells = texts.map((text) => element("th", { scope: "col" }, text));
  return element("thead", {}, element("tr", {}, ...cells));
}
