// Mistakes in the form: beside their fields, and above them where somebody asked to be told.

import { render } from "preact";
import type { ProblemView } from "../../home-view.ts";
import { correctionText, ErrorSummary } from "../../problem.tsx";
import type { AskedInputs } from "./asked-inputs.ts";
import { hideNote, showNote } from "./notes.tsx";

let marked: { readonly id: string; readonly target: HTMLElement }[] = [];
let isFirst = true;

// Without what the server may have said of mistakes.
const title = document.title.replace(/^Error: .*? · /, "");

/** @param isAsked  else the fields alone are marked, and the focus stays where it is */
export function showProblem(
  { summary, issues }: ProblemView,
  inputs: AskedInputs,
  isAsked: boolean,
): void {
  clearProblem();
  const items = issues.map(({ field, message }) => {
    const place = inputs.find(field);
    if (place !== null) mark(place, message);
    return { id: place?.id ?? null, message };
  });
  if (!isAsked && summary === null) return;
  const heading = summary ?? correctionText(items.length);
  const place = problemPlace();
  if (place === null) return;
  render(<ErrorSummary heading={heading} items={items} />, place);
  document.title = `Error: ${heading} · ${title}`;
  if (isAsked) place.querySelector<HTMLElement>("#errors")?.focus();
}

export function clearProblem(): void {
  const place = problemPlace();
  if (place !== null) render(null, place);
  document.title = title;
  for (const { id, target } of marked) {
    target.removeAttribute("aria-invalid");
    hideNote(target, `${id}-error`);
  }
  marked = [];
  // Those that the server has put into the page.
  for (const note of document.querySelectorAll("[id$='-error'].note")) {
    const id = note.id.replace("-error", "");
    const target = document.getElementById(id);
    target?.removeAttribute("aria-invalid");
    if (target !== null) hideNote(target, note.id);
  }
}

function mark(place: (typeof marked)[number], message: string): void {
  place.target.setAttribute("aria-invalid", "true");
  place.target.closest("details")?.setAttribute("open", "");
  showNote(place.target, `${place.id}-error`, message, true);
  marked.push(place);
}

function problemPlace(): HTMLElement | null {
  const place = document.querySelector<HTMLElement>("#problem");
  if (place !== null && isFirst) place.replaceChildren();
  isFirst = false;
  return place;
}
