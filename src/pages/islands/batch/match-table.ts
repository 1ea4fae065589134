// The table in which columns are matched with the model's fields, and changed.

import { formatNumber } from "../../number-text.ts";
import type { ColumnMatch, MatchKind } from "./column-match.ts";
import { element, headings, scrolling } from "./element.ts";

// A model of thousands of fields shows those that need a look, and a few others.
const maxShown = 60;

const states: Readonly<Record<MatchKind, readonly [look: string, sign: string, words: string]>> = {
  exact: ["good", "✓", "matched"],
  position: ["guess", "≈", "by position"],
  like: ["guess", "≈", "alike"],
  guess: ["guess", "≈", "guessed"],
  chosen: ["good", "✓", "chosen"],
  missing: ["bad", "✗", "missing"],
  preset: ["muted", "–", "left out: its default is taken"],
};

const order: readonly MatchKind[] = [
  "missing",
  "guess",
  "like",
  "position",
  "chosen",
  "preset",
  "exact",
];

/** @param onChoose  told the field's name and the column that was chosen for it; −1 = none */
export function matchTable(
  matches: readonly ColumnMatch[],
  names: readonly string[],
  onChoose: (field: string, column: number) => void,
): HTMLElement {
  const sorted = [...matches].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const rows = sorted.slice(0, maxShown).map((match) => matchRow(match, names, onChoose));
  const table = element(
    "table",
    {},
    headings("Field", "Column of the file", "State"),
    element("tbody", {}, ...rows),
  );
  const rest = sorted.length - rows.length;
  const more = rest > 0 ? element("p", { class: "muted" }, `and ${formatNumber(rest)} more`) : null;
  return element("div", { class: "pad small" }, scrolling("How columns are matched", table), more);
}

function matchRow(
  { field, column, kind }: ColumnMatch,
  names: readonly string[],
  onChoose: (field: string, column: number) => void,
): HTMLTableRowElement {
  const [look, sign, words] = states[kind];
  const choice = element(
    "select",
    { "data-field": field.name },
    element("option", { value: "-1" }, "none"),
    ...names.map((name, i) => element("option", { value: String(i) }, name || `column ${i + 1}`)),
  );
  choice.value = String(column);
  choice.addEventListener("change", () => onChoose(field.name, Number(choice.value)));
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "raw" }, field.name),
    element(
      "td",
      {},
      element("label", {}, element("span", { class: "out" }, `Column for ${field.name}`), choice),
    ),
    element("td", {}, element("span", { class: look }, `${sign}\u00a0${words}`)),
  );
}
