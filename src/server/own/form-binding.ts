// A form that was written for another program names its fields as it likes: they are bound to the model's by name, by
// what stands beside them on the page, else by their order, as `request.form.values()` has it in the tutorials.

import type { Signature } from "../../signature/signature.ts";
import { bindFormFields } from "../../templates/form-binding.ts";
import type { HtmlForm } from "../../templates/form-fields.ts";

type Pairs = readonly (readonly [string, string])[];

// What forms send beside their fields.
const notFields = /^(csrf|_?csrf_?token|submit|btn|button|action|next|_method)$/i;

/**
 * The pairs under the names of the model's fields, where it is plain which is which; else as they came, for the
 * model to say what is wrong.
 *
 * @param readForm  the form of the project's page, asked only where the names do not say it all
 * @throws FORM_MISMATCH when the pairs come from that form, and it cannot be told what its fields are
 */
export function bindForm(
  pairs: Pairs,
  { inputs }: Pick<Signature, "inputs">,
  readForm: () => HtmlForm | null = () => null,
): Pairs {
  const exact = new Set(inputs.map(({ name }) => name));
  if (inputs.every(({ name }) => pairs.some(([sent]) => sent === name))) {
    return pairs.filter(([name]) => exact.has(name) || !notFields.test(name));
  }
  const sent = pairs.filter(([name]) => !notFields.test(name) || exact.has(name));
  const form = readForm();
  if (form === null) return boundByName(sent, inputs) ?? boundByOrder(sent, inputs) ?? sent;
  // Whoever sends other names than the page's is no page: a misspelt name must not become another field's value.
  if (sent.length === 0 || !isOf(form, sent)) return boundByName(sent, inputs) ?? sent;
  const { names } = bindFormFields(form, inputs, "templates/index.html");
  return sent.map(([name, value]) => [names.get(name) ?? name, value] as const);
}

/** Whether a form can have sent all of it. Boxes that are not ticked are not sent. */
function isOf({ fields }: HtmlForm, pairs: Pairs): boolean {
  const names = new Set(fields.map(({ name }) => name));
  return pairs.every(([name]) => names.has(name));
}

/** `Test Score` and `testScore` are the model's `test_score`. null where two would be the same, or none is. */
function boundByName(pairs: Pairs, inputs: Signature["inputs"]): Pairs | null {
  const names = new Map<string, string>();
  for (const { name } of inputs) {
    const key = keyOf(name);
    if (names.has(key)) return null;
    names.set(key, name);
  }
  const bound = pairs.map(([name, value]) => [names.get(keyOf(name)) ?? name, value] as const);
  const found = new Set(bound.map(([name]) => name));
  const known = inputs.filter(({ name }) => found.has(name)).length;
  // By their order only where not a single name is the model's.
  return known > 0 ? bound : null;
}

function boundByOrder(pairs: Pairs, inputs: Signature["inputs"]): Pairs | null {
  if (pairs.length !== inputs.length) return null;
  return inputs.map(({ name }, i) => [name, pairs[i]?.[1] ?? ""] as const);
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
