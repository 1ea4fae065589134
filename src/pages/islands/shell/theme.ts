// The button in the header: the system's theme, then light, then dark. The loader sets what was chosen last time.

import { themeKey } from "../../loader.ts";

const themes = ["", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const names: Readonly<Record<Theme, string>> = { "": "automatic", light: "light", dark: "dark" };

// A half-filled circle, a sun, a moon: 20 × 20.
const shapes: Readonly<Record<Theme, string>> = {
  "": '<circle cx="10" cy="10" r="7"/><path fill="currentColor" d="M10 3v14a7 7 0 0 0 0-14z"/>',
  light:
    '<circle cx="10" cy="10" r="3.5"/><path d="M10 1v2.5M10 16.5V19M1 10h2.5M16.5 10H19M3.6 3.6l1.8 1.8M14.6 14.6l1.8 1.8M3.6 16.4l1.8-1.8M14.6 5.4l1.8-1.8"/>',
  dark: '<path d="M16.5 12A7 7 0 0 1 8 3.5A7 7 0 1 0 16.5 12z"/>',
};

export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (button === null) return;
  const show = (): void => {
    const theme = currentTheme();
    button.innerHTML = `<svg width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" aria-hidden="true">${shapes[theme]}</svg>`;
    const text = `Theme: ${names[theme]}. Change to ${names[nextTheme(theme)]}.`;
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    const theme = nextTheme(currentTheme());
    document.documentElement.dataset["theme"] = theme;
    // A browser may refuse to keep it: then it holds for this page.
    try {
      if (theme === "") localStorage.removeItem(themeKey);
      else localStorage.setItem(themeKey, theme);
    } catch {}
    show();
  });
  show();
  button.hidden = false;
}

function currentTheme(): Theme {
  const set = document.documentElement.dataset["theme"];
  return themes.find((theme) => theme === set) ?? "";
}

function nextTheme(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? "";
}
