// Which field of a form is which field of the model: by name, by what stands beside it, else by order, as
// `request.form.values()` has it in the tutorials.

import { PicklejarError } from "../errors.ts";
import type { Field } from "../signature/signature.ts";
import { nearestName, show } from "../text.ts";
import type { FormField, HtmlForm } from "./form-fields.ts";

/** The model's side of a binding. */
export type BoundInput = Pick<Field, "name" | "label" | "unused" | "nullable" | "default">;

export interface FormBinding {
  /** `name`: every field was found by its name or label; `order`: none was, and there are as many as the model has. */
  readonly by: "name" | "order";
  /** The model's name for each name of the form; names of the form that are not the model's are not in it. */
  readonly names: ReadonlyMap<string, string>;
}

/** What forms send beside their fields. */
const notFields = /^(csrf|_?csrf_?token|submit|btn|button|action|next|_method)$/i;

/**
 * Binds a form to the fields of a model.
 *
 * @param file  the template, for the message
 * @throws FORM_MISMATCH with both lists, and the lines of the config that would bind them (`details.config`)
 */
export function bindFormFields(
  form: Pick<HtmlForm, "fields">,
  inputs: readonly BoundInput[],
  file: string,
): FormBinding {
  const taken = new Set(inputs.map(({ name }) => name));
  const fields = form.fields.filter(({ name, type }) => {
    return taken.has(name) || (type !== "file" && !notFields.test(name));
  });
  const names = matchedNames(fields, inputs);
  const bound = new Set(names.values());
  const missing = inputs.filter(({ name }) => !bound.has(name));
  const rest = fields.filter(({ name }) => !names.has(name));
  // What may be missing is left out on purpose only where every field of the form has found its own.
  const isLeftOut = (input: BoundInput) =>
    isOptional(input) || (input.nullable && rest.length === 0);
  if (names.size > 0 && missing.every(isLeftOut)) return { by: "name", names };
  if (names.size === 0 && fields.length === inputs.length && fields.length > 0) {
    const pairs = fields.map(({ name }, i) => [name, inputs[i]?.name ?? ""] as const);
    return { by: "order", names: new Map(pairs) };
  }
  const [lastField] = rest;
  const [lastInput] = missing;
  // One left on either side: they can only be each other.
  if (rest.length === 1 && missing.length === 1 && lastField && lastInput) {
    return { by: "name", names: new Map([...names, [lastField.name, lastInput.name]]) };
  }
  throw mismatch(fields, inputs, { rest, missing, file });
}

/** Whether a request may leave the field out. */
function isOptional({ unused, default: usual }: BoundInput): boolean {
  return unused === true || usual !== undefined;
}

/**
 * What is matched without doubt: equal names first, then names that differ in case and signs alone, then labels and
 * placeholders. Whatever fits two is not matched at all.
 */
function matchedNames(
  fields: readonly FormField[],
  inputs: readonly BoundInput[],
): Map<string, string> {
  const names = new Map<string, string>();
  const rounds: readonly [(field: FormField) => string[], (input: BoundInput) => string[]][] = [
    [({ name }) => [name], ({ name }) => [name]],
    [({ name }) => [keyOf(name)], ({ name, label }) => [keyOf(name), keyOf(label)]],
    [
      ({ label, placeholder }) => [keyOf(label), keyOf(placeholder)],
      ({ name, label }) => [keyOf(name), keyOf(label)],
    ],
  ];
  for (const [ofField, ofInput] of rounds) {
    const bound = new Set(names.values());
    const openFields = fields.filter(({ name }) => !names.has(name));
    const openInputs = inputs.filter(({ name }) => !bound.has(name));
    for (const input of openInputs) {
      const keys = ofInput(input).filter((key) => key !== "");
      const fits = openFields.filter((field) => ofField(field).some((key) => keys.includes(key)));
      const [field] = fits;
      if (fits.length !== 1 || field === undefined) continue;
      const rivals = openInputs.filter((other) => {
        const own = ofField(field);
        return other !== input && ofInput(other).some((key) => key !== "" && own.includes(key));
      });
      if (rivals.length === 0) names.set(field.name, input.name);
    }
  }
  return names;
}

function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

interface Leftovers {
  readonly rest: readonly FormField[];
  readonly missing: readonly BoundInput[];
  readonly file: string;
}

function mismatch(
  fields: readonly FormField[],
  inputs: readonly BoundInput[],
  { rest, missing, file }: Leftovers,
): PicklejarError {
  const config = configLines(rest, missing);
  return new PicklejarError("FORM_MISMATCH", {
    file,
    form: listed(fields.map(({ name }) => name)),
    model: listed(inputs.map(({ name }) => name)),
    formFields: fields.map(({ name }) => name),
    modelFields: inputs.map(({ name }) => name),
    config,
    advice: `Rename the form's fields, or say in picklejar.config.ts which is which: ${config.replace(/\s+/g, " ")}`,
  });
}

/** The config that would bind what is left, with the likeliest names filled in. */
function configLines(rest: readonly FormField[], missing: readonly BoundInput[]): string {
  const open = rest.map(({ name }) => name);
  const lines = missing.slice(0, 50).map(({ name }, i) => {
    const guess = nearestName(name, open) ?? (rest.length === missing.length ? open[i] : undefined);
    return `  ${JSON.stringify(show(name))}: { name: ${JSON.stringify(show(guess ?? "…"))} },`;
  });
  return ["fields: {", ...lines, "}"].join("\n");
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => show(name, 40));
  const more = names.length > 12 ? ` and ${names.length - 12} more` : "";
  return names.length === 0 ? "nothing" : shown.join(", ") + more;
}
