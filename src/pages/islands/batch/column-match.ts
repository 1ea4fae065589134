// Which column of a file holds which field of the model: by its name, by a guess, or by choice.

import { findFields } from "../../../signature/columns.ts";
import type { Field, Signature } from "../../../signature/signature.ts";

/** `exact`: it has the field's name; `like`: nearly, the server sees it too; `guess`: the page's; `chosen`: the person's. */
export type MatchKind = "exact" | "like" | "guess" | "chosen" | "position" | "missing" | "preset";

export interface ColumnMatch {
  readonly field: Field;
  /** Of the file, counted from 0; −1 = none. */
  readonly column: number;
  readonly kind: MatchKind;
}

/** @param chosen  by the field's name the column that a person chose; −1 = none */
export function matchFields(
  { inputs, named }: Signature,
  names: readonly string[],
  chosen: ReadonlyMap<string, number>,
): ColumnMatch[] {
  const asked = inputs.filter((field) => field.unused !== true);
  const { columns, likened } = findFields(inputs, names);
  const found = new Map(inputs.map((field, i) => [field, columns[i] ?? -1]));
  const like = new Set(likened.map(([field]) => field));
  const isByPosition =
    !named && columns.every((column) => column < 0) && names.length === asked.length;
  const taken = new Set([...chosen.values(), ...columns]);
  return asked.map((field, position) => {
    const own = chosen.get(field.name);
    if (own !== undefined && own >= 0) return { field, column: own, kind: "chosen" };
    if (own === undefined && isByPosition) return { field, column: position, kind: "position" };
    const column = own === undefined ? (found.get(field) ?? -1) : -1;
    if (column >= 0) return { field, column, kind: like.has(field) ? "like" : "exact" };
    const guess = own === undefined ? guessColumn(field, names, taken) : -1;
    if (guess >= 0) taken.add(guess);
    if (guess >= 0) return { field, column: guess, kind: "guess" };
    return { field, column: -1, kind: field.default === undefined ? "missing" : "preset" };
  });
}

/** What the server is told: columns by field where their names do not say it. */
export function toldColumns(
  matches: readonly ColumnMatch[],
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    matches
      .filter(({ kind, column }) => (kind === "guess" || kind === "chosen") && column >= 0)
      .map(({ field, column }) => [field.name, names[column] ?? ""])
      .filter(([field, name]) => field !== name),
  );
}

/** The one column that is free and whose words begin with the field's, or the other way round. */
function guessColumn(field: Field, names: readonly string[], taken: ReadonlySet<number>): number {
  const wanted = [words(field.name), words(field.label)].filter((text) => text.length > 1);
  const found = [...names.keys()].filter((i) => {
    const name = words(names[i] ?? "");
    const isNear = (text: string): boolean => name.startsWith(text) || text.startsWith(name);
    return !taken.has(i) && name.length > 1 && wanted.some(isNear);
  });
  return found.length === 1 ? (found[0] ?? -1) : -1;
}

/** A name's letters and digits, without what stands in brackets. */
function words(name: string): string {
  return name
    .slice(0, 200)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[([].*?[)\]]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
