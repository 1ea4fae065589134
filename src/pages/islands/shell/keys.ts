// Keys that lead somewhere: `g` and a letter to a page, `?` to the list of all keys. None of them is needed.

/** A key and what it does, as the list tells it. */
export interface Shortcut {
  /** "Ctrl Enter", "g then p": keys with a space between them; the word "then" is no key. */
  readonly keys: string;
  readonly does: string;
}

const shortcuts: Shortcut[] = [];

/** Adds what a page's own program does to the list. */
export function addShortcuts(...added: readonly Shortcut[]): void {
  shortcuts.push(...added);
}

// After `g` this long a letter belongs to it, milliseconds.
const patienceMs = 1200;

export function startKeys(): void {
  let gone = Number.NEGATIVE_INFINITY;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      openSheet();
    } else if (event.key === "g") {
      gone = event.timeStamp;
    } else if (event.timeStamp - gone < patienceMs) {
      gone = Number.NEGATIVE_INFINITY;
      pageLinks()
        .find((link) => link.dataset["key"] === event.key)
        ?.click();
    }
  });
}

/** Whether a key pressed here is a letter of a text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(radio|checkbox|range|file)$/.test(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

function pageLinks(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("nav a[data-key]")];
}

function openSheet(): void {
  const open = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (open !== null) return;
  const sheet = document.createElement("dialog");
  sheet.className = "keys";
  sheet.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keys";
  const list = document.createElement("dl");
  const pages = pageLinks().map((link) => ({
    keys: `g then ${link.dataset["key"]}`,
    does: `Go to ${link.textContent}`,
  }));
  const others = [
    { keys: "?", does: "This list" },
    { keys: "Esc", does: "Close what is open" },
  ];
  for (const { keys, does } of [...shortcuts, ...pages, ...others]) {
    const name = document.createElement("dt");
    for (const key of keys.split(" ")) {
      const part = document.createElement(key === "then" ? "span" : "kbd");
      part.textContent = key;
      name.append(part, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = does;
    list.append(name, meaning);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  sheet.append(title, list, close);
  document.body.append(sheet);
  sheet.showModal();
}
