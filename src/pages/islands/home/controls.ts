// What a field's control becomes in the browser: a slider beside the box, a stepper, a tick for "unknown", a counter.
// The box stays what is sent; all else only writes into it and follows it.

import type { FieldData } from "../../home-data.ts";
import { outsideText } from "../../ranges.ts";
import { addSearch } from "./combobox.ts";
import { element } from "./element.ts";
import { hideNote, showNote } from "./notes.tsx";

/** The control of one field, whatever it looks like. */
export interface FieldControl {
  readonly data: FieldData;
  /** Where the focus goes. */
  readonly target: HTMLElement;
  /** The field as it lies in the page. */
  readonly place: HTMLElement;
  value(): string;
  set(text: string): void;
}

/** @returns null where the page has no such field */
export function fieldControl(data: FieldData): FieldControl | null {
  const place = document.querySelector<HTMLElement>(`#${data.id}-field`);
  const target = document.querySelector<HTMLElement>(`#${data.id}`);
  if (place === null || target === null) return null;
  const { control } = data;
  if (control === "radios") return radios(data, place, target);
  const box = target as HTMLInputElement;
  const enhanced: FieldControl = {
    data,
    place,
    target,
    value: () => box.value,
    set(text) {
      if (box.value === text) return;
      box.value = text;
      box.dispatchEvent(new Event("follow"));
    },
  };
  if (data.steps !== undefined) addStepper(box, data);
  else if (data.slider !== undefined) addSlider(box, data);
  if (data.isOptional && control === "number") addTick(box);
  if (control === "text") addCounter(box);
  if (control === "suggestions") addSearch(box, data.hasMore ? () => allChoices(data) : null);
  if (data.usual !== undefined) addNote(box, data.usual);
  return enhanced;
}

async function allChoices({ name }: FieldData): Promise<string[]> {
  const response = await fetch("./model");
  const { signature } = (await response.json()) as {
    signature: { inputs: { name: string; choices?: unknown[] }[] };
  };
  return signature.inputs.find((input) => input.name === name)?.choices?.map(String) ?? [];
}

/** Calls when the box has another value, whoever wrote it. */
function follow(box: HTMLInputElement, update: () => void): void {
  box.addEventListener("input", update);
  box.addEventListener("follow", update);
  update();
}

function radios(data: FieldData, place: HTMLElement, target: HTMLElement): FieldControl {
  const buttons = [...place.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  return {
    data,
    place,
    target: buttons[0] ?? target,
    value: () => buttons.find((button) => button.checked)?.value ?? "",
    set(text) {
      for (const button of buttons) button.checked = button.value === text;
    },
  };
}

function write(box: HTMLInputElement, text: string): void {
  box.value = text;
  // As if it had been typed: whoever listens to the form hears of it.
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function addSlider(box: HTMLInputElement, { label, slider, initial = "" }: FieldData): void {
  if (slider === undefined) return;
  const { low, high, step } = slider;
  const range = element("input", {
    type: "range",
    min: String(low),
    max: String(high),
    step: String(step),
    "aria-label": `${label}, slider`,
  });
  const reset = element("button", {
    type: "button",
    class: "reset",
    title: initial === "" ? "Empty this field" : `Back to ${initial}`,
    "aria-label": `Reset ${label}`,
    // By keys a box is emptied in itself: one stop less.
    tabindex: "-1",
  });
  reset.textContent = "↺";
  range.addEventListener("input", () => write(box, onGrid(Number(range.value), slider)));
  reset.addEventListener("click", () => {
    write(box, initial);
    box.focus();
  });
  follow(box, () => {
    const value = Number(box.value);
    const isSet = box.value.trim() !== "" && Number.isFinite(value);
    range.value = String(isSet ? value : (low + high) / 2);
    range.classList.toggle("unset", !isSet);
    range.setAttribute("aria-valuetext", isSet ? box.value : "not set");
    reset.hidden = box.value === initial;
  });
  box.before(range);
  box.parentElement?.append(reset);
}

/** The nearest value on the slider's grid, in few digits; its ends stay what they are. */
function onGrid(value: number, { low, high, step }: NonNullable<FieldData["slider"]>): string {
  if (value >= high) return String(high);
  if (value <= low) return String(low);
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return String(Number((Math.round(value / step) * step).toFixed(Math.min(decimals, 20))));
}

function addStepper(box: HTMLInputElement, { label, steps, example }: FieldData): void {
  if (steps === undefined) return;
  const { low, high } = steps;
  const start = Number.isFinite(Number(example)) ? Number(example) : low;
  const button = (sign: -1 | 1): HTMLButtonElement => {
    const one = element("button", {
      type: "button",
      class: "step",
      "aria-label": `${sign < 0 ? "Less" : "More"}: ${label}`,
    });
    one.textContent = sign < 0 ? "−" : "+";
    one.addEventListener("click", () => {
      const value = Number(box.value);
      const isSet = box.value.trim() !== "" && Number.isFinite(value);
      write(box, String(Math.min(Math.max(isSet ? value + sign : start, low), high)));
    });
    return one;
  };
  const [less, more] = [button(-1), button(1)];
  follow(box, () => {
    less.disabled = box.value.trim() !== "" && Number(box.value) <= low;
    more.disabled = box.value.trim() !== "" && Number(box.value) >= high;
  });
  box.before(less);
  box.after(more);
}

/** "unknown", where a missing value is an answer. */
function addTick(box: HTMLInputElement): void {
  const tick = element("input", { type: "checkbox" });
  const label = element("label", { class: "tick" });
  label.append(tick, "unknown");
  let before = "";
  tick.addEventListener("change", () => {
    if (tick.checked) before = box.value;
    write(box, tick.checked ? "" : before);
    if (!tick.checked) box.focus();
  });
  follow(box, () => {
    if (box.value !== "") tick.checked = false;
  });
  box.parentElement?.append(label);
}

function addCounter(box: HTMLInputElement): void {
  const count = element("p", { class: "hint", "aria-live": "off" });
  follow(box, () => {
    const { length } = [...box.value];
    const words = box.value.trim() === "" ? 0 : box.value.trim().split(/\s+/).length;
    const plural = (n: number, noun: string): string =>
      `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
    count.textContent = `${plural(length, "character")}, ${plural(words, "word")}`;
  });
  box.parentElement?.after(count);
}

/** The remark that a value lies outside of what the model has seen, while it is being moved. */
function addNote(
  box: HTMLInputElement,
  { low, high, text }: NonNullable<FieldData["usual"]>,
): void {
  const id = `${box.id}-note`;
  follow(box, () => {
    const value = Number(box.value);
    const isOutside = box.value.trim() !== "" && (value < low || value > high);
    if (isOutside) showNote(box, id, outsideText(text), false);
    else hideNote(box, id);
  });
}
