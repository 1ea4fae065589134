// The wording of an answer: text with placeholders, `Employee salary should be $ {answer:,.2f}`.

import { nearestName, show } from "../text.ts";
import { type NumberFormat, parseNumberFormat } from "./number-format.ts";

export const placeholders = ["answer", "probability", "label", "unit"] as const;

export type Placeholder = (typeof placeholders)[number];

/** Text, or what stands for a value. */
export type TemplatePart =
  | string
  | { readonly name: Placeholder; readonly format: NumberFormat | null };

export interface AnswerTemplate {
  readonly parts: readonly TemplatePart[];
  /** What is wrong with it, to follow its path; null where it is fine. */
  readonly fault: string | null;
}

/** Reads a wording as Python's `str.format` does: `{{` and `}}` are braces. */
export function parseAnswerTemplate(text: string): AnswerTemplate {
  const parts: TemplatePart[] = [];
  let fault: string | null = null;
  const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
  for (const [whole, inside] of text.matchAll(token)) {
    if (inside !== undefined) {
      const part = parsePlaceholder(inside);
      if (typeof part === "string") fault ??= part;
      else parts.push(part);
    } else if (whole === "{" || whole === "}") {
      fault ??= `has a ${whole} of its own; write ${whole}${whole} for a brace`;
    } else {
      parts.push(whole === "{{" || whole === "}}" ? whole.slice(1) : whole);
    }
  }
  return { parts, fault };
}

function parsePlaceholder(inside: string): Exclude<TemplatePart, string> | string {
  const [given = "", spec] = inside.split(/:(.*)/s);
  // Python's `{}` is the only value that there is.
  const wanted = given === "" ? "answer" : given;
  const name = placeholders.find((known) => known === wanted);
  if (name === undefined) {
    const nearest = nearestName(wanted, placeholders) ?? placeholders.join(", ");
    return `has no value for {${show(wanted, 40)}}; did you mean ${nearest}?`;
  }
  if (spec === undefined || spec === "") return { name, format: null };
  const format = parseNumberFormat(spec);
  return format === null
    ? `has a format that is not known, ${show(spec, 40)}; such as ,.2f or .1%`
    : { name, format };
}
