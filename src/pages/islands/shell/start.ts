// What every page does in the browser. The program of each page begins with this.

import { startKeys } from "./keys.ts";
import { startTheme } from "./theme.ts";

/** Brings the header to life, then the page itself. Programs come before the page is whole, or after it. */
export function startPage(start: () => void = () => {}): void {
  const run = (): void => {
    startTheme();
    startKeys();
    start();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
}

/** Says in the header how the server is. @param words  "ready", "not ready: stopping" */
export function showStatus(words: string): void {
  const status = document.querySelector<HTMLElement>("#status");
  const text = status?.querySelector("span");
  if (status === null || !text || text.textContent === words) return;
  text.textContent = words;
  status.classList.toggle("off", words !== "ready");
}
