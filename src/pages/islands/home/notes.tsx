// Remarks and errors beside a field, in the words and looks that the server gives them.

import { render } from "preact";
import { Note } from "../../icons.tsx";

/** Puts a note below a control, in the place of one that is there. */
export function showNote(control: HTMLElement, id: string, text: string, isBad: boolean): void {
  const old = document.getElementById(id);
  if (old?.textContent === text) return;
  old?.remove();
  const holder = document.createElement("div");
  render(<Note id={id} text={text} tone={isBad ? "note bad" : "note"} />, holder);
  const note = holder.firstElementChild;
  if (note === null) return;
  // Below the box, its hint and whatever is said of it already.
  control.closest(".field > :last-child")?.append(note);
  describe(control, id, true);
}

export function hideNote(control: HTMLElement, id: string): void {
  document.getElementById(id)?.remove();
  describe(control, id, false);
}

/** Whether screen readers tell the note with the control. */
function describe(control: HTMLElement, id: string, isThere: boolean): void {
  const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (isThere) ids.add(id);
  else ids.delete(id);
  if (ids.size === 0) control.removeAttribute("aria-describedby");
  else control.setAttribute("aria-describedby", [...ids].join(" "));
}
