// The program of the API's pages: requests are tried in place, their pages open beneath their lines, code is copied.

import { startPage } from "./shell/start.ts";

startPage(() => {
  prepare(document);
  for (const line of document.querySelectorAll<HTMLElement>(".requests li")) makeOpen(line);
});

/** Brings what is in a part of the page to life. */
function prepare(part: ParentNode): void {
  for (const code of part.querySelectorAll<HTMLElement>("pre")) addCopy(code);
  for (const form of part.querySelectorAll<HTMLFormElement>("form.try")) {
    const send = form.querySelector<HTMLElement>("a.button, button");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form);
    });
    if (send instanceof HTMLAnchorElement) {
      // Held with a key, it is a link as any other.
      send.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void ask(form);
      });
    }
  }
}

/** Makes of a line that is a link one that opens. */
function makeOpen(line: HTMLElement): void {
  const link = line.querySelector("a");
  if (link === null) return;
  const details = document.createElement("details");
  details.id = `request-${link.href.split("/").at(-1)}`;
  const summary = document.createElement("summary");
  const name = document.createElement("span");
  name.className = "raw";
  name.append(...link.childNodes);
  link.remove();
  summary.append(name, ...line.childNodes);
  const part = document.createElement("p");
  part.className = "pad small";
  link.textContent = "Try it, its answer, its errors";
  part.append(link);
  details.append(summary, part);
  line.append(details);
  details.addEventListener("toggle", () => void openPart(details, part, link.href), { once: true });
}

/** The page of a request, put beneath its line. Without it, the link to it stays. */
async function openPart(line: HTMLElement, part: HTMLElement, address: string): Promise<void> {
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    if (!response.ok) return;
    const whole = new DOMParser().parseFromString(await response.text(), "text/html");
    const request = whole.querySelector(".request");
    if (request === null) return;
    // Links are told from where that page is, and its headings stand on their own there.
    for (const name of ["href", "action"]) {
      for (const element of request.querySelectorAll(`[${name}]`)) {
        element.setAttribute(name, new URL(element.getAttribute(name) ?? "", address).href);
      }
    }
    for (const heading of request.querySelectorAll("h2")) heading.setAttribute("aria-level", "3");
    // Errors of several requests have the same names.
    for (const row of request.querySelectorAll("tr[id]")) row.removeAttribute("id");
    request.classList.remove("card");
    prepare(request);
    part.remove();
    line.append(document.adoptNode(request));
  } catch {
    // The server is gone; the link says so when it is followed.
  }
}

const longest = 20_000;

async function ask(form: HTMLFormElement): Promise<void> {
  const { method = "GET", type, body } = form.dataset;
  const text = form.querySelector("textarea")?.value ?? body;
  const out = place(form);
  out.textContent = "…";
  const begin = performance.now();
  try {
    const response = await fetch(form.action, {
      method,
      headers: {
        accept: "application/json, text/plain;q=0.9, */*;q=0.8",
        ...(type && { "content-type": type }),
      },
      ...(method !== "GET" && text !== undefined && { body: text }),
    });
    const answer = await response.text();
    const ms = performance.now() - begin;
    const duration = ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
    out.textContent = `${response.status} ${response.statusText} · ${duration} ms\n${laidOut(answer)}`;
    out.classList.toggle("bad", !response.ok);
  } catch {
    out.textContent = "The server does not answer. Is it running?";
    out.classList.add("bad");
  }
}

/** Where answers are shown: a part that is read aloud when it changes. */
function place(form: HTMLFormElement): HTMLElement {
  const there = form.querySelector<HTMLElement>("pre.result");
  const result = there ?? document.createElement("pre");
  if (there === null) {
    result.className = "result";
    form.append(result);
  }
  result.setAttribute("role", "status");
  // What scrolls can be reached by keyboard.
  result.tabIndex = 0;
  return result;
}

function laidOut(text: string): string {
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // What is no JSON is shown as it came.
  }
  return shown.length > longest ? `${shown.slice(0, longest)}\n…` : shown;
}

function addCopy(code: HTMLElement): void {
  if (code.closest("form.try") !== null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const text = code.textContent ?? "";
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(code);
      button.textContent = "Selected: press Ctrl C";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
  code.after(button);
}
