// The columns of a formula's design by their names, as patsy writes them: `Intercept`, `np.log(a)`, `c[T.high]`,
// `C(year)[T.2020]:a`. A name says all that its column is made of.

import { type Expression, parseExpression } from "./formula-expression.ts";

/** One part of a column: a number, or 1 where a variable is on a level (`T.high` beside an intercept) and else 0. */
export type Factor =
  | ({ readonly kind: "number" } & Expression)
  | { readonly kind: "level"; readonly variable: string; readonly level: string };

/** Of a name; longer ones are nobody's formula. */
const maxLength = 1000;

/** The factors whose product a column is; none for the intercept. Null for a name that says anything else. */
export function parseTerm(name: string): readonly Factor[] | null {
  if (name === "Intercept") return [];
  if (name.length > maxLength) return null;
  const parts = splitParts(name);
  const factors = parts?.map(parseFactor) ?? [null];
  const known = factors.filter((factor) => factor !== null);
  return known.length === factors.length ? known : null;
}

/** The parts between colons that stand in no bracket; null where brackets do not fit. */
function splitParts(name: string): readonly string[] | null {
  const parts: string[] = [];
  let [start, depth] = [0, 0];
  for (let at = 0; at < name.length; at++) {
    const sign = name[at];
    if (sign === "(" || sign === "[") depth++;
    if (sign === ")" || sign === "]") depth--;
    if (sign !== ":" || depth > 0) continue;
    parts.push(name.slice(start, at));
    start = at + 1;
  }
  return depth === 0 ? [...parts, name.slice(start)] : null;
}

function parseFactor(text: string): Factor | null {
  const open = text.endsWith("]") ? text.indexOf("[") : -1;
  if (open < 0) {
    const expression = parseExpression(text);
    return expression && { kind: "number", ...expression };
  }
  const variable = variableOf(text.slice(0, open));
  return variable === null ? null : { kind: "level", variable, level: text.slice(open + 1, -1) };
}

/** The variable of `c`, `C(c)`, `Q("my c")` or `C(c, Treatment("low"))`: where a level is met tells all of them. */
function variableOf(text: string): string | null {
  const [, inner = text] = /^C\((.*?)(?:,\s*Treatment(?:\(.*\))?)?\)$/.exec(text) ?? [];
  const expression = parseExpression(inner);
  const [variable] = expression?.variables ?? [];
  const isPlain = inner === variable || /^Q\((?:"[^"]*"|'[^']*')\)$/.test(inner);
  return isPlain && variable !== undefined ? variable : null;
}
