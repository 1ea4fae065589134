// The program of /docs/api: loads Swagger UI and tells it where the description is, and which theme holds.

import { startPage } from "./shell/start.ts";

type Start = (options: object) => unknown;

startPage(() => {
  const place = document.querySelector<HTMLElement>("#explorer");
  if (place === null) return;
  const { document: description, script, integrity, style, styleIntegrity } = place.dataset;
  if (!description || !script || !integrity || !style || !styleIntegrity) return;
  followTheme();
  leaveMain(place);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.integrity = styleIntegrity;
  link.href = style;
  const program = document.createElement("script");
  program.integrity = integrity;
  program.src = script;
  program.addEventListener("load", () => start(description));
  program.addEventListener("error", () => {
    place.textContent = "The explorer could not be loaded. Reload the page to try again.";
  });
  // Before our own rules, which have the last word.
  document.head.prepend(link);
  document.head.append(program);
});

function start(description: string): void {
  const begin: unknown = Reflect.get(window, "SwaggerUIBundle");
  if (typeof begin !== "function") return;
  (begin as Start)({
    url: new URL(description, location.href).href,
    dom_id: "#explorer",
    // One click to an answer instead of two.
    tryItOutEnabled: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    // Never asks anybody else whether the description is valid.
    validatorUrl: null,
    onComplete: nameControls,
  });
}

/** Swagger UI brings the page's main part with it: ours becomes a frame around a heading and that. */
function leaveMain(place: HTMLElement): void {
  const main = place.closest("main");
  if (main === null) return;
  const frame = document.createElement("div");
  frame.id = main.id;
  frame.className = main.className;
  frame.append(...main.childNodes);
  main.replaceWith(frame);
}

/** Swagger UI leaves some of its controls without a name for screen readers. */
function nameControls(): void {
  const place = document.querySelector("#explorer");
  if (place === null) return;
  const name = (): void => {
    // Beneath our headings, its own begin one level too deep.
    for (const heading of place.querySelectorAll("h4, h5")) {
      heading.setAttribute("aria-level", String(Number(heading.tagName.charAt(1)) - 1));
    }
    for (const control of place.querySelectorAll<HTMLElement>("select, textarea, input")) {
      const isNamed = control.hasAttribute("aria-label") || control.closest("label") !== null;
      if (isNamed) continue;
      const row = control.closest("tr[data-param-name]");
      const part = control.closest(".servers") ? "Server" : "Request body";
      const text = control.matches("select.content-type, .content-type select")
        ? "Media type"
        : (row?.getAttribute("data-param-name") ?? control.getAttribute("placeholder") ?? part);
      control.setAttribute("aria-label", text);
    }
    // Numbers in its examples are too dark for their background.
    for (const word of place.querySelectorAll<HTMLElement>(".microlight span")) {
      if (word.style.color === "rgb(211, 99, 99)") word.style.color = "#ff9c94";
    }
    // What scrolls can be reached by keyboard.
    for (const code of place.querySelectorAll<HTMLElement>("pre")) code.tabIndex = 0;
  };
  name();
  new MutationObserver(name).observe(place, { childList: true, subtree: true });
}

/** Swagger UI's dark colours are a class of the root; ours are the chosen theme, else the system's. */
function followTheme(): void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => {
    const { theme } = root.dataset;
    root.classList.toggle("dark-mode", theme === "dark" || (!theme && system.matches));
  };
  follow();
  system.addEventListener("change", follow);
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });
}
