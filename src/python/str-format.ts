// `"{} {name[0]:.2f}".format(…)`: replacement fields. @see Objects/stringlib/unicode_format.h

import type { PyValue } from "../objects/values.ts";
import { checkCharacters, PythonException, valueError } from "./exception.ts";
import { formatValue } from "./format-spec.ts";
import { type CallArguments, Markup } from "./instance.ts";
import { escapedText, escapeText } from "./markup.ts";
import { toRepr, toStr } from "./printing.ts";
import { asciiOnly } from "./text-repr.ts";

/** How a field's `.name` and `[key]` are looked up. @throws PythonException AttributeError, KeyError, IndexError */
export interface FieldLookup {
  readonly attribute: (value: PyValue, name: string) => PyValue;
  readonly item: (value: PyValue, key: PyValue) => PyValue;
}

/**
 * `template.format(*args, **kwargs)`; what fills a Markup is escaped.
 *
 * @throws PythonException ValueError, IndexError, KeyError …; BudgetExceeded
 */
export function strFormat(template: PyValue, args: CallArguments, lookup: FieldLookup): PyValue {
  const marked = template instanceof Markup;
  const fields = new Fields(args, lookup, marked);
  const text = fields.fill(toStr(template), 2);
  return marked ? new Markup(text) : text;
}

class Fields {
  readonly #args: CallArguments;
  readonly #lookup: FieldLookup;
  readonly #marked: boolean;
  /** The next automatic number; null when fields are numbered by hand. */
  #automatic: number | null | undefined;

  constructor(args: CallArguments, lookup: FieldLookup, marked: boolean) {
    this.#args = args;
    this.#lookup = lookup;
    this.#marked = marked;
  }

  /** @param depth  how deep fields may stand in specifications of fields */
  fill(template: string, depth: number): string {
    if (depth < 0) throw valueError("Max string recursion exceeded");
    let result = "";
    let at = 0;
    while (at < template.length) {
      const open = nextBrace(template, at);
      result += template.slice(at, open);
      if (open === template.length) break;
      if (template[open] === template[open + 1]) {
        result += template[open];
        at = open + 2;
        continue;
      }
      if (template[open] === "}") throw valueError("Single '}' encountered in format string");
      const end = closingBrace(template, open);
      result += this.#field(template.slice(open + 1, end), depth);
      checkCharacters(result.length);
      at = end + 1;
    }
    return result;
  }

  #field(field: string, depth: number): string {
    const [, name = "", conversion, spec = ""] =
      /^((?:[^[\]!:]|\[[^\]]*\])*)(?:!([\s\S]?))?(?::([\s\S]*))?$/.exec(field) ?? [];
    if (!/^((?:[^[\]!:]|\[[^\]]*\])*)(?:!([\s\S]))?(?::([\s\S]*))?$/.test(field)) {
      throw fieldError(field);
    }
    const value = this.#value(name);
    const filled = spec.includes("{") || spec.includes("}") ? this.fill(spec, depth - 1) : spec;
    return this.#shown(convert(value, conversion), filled);
  }

  #shown(value: PyValue, spec: string): string {
    if (!this.#marked) return formatValue(value, spec);
    if (!(value instanceof Markup)) return escapeText(formatValue(value, spec));
    if (spec !== "") throw valueError("Unsupported format specification for Markup.");
    return escapedText(value);
  }

  #value(name: string): PyValue {
    const first = /^[^.[]*/.exec(name)?.[0] ?? "";
    let value = this.#argument(first);
    const rest = name.slice(first.length);
    const part = /\.([^.[]*)|\[([^\]]*)\]/y;
    while (part.lastIndex < rest.length) {
      const match = part.exec(rest);
      const [, attribute, key] = match ?? [];
      if (match === null || (attribute ?? key) === "") {
        throw valueError("Empty attribute in format string");
      }
      if (attribute !== undefined) value = this.#lookup.attribute(value, attribute);
      else value = this.#lookup.item(value, /^\d+$/.test(key ?? "") ? Number(key) : (key ?? ""));
    }
    return value;
  }

  #argument(name: string): PyValue {
    if (name === "" || /^\d+$/.test(name)) return this.#positional(name);
    const value = this.#args.keywords.get(name);
    if (value === undefined) throw new PythonException("KeyError", toRepr(name));
    return value;
  }

  #positional(name: string): PyValue {
    const automatic = name === "";
    if (this.#automatic === undefined) this.#automatic = automatic ? 0 : null;
    if (automatic !== (this.#automatic !== null)) {
      throw valueError(
        automatic
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification",
      );
    }
    const index = automatic ? (this.#automatic ?? 0) : Number(name);
    if (automatic) this.#automatic = index + 1;
    const value = this.#args.positional[index];
    if (value !== undefined) return value;
    throw new PythonException(
      "IndexError",
      `Replacement index ${index} out of range for positional args tuple`,
    );
  }
}

function convert(value: PyValue, conversion: string | undefined): PyValue {
  if (conversion === undefined) return value;
  if (conversion === "s") return toStr(value);
  if (conversion === "r") return toRepr(value);
  if (conversion === "a") return asciiOnly(toRepr(value));
  throw valueError(`Unknown conversion specifier '${conversion}'`);
}

function nextBrace(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === "{" || text[i] === "}") return i;
  return text.length;
}

/** The brace that ends a field, past fields within its specification. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return i;
  }
  throw valueError(
    open === text.length - 1
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  );
}

function fieldError(field: string): PythonException {
  if (/![\s\S]?$/.test(field)) return valueError("unmatched '{' in format spec");
  return valueError(`a field of the format string cannot be read: ${toRepr(field)}`);
}
