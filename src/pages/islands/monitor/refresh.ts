// Renewing the page in place: what the server would show now, put where the old was. What is open stays open, what has
// the focus keeps it.

const everyMs = 10_000;

/** @param onRenewed  told when the page's parts are new ones */
export function startRefresh(onRenewed: () => void): void {
  const link = document.querySelector<HTMLAnchorElement>(".reload");
  if (link === null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  let isPaused = false;
  const say = (): void => {
    button.textContent = isPaused ? "Go on" : "Pause";
    button.title = isPaused ? "Renew every 10 seconds again" : "The page renews every 10 seconds";
  };
  say();
  button.addEventListener("click", () => {
    isPaused = !isPaused;
    say();
    if (!isPaused) void renew(button, onRenewed);
  });
  link.replaceWith(button);
  setInterval(() => {
    // Nobody looks, or somebody is reading a chart or typing: not now.
    if (isPaused || document.hidden || isBusy()) return;
    void renew(button, onRenewed);
  }, everyMs);
}

function isBusy(): boolean {
  const selection = getSelection();
  const isSelecting = selection !== null && !selection.isCollapsed;
  return isSelecting || document.activeElement?.matches("input") === true;
}

async function renew(button: HTMLElement, onRenewed: () => void): Promise<void> {
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!response.ok) throw new Error(String(response.status));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = fresh.querySelector("main");
    const old = document.querySelector("main");
    if (main === null || old === null) return;
    const focus = pathOf(document.activeElement, old);
    keepOpen(old, main);
    fresh.querySelector(".reload")?.replaceWith(button);
    old.replaceWith(document.adoptNode(main));
    if (focus !== null)
      (main.querySelectorAll<HTMLElement>(focusable)[focus] ?? null)?.focus({
        preventScroll: true,
      });
    document.querySelector(".stale")?.remove();
    onRenewed();
  } catch {
    sayStale();
  }
}

function keepOpen(old: Element, fresh: Element): void {
  const now = fresh.querySelectorAll("details");
  for (const [i, one] of old.querySelectorAll("details").entries()) {
    if (one.open && now[i] !== undefined) now[i].open = true;
  }
}

const focusable = "a, button, input, summary, [tabindex]";

/** Which of the controls has the focus. */
function pathOf(element: Element | null, within: Element): number | null {
  const at = element === null ? -1 : [...within.querySelectorAll(focusable)].indexOf(element);
  return at < 0 ? null : at;
}

function sayStale(): void {
  if (document.querySelector(".stale") !== null) return;
  const words = document.createElement("p");
  words.className = "note stale";
  words.setAttribute("role", "status");
  words.textContent = "The server does not answer: these numbers are old.";
  document.querySelector(".lead")?.append(words);
}
