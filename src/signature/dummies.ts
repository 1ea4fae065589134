// Columns of one category spread over several, as pandas' get_dummies makes them: `city_London`, `city_Paris`. A model
// tells of those it looks at that they are 0 or 1; the others of their kind are so too.

import type { AskedField } from "./signature.ts";

/** Fields known to be 0 or 1 that share a prefix, before others are taken to be like them. */
const enough = 2;

/** The fields, those of which nothing is known described as the ones that share their prefix: a hint, no rule. */
export function withDummies(fields: readonly AskedField[]): readonly AskedField[] {
  const dummies = new Map<string, number>();
  const others = new Set<string>();
  for (const field of fields) {
    for (const prefix of prefixesOf(field.name)) {
      if (isDummy(field)) dummies.set(prefix, (dummies.get(prefix) ?? 0) + 1);
      else if (!isUnknown(field)) others.add(prefix);
    }
  }
  const isGroup = (prefix: string) => (dummies.get(prefix) ?? 0) >= enough && !others.has(prefix);
  return fields.map((field) => {
    if (!isUnknown(field) || !prefixesOf(field.name).some(isGroup)) return field;
    return { ...field, kind: "integer", usual: { low: 0, high: 1 }, step: 1 };
  });
}

function isDummy({ kind, usual }: AskedField): boolean {
  return kind === "integer" && usual?.low === 0 && usual.high === 1;
}

function isUnknown({ kind, usual, example }: AskedField): boolean {
  return kind === "number" && usual === undefined && example === 0;
}

/** Beginnings that end in an underscore; the longest of very long names are left out. */
function prefixesOf(name: string): readonly string[] {
  const prefixes: string[] = [];
  for (let at = name.indexOf("_", 1); at > 0 && at < 60; at = name.indexOf("_", at + 1)) {
    prefixes.push(name.slice(0, at + 1));
  }
  return prefixes;
}
