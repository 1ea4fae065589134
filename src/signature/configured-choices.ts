// The choices of a field as a project's config tells them, with what people read for each.

import type { Cell } from "../estimators/samples.ts";
import { nearestName, show } from "../text.ts";
import type { ConfigPath, Place } from "./config-problems.ts";
import { isPlainObject } from "./config-shapes.ts";
import { parseDecimal } from "./decimal.ts";
import type { FieldConfig } from "./field-config.ts";
import type { Field } from "./signature.ts";

interface Choice {
  readonly value: Cell;
  readonly label: string | null;
  readonly path: ConfigPath;
}

/** The field with the config's choices as the only ones; what is wrong with them is noted. */
export function configuredChoices(
  field: Field,
  { choices: given = [] }: FieldConfig,
  place: Place,
): Field {
  const { path, problems } = place;
  const told = toldChoices(field, given, [...path, "choices"]);
  if (told.length === 0) problems.add([...path, "choices"], "CONFIG_VALUE", "holds no choice");
  const taken = told.map((choice) => ({ ...choice, value: takenValue(field, choice, place) }));
  checkDistinct(taken, place);
  const known = taken.filter(({ value }) => value !== undefined);
  const choices = known.map(({ value = null }) => value);
  const { open: _, choices: __, ...rest } = field;
  const isLabelled = known.some(({ label }) => label !== null);
  const choiceLabels = known.map(({ label, value }) => label ?? String(value));
  return { ...rest, choices, ...(isLabelled && { choiceLabels }) };
}

function toldChoices(
  field: Field,
  given: NonNullable<FieldConfig["choices"]>,
  path: ConfigPath,
): readonly Choice[] {
  if (!Array.isArray(given)) {
    return Object.entries(given as Readonly<Record<string, string>>).map(([key, label]) => {
      return { value: keyValue(field, key), label, path: [...path, key] };
    });
  }
  return given.map((item: unknown, i): Choice => {
    const at = [...path, i];
    if (!isPlainObject(item)) return { value: item as Cell, label: null, path: at };
    const { value = null, label = null } = item as { value?: Cell; label?: string };
    return { value, label, path: at };
  });
}

/** A key of `{ "0": "No" }` as the value that it writes. */
function keyValue({ kind, choices = [], example }: Field, key: string): Cell {
  if (kind === "boolean" && (key === "true" || key === "false")) return key === "true";
  if (choices.includes(key) || typeof example === "string") return key;
  return parseDecimal(key) ?? key;
}

/** The value as the model takes it; undefined where it does not. */
function takenValue(field: Field, { value, path }: Choice, { problems }: Place): Cell | undefined {
  const { kind, choices, open } = field;
  if (kind === "boolean") {
    if (typeof value === "boolean") return value;
    if (value === 0 || value === 1) return value === 1;
    problems.add(path, "CONFIG_VALUE", "must be true or false");
    return undefined;
  }
  if (choices === undefined) {
    if (takesKind(field, value)) return value;
    const expected = typeof field.example === "string" ? "a text" : "a number";
    problems.add(path, "CONFIG_VALUE", `must be ${expected}`);
    return undefined;
  }
  const same = choices.find((known) => known === value || sameDigits(known, value));
  if (same !== undefined) return same;
  if (open === true && choices.some((known) => typeof known === typeof value)) return value;
  const nearest = nearestName(String(value), choices.slice(0, 2000).map(String));
  const advice = nearest === null ? "" : `; did you mean ${show(nearest, 60)}?`;
  problems.add(path, "CONFIG_VALUE", `is none of the values that the model knows${advice}`);
  return undefined;
}

/** Fields without known choices take numbers or texts, as their example is one. */
function takesKind({ example }: Field, value: Cell): boolean {
  if (typeof example === "string") return typeof value === "string";
  return typeof value === "number" && Number.isFinite(value);
}

function sameDigits(known: Cell, value: Cell): boolean {
  return typeof known === "bigint" && typeof value !== "boolean" && String(known) === String(value);
}

/** No value and no label twice, and no label that is another choice's value: requests may send either. */
function checkDistinct(
  choices: readonly (Omit<Choice, "value"> & { readonly value: Cell | undefined })[],
  { problems }: Place,
): void {
  const seen = new Map<string, number>();
  for (const [i, { value, path }] of choices.entries()) {
    if (value === undefined) continue;
    const text = String(value);
    if (seen.has(text)) problems.add(path, "CONFIG_VALUE", `is there twice: ${show(text, 60)}`);
    seen.set(text, i);
  }
  const labels = new Set<string>();
  for (const [i, { label, path }] of choices.entries()) {
    if (label === null) continue;
    const other = seen.get(label.trim());
    if (other !== undefined && other !== i) {
      problems.add(path, "CONFIG_VALUE", `is labelled ${show(label, 60)}, which is another choice`);
    }
    if (labels.has(label)) problems.add(path, "CONFIG_VALUE", `has a label that is there twice`);
    labels.add(label);
  }
}
