// The wording of an answer: text with placeholders, `Employee salary should be $ {answer:,.2f}`.

import type { PyValue } from "../objects/values.ts";
import { BudgetExceeded, PythonException } from "../python/exception.ts";
import { formatValue } from "../python/format-spec.ts";
import { nearestName, show } from "../text.ts";

export const placeholders = ["answer", "probability", "label", "unit"] as const;

export type Placeholder = (typeof placeholders)[number];

/** Text, or what stands for a value. */
export type TemplatePart =
  | string
  /** `format` follows Python's format specification; "" is none. */
  | { readonly name: Placeholder; readonly format: string };

export interface AnswerTemplate {
  readonly parts: readonly TemplatePart[];
  /** What is wrong with it, to follow its path; null where it is fine. */
  readonly fault: string | null;
}

/**
 * Reads a wording as Python's `str.format` does: `{{` and `}}` are braces.
 *
 * @param typical  values as the placeholders will have them, by which their formats are tried
 */
export function parseAnswerTemplate(
  text: string,
  typical: Partial<Readonly<Record<Placeholder, PyValue>>> = {},
): AnswerTemplate {
  const parts: TemplatePart[] = [];
  let fault: string | null = null;
  const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
  for (const [whole, inside] of text.matchAll(token)) {
    if (inside !== undefined) {
      const part = parsePlaceholder(inside, typical);
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

function parsePlaceholder(
  inside: string,
  typical: Partial<Readonly<Record<Placeholder, PyValue>>>,
): Exclude<TemplatePart, string> | string {
  const [given = "", format = ""] = inside.split(/:(.*)/s);
  // Python's `{}` is the only value that there is.
  const wanted = given === "" ? "answer" : given;
  const name = placeholders.find((known) => known === wanted);
  if (name === undefined) {
    const nearest = nearestName(wanted, placeholders) ?? placeholders.join(", ");
    return `has no value for {${show(wanted, 40)}}; did you mean ${nearest}?`;
  }
  const value = typical[name];
  const fault = value === undefined ? null : formatFault(value, format);
  return fault === null ? { name, format } : `has a format that Python refuses: ${fault}`;
}

function formatFault(value: PyValue, format: string): string | null {
  try {
    formatValue(value, format);
    return null;
  } catch (error) {
    if (error instanceof PythonException || error instanceof BudgetExceeded) return error.message;
    throw error;
  }
}
