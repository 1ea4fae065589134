// A box that searches a long list of choices (the combobox of the ARIA patterns). Without JavaScript a datalist does it.

import { element } from "./element.ts";

interface Choice {
  readonly value: string;
  readonly text: string;
}

const maxShown = 50;

/**
 * Replaces the datalist of a box.
 *
 * @param more  gives all choices where the list has only some; asked once, when the box is first used
 */
export function addSearch(box: HTMLInputElement, more: (() => Promise<string[]>) | null): void {
  const { list } = box;
  if (list === null) return;
  let choices: readonly Choice[] = [...list.querySelectorAll("option")].map(({ value, label }) => ({
    value,
    text: label === "" ? value : label,
  }));
  const id = `${box.id}-options`;
  const options = element("ul", { class: "options", role: "listbox", id, "aria-label": "Choices" });
  const frame = element("div", { class: "combo" });
  options.hidden = true;
  box.removeAttribute("list");
  list.remove();
  box.replaceWith(frame);
  frame.append(box, options);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-expanded", "false"],
    ["aria-controls", id],
    ["aria-autocomplete", "list"],
  ] as const) {
    box.setAttribute(name, value);
  }

  let found: readonly Choice[] = [];
  let active = -1;
  const close = (): void => {
    options.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (position: number): void => {
    active = position;
    for (const [i, option] of [...options.children].entries()) {
      option.setAttribute("aria-selected", String(i === active));
      if (i !== active) continue;
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  };
  const open = (query: string): void => {
    found = search(choices, query);
    options.replaceChildren(
      ...found.map(({ text }, i) => {
        const option = element("li", {
          role: "option",
          id: `${id}-${i}`,
          "aria-selected": "false",
        });
        option.textContent = text;
        return option;
      }),
    );
    active = -1;
    options.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (position: number): void => {
    const choice = found[position];
    close();
    if (choice === undefined) return;
    box.value = choice.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };

  box.addEventListener("input", () => open(box.value));
  if (more !== null) {
    const load = async (): Promise<void> => {
      const values = await more();
      const known = new Map(choices.map((choice) => [choice.value, choice]));
      choices = values.map((value) => known.get(value) ?? { value, text: value });
    };
    // Without them the search is among those that stand in the page.
    box.addEventListener("focus", () => void load().catch(() => {}), { once: true });
  }
  box.addEventListener("blur", close);
  box.addEventListener("click", () => {
    if (options.hidden) open("");
  });
  box.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (options.hidden) open("");
      const step = key === "ArrowDown" ? 1 : -1;
      mark((active + step + found.length) % Math.max(found.length, 1));
    } else if (key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (key === "Escape" && !options.hidden) {
      event.preventDefault();
      close();
    }
  });
  // Before the box loses its focus.
  options.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = (event.target as Element).closest("li");
    if (option !== null) choose([...options.children].indexOf(option));
  });
}

/** Choices that hold the words: those that begin with them first. */
function search(choices: readonly Choice[], query: string): Choice[] {
  const wanted = query.trim().toLowerCase();
  const rank = ({ text }: Choice): number => {
    const at = text.toLowerCase().indexOf(wanted);
    return at > 0 ? 1 : at;
  };
  const ranked = choices.map((choice) => ({ choice, rank: rank(choice) }));
  return [0, 1]
    .flatMap((level) => ranked.filter((one) => one.rank === level))
    .slice(0, maxShown)
    .map(({ choice }) => choice);
}
