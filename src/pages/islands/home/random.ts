// A value that a field could have, at random: within what is usual, among the choices.

import type { FieldData } from "../../home-data.ts";

/** Text fields keep an example: nobody invents sentences at random. */
export function randomText(field: FieldData): string {
  const { id, example, slider, steps, control } = field;
  if (isChoice(control)) {
    const options = document.querySelectorAll<HTMLInputElement | HTMLOptionElement>(
      `#${id} input, #${id} option, #${id}-list option`,
    );
    const values = [...options].map(({ value }) => value).filter((value) => value !== "");
    return values[Math.floor(Math.random() * values.length)] ?? example;
  }
  const span = steps ?? slider;
  if (span === undefined) return example;
  const value = span.low + Math.random() * (span.high - span.low);
  const step = slider?.step ?? 1;
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const rounded = Math.round(value / step) * step;
  return String(Number(Math.min(Math.max(rounded, span.low), span.high).toFixed(decimals)));
}

export function isChoice(control: FieldData["control"]): boolean {
  return control === "radios" || control === "select" || control === "suggestions";
}
